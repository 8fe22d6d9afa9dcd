/** How accuracy falls as an attack on the images grows stronger, one chart an attack. */
import { formatNumber } from "../chart/format";
import type { ChartModel, Series } from "../chart/model";
import type { RobustnessFinding } from "../run/findings";
import type { Locale } from "../template";
import { cellsOf, type Cell } from "./cells";
import { metricAxis } from "./metricAxis";
import { runNotes, missingNote, untestedNote } from "./notes";
import type { ResultOptions } from "./options";
import { saying, sentences } from "./phrases";
import { ascending, meanPoints } from "./points";
import type { ResultRun } from "./run";

const most = 4;

export function robustnessCharts(
  runs: readonly ResultRun[],
  { which }: ResultOptions,
  locale: Locale,
): readonly ChartModel[] {
  const say = saying(locale);
  const cells = cellsOf(runs, { which });
  return (["fgsm", "pgd"] as const).map((attack) => {
    const series = cells.flatMap((cell) => attackSeries(cell, attack));
    const images = new Set(cells.flatMap((cell) => findings(cell, attack).map((found) => found.images)));
    return {
      id: `robustness-${attack}`,
      title: metricAxis(attack, locale).name,
      summary: falls(series, locale),
      x: { title: say("axis.eps"), scale: "linear", format: "number", min: 0 },
      y: { title: say("axis.accuracy"), scale: "linear", format: "percent", min: 0 },
      series,
      notes: [
        ...runNotes(runs, locale),
        ...untestedNote(say, runs, which),
        ...missingNote(say, cells, series.length, { what: say("robustness.curve"), id: attack }),
        ...(images.size === 0
          ? []
          : [say("robustness.images", { count: [...images].sort((a, b) => a - b).join(", ") })]),
      ],
    };
  });
}

function attackSeries(cell: Cell, attack: RobustnessFinding["attack"]): readonly Series[] {
  const curves = findings(cell, attack).map(({ points }) =>
    points.map(({ eps, accuracy }) => ({ x: eps, y: accuracy })),
  );
  const points = ascending(meanPoints(curves));
  return points.length === 0 ? [] : [{ label: cell.label, slot: cell.slot, kind: "line", points }];
}

function findings({ tests }: Cell, attack: RobustnessFinding["attack"]): readonly RobustnessFinding[] {
  return tests.flatMap(({ details }) => details?.robustness?.filter((found) => found.attack === attack) ?? []);
}

function falls(series: readonly Series[], locale: Locale): string {
  const say = saying(locale);
  if (series.length === 0) return say("robustness.none");
  const word = (value: number) => formatNumber(value, "percent", locale);
  const told = series.slice(0, most).map(({ label, points }) => {
    const [first, last] = [points[0]!, points.at(-1)!];
    return say("robustness.fall", { label, clean: word(first.y), value: word(last.y), eps: last.x });
  });
  const others = series.length > most ? [say("metric.others", { count: series.length - most })] : [];
  return sentences([...told, ...others], locale);
}
