/** The comparisons that claims rest on: each is paired by seed, and judged by its 95 % interval. */
import { formatNumber, tickText, type NumberFormat } from "../chart/format";
import { metrics } from "../evaluation/metrics";
import { sample, type Sample } from "../evaluation/statistics/sample";
import { defaultMargin, verdictOn } from "../evaluation/statistics/verdict";
import type { Plan } from "../experiment/plan";
import { presetChoice, type FamilyChoice } from "../model/presetNames";
import type { Cell } from "../results/cells";
import { metricAxis } from "../results/metricAxis";
import { cellKey } from "../run/compare";
import { denseTwin } from "../run/twin";
import { schemes, type SchemeId } from "../sparsity/schemes";
import type { Locale } from "../template";
import type { Finding, Stance } from "./finding";
import { saying } from "./phrases";

/** Networks of which only the layer densities, if anything, come from scores: the weights kept are drawn at random. */
export function isRandom({ prune: { scheme } }: Plan): boolean {
  if (scheme === "dense") return false;
  const rule = schemes[scheme];
  return !("positions" in rule) || rule.positions === "random";
}

/** What counts for a claim: being better only, or being as good too. */
export type Demand = "better" | "match";

/** Each randomly pruned network beside its dense twins, in a metric; lower values of some are the better ones. */
export function besideDense(
  cells: readonly Cell[],
  metric: string,
  demand: Demand,
  locale: Locale,
): readonly Finding[] {
  const say = saying(locale);
  const ids = [...new Set(cells.flatMap((cell) => Object.keys(cell.metrics)))].filter(
    (id) => id === metric || id.startsWith(`${metric}/`),
  );
  return cells
    .filter(({ plan }) => isRandom(plan))
    .flatMap((cell) =>
      ids.flatMap((id): readonly Finding[] => {
        const difference = cell.versus?.differences[id];
        if (cell.versus === undefined || difference === undefined) return [];
        const set = id.split("/")[1];
        const label = set === undefined ? cell.label : say("item.set", { label: cell.label, set });
        return [differing({ label, id, difference, cells: [cell, ...twins(cell, cells)], demand }, locale)];
      }),
    );
}

/**
 * Networks of one scheme beside those that differ in their scheme only, in accuracy and at densities up to `most`; only
 * where all the others are there.
 */
export function besideSchemes(
  cells: readonly Cell[],
  scheme: SchemeId,
  { others, most = 1 }: { readonly others: readonly SchemeId[]; readonly most?: number },
  locale: Locale,
): readonly Finding[] {
  const say = saying(locale);
  return cells
    .filter(({ plan: { prune } }) => prune.scheme === scheme && prune.density <= most)
    .flatMap((cell) => {
      const found = others.flatMap((other): readonly Finding[] => {
        const key = cellKey({ ...cell.plan, prune: { ...cell.plan.prune, scheme: other } });
        const found = cells.find((each) => each.key === key);
        const difference = found && paired(cell, found, "accuracy");
        if (found === undefined || difference === undefined) return [];
        const label = say("item.beside", { label: cell.label, other: schemes[other].title });
        return [differing({ label, id: "accuracy", difference, cells: [cell, found], demand: "better" }, locale)];
      });
      return found.length === others.length ? found : [];
    });
}

/**
 * How much nearer to its dense twin the widest (deepest) network is than the narrowest (shallowest), seed by seed, one
 * finding for each set of networks that differ in that number only.
 */
export function gapTrends(cells: readonly Cell[], along: "width" | "depth", locale: Locale): readonly Finding[] {
  const groups = new Map<string, Sized[]>();
  for (const cell of cells.filter(({ plan }) => isRandom(plan))) {
    const choice: FamilyChoice | undefined =
      "preset" in cell.plan.model ? presetChoice(cell.plan.model.preset) : undefined;
    const size = choice?.[along];
    const [dense] = twins(cell, cells);
    if (choice === undefined || size === undefined || dense === undefined) continue;
    const key = `${JSON.stringify({ ...choice, [along]: 0 })} ${cellKey({ ...cell.plan, model: { preset: "" } })}`;
    groups.set(key, [...(groups.get(key) ?? []), { size, cell, dense, gaps: differences(dense, cell, "accuracy") }]);
  }
  return [...groups.values()].flatMap((group) => trendOf(group, along, locale));
}

interface Sized {
  readonly size: number;
  readonly cell: Cell;
  readonly dense: Cell;
  /** Dense less sparse accuracy, by seed. */
  readonly gaps: ReadonlyMap<number, number>;
}

