/** What a chart of a metric shows, in sentences. */
import { formatNumber } from "../chart/format";
import type { Plan } from "../experiment/plan";
import type { Locale } from "../template";
import type { Cell, Line } from "./cells";
import type { MetricAxis } from "./metricAxis";
import type { ResultOptions } from "./options";
import { saying, sentences, type Say } from "./phrases";

/** Lines that a summary tells of. */
const most = 4;

interface Drawing {
  readonly against: ResultOptions["against"];
  readonly axis: MetricAxis;
  readonly metric: string;
  readonly x: (plan: Plan) => number | undefined;
}

export function lineSentences(
  lines: readonly Line[],
  cells: readonly Cell[],
  drawing: Drawing,
  locale: Locale,
): string {
  const say = saying(locale);
  const { against, axis, metric } = drawing;
  const dense =
    against === "density" ? cells.filter((cell) => cell.dense).flatMap((cell) => cell.metrics[metric] ?? []) : [];
  if (lines.length === 0 && dense.length === 0) return say("metric.nothing", { metric: axis.name });
  const levels = dense.map(({ mean }) => formatNumber(mean, axis.format, locale));
  const told = lines.slice(0, most).map((line) => behind(line, drawing, say) ?? range(line, drawing, locale));
  return sentences(
    [
      ...(levels.length > 0 ? [say("metric.denseAt", { value: levels.slice(0, most).join(", ") })] : []),
      ...told,
      ...(lines.length > most ? [say("metric.others", { count: lines.length - most })] : []),
    ],
    locale,
  );
}

/** How far down in density a line keeps up with its dense twins, within the margin; undefined where that is not known. */
function behind({ label, cells }: Line, { against, metric }: Drawing, say: Say): string | undefined {
  if (against !== "density" || metric !== "accuracy") return undefined;
  const gaps = cells
    .flatMap(({ plan, versus }) => {
      const difference = versus?.differences[metric];
      if (versus === undefined || difference === undefined) return [];
      return [{ density: plan.prune.density, gap: -100 * difference.mean, margin: versus.margin }];
    })
    .sort((left, right) => right.density - left.density);
  const beyond = gaps.findIndex(({ gap, margin }) => gap > margin);
  const within = beyond < 0 ? gaps : gaps.slice(0, beyond);
  const next = gaps[within.length];
  const below = next && { below: next.density, gap: next.gap.toFixed(2) };
  const last = within.at(-1);
  if (last === undefined) return next && say("metric.off", { label, density: next.density, gap: next.gap.toFixed(2) });
  const worst = Math.max(...within.map(({ gap }) => gap));
  const args = { label, density: last.density, ...below };
  return worst <= 0 ? say("metric.level", args) : say("metric.behind", { ...args, worst: worst.toFixed(2) });
}

function range({ label, cells }: Line, { axis, metric, x }: Drawing, locale: Locale): string {
  const values = cells
    .flatMap(({ plan, metrics }) => {
      const [at, value] = [x(plan), metrics[metric]];
      return at === undefined || value === undefined ? [] : [{ at, value: value.mean }];
    })
    .sort((left, right) => left.at - right.at);
  const [first, last] = [values[0], values.at(-1)];
  if (first === undefined || last === undefined) return "";
  const word = (value: number) => formatNumber(value, axis.format, locale);
  return saying(locale)("metric.range", {
    ...{ label, first: word(first.value), x: first.at },
    ...(last !== first && { last: word(last.value), end: last.at }),
  });
}