function trendOf(group: readonly Sized[], along: "width" | "depth", locale: Locale): readonly Finding[] {
  const say = saying(locale);
  const sorted = [...group].sort((one, other) => one.size - other.size);
  const [least, greatest] = [sorted[0]!, sorted.at(-1)!];
  const seeds = [...least.gaps.keys()].filter((seed) => greatest.gaps.has(seed));
  if (least.size === greatest.size || seeds.length === 0) return [];
  const gap = ({ gaps }: Sized) => sample(seeds.map((seed) => gaps.get(seed)!));
  const shrinks = sample(seeds.map((seed) => least.gaps.get(seed)! - greatest.gaps.get(seed)!));
  const { scheme, density } = least.cell.plan.prune;
  const words = say(`item.${along}`, {
    label: `${schemes[scheme].title} ${density}`,
    from: least.size,
    to: greatest.size,
    first: formatNumber(gap(least).mean, "points", locale).replace("+", ""),
    last: formatNumber(gap(greatest).mean, "points", locale).replace("+", ""),
    change: differenceWords(shrinks, "points", locale),
  });
  const involved = [least.cell, least.dense, greatest.cell, greatest.dense];
  return [{ stance: stanceOf(shrinks, marginOf(least.cell), "better"), rank: shrinks.mean, words, cells: involved }];
}

interface Differing {
  readonly label: string;
  /** Of the metric. */
  readonly id: string;
  readonly difference: Sample;
  readonly cells: readonly Cell[];
  readonly demand: Demand;
}

function differing({ label, id, difference, cells, demand }: Differing, locale: Locale): Finding {
  const isLower = metrics[id.split("/")[0] as keyof typeof metrics].better === "lower";
  const { mean, interval } = difference;
  const gain: Sample = isLower
    ? { ...difference, mean: -mean, interval: interval && [-interval[1], -interval[0]] }
    : difference;
  // Points that do not matter are known of accuracy alone.
  const margin = id === "accuracy" ? marginOf(cells[0]!) : 0;
  const format = metricAxis(id, locale).differences;
  return {
    stance: stanceOf(gain, margin, demand),
    rank: gain.mean,
    words: `${label} ${differenceWords(difference, format, locale)}`,
    cells,
  };
}

/** Difference in accuracy that does not matter, in [0, 1]. */
function marginOf({ versus }: Cell): number {
  return (versus?.margin ?? defaultMargin) / 100;
}

/** A network that is as good contradicts being better: the difference is shown to be none that matters. */
function stanceOf(gain: Sample, margin: number, demand: Demand): Stance {
  const { kind } = verdictOn(gain, margin);
  if (kind === "undecided") return "open";
  return kind === "better" || (kind === "equivalent" && demand === "match") ? "for" : "against";
}

/** "−1.2 points (−2 to −0.4)". */
function differenceWords({ mean, interval }: Sample, format: NumberFormat, locale: Locale): string {
  // A hundredth of a point, or three digits.
  const bare = (value: number) => (format === "points" ? Math.round(1e4 * value) / 1e4 : Number(value.toPrecision(3)));
  const sign = (value: number) => (format !== "points" && value > 0 ? "+" : "");
  const [low, high] = (interval ?? []).map((end) => `${sign(end)}${tickText(bare(end), format, locale)}`);
  const ends = low === undefined || high === undefined ? {} : { low, high };
  return saying(locale)("item.difference", { mean: `${sign(mean)}${formatNumber(mean, format, locale)}`, ...ends });
}

function twins(cell: Cell, cells: readonly Cell[]): readonly Cell[] {
  const key = cellKey(denseTwin(cell.plan));
  return cells.filter((other) => other.key === key);
}

/** One less the other, over the seeds that both were tested with; undefined where there are none. */
function paired(one: Cell, other: Cell, metric: string): Sample | undefined {
  const found = [...differences(one, other, metric).values()];
  return found.length === 0 ? undefined : sample(found);
}

function differences(one: Cell, other: Cell, metric: string): ReadonlyMap<number, number> {
  return new Map(
    one.seeds.flatMap((seed, index) => {
      const [own, its] = [one.tests[index], other.tests[other.seeds.indexOf(seed)]].map(
        (test) => test?.metrics[metric],
      );
      return own === undefined || its === undefined ? [] : [[seed, own - its] as const];
    }),
  );
}
