/** Schemes side by side: what each got at each density, and how far that is from the dense twins. */
import { formatNumber } from "../chart/format";
import type { Axis, ChartModel, Point, Series } from "../chart/model";
import type { Sample } from "../evaluation/statistics/sample";
import type { Locale } from "../template";
import { cellsOf, densityLineKey, linesOf, schemeLabel, type Cell, type Line } from "./cells";
import { denseBands } from "./denseBands";
import { metricAxis } from "./metricAxis";
import { countNote, runNotes, testNotes } from "./notes";
import type { ResultOptions } from "./options";
import { saying, sentences } from "./phrases";
import { ascending, samplePoint } from "./points";
import type { ResultRun } from "./run";
import { fileStem } from "./stem";
import { verdictText } from "./verdict";

/** Densities and networks that a summary tells of. */
const most = 4;

export function schemeCharts(
  runs: readonly ResultRun[],
  options: ResultOptions,
  locale: Locale,
): readonly ChartModel[] {
  const { which, metric } = options;
  const say = saying(locale);
  const cells = cellsOf(runs, { which });
  const sparse = cells.filter((cell) => !cell.dense && cell.metrics[metric] !== undefined);
  const densities = [...new Set(sparse.map(({ plan }) => plan.prune.density))].sort((less, more) => less - more);
  const lines = linesOf(sparse, densityLineKey, schemeLabel(sparse));
  const axis = metricAxis(metric, locale);
  const x: Axis = {
    title: say("axis.density"),
    scale: "category",
    format: "number",
    categories: densities.map(String),
  };
  const bars = (of: (cell: Cell) => Sample | undefined): readonly Series[] =>
    lines.map((line) => barSeries(line, densities, of)).filter(({ points }) => points.length > 0);
  const level = (label: string, y: number): Series => {
    return { label, slot: 0, kind: "guide", points: densities.map((_, index) => ({ x: index, y })) };
  };
  const all = bars(({ metrics }) => metrics[metric]);
  const places = densities.map((_, index) => index);
  const differences = bars(({ versus }) => versus?.differences[metric]);
  const margins = metric === "accuracy" ? [...new Set(sparse.flatMap(({ versus }) => versus?.margin ?? []))] : [];
  const notes = [...runNotes(runs, locale), ...testNotes(runs, cells, metric, options, locale)];
  const alone = sparse.filter(({ versus }) => versus === undefined).length;
  return [
    {
      id: `schemes-${fileStem(metric)}`,
      title: say("schemes.title", { metric: axis.name }),
      summary: rankings(all, densities, (value) => formatNumber(value, axis.format, locale), locale),
      x,
      y: { title: axis.title, scale: "linear", format: axis.format },
      series: [...denseBands(cells, places, { metric, kind: "guide" }, say), ...all],
      notes,
    },
    {
      id: `differences-${fileStem(metric)}`,
      title: say("schemes.differences", { metric: axis.name }),
      summary: differenceWords(sparse, metric, locale),
      x,
      y: { title: differenceTitle(axis.name, axis.differences, locale), scale: "linear", format: axis.differences },
      series: [
        ...differences,
        ...(differences.length === 0 ? [] : margins).flatMap((margin) => [
          level(say("schemes.margin", { margin: `+${margin}` }), margin / 100),
          level(say("schemes.margin", { margin: `−${margin}` }), -margin / 100),
        ]),
      ],
      notes: [...notes, ...countNote(say, "metric.noDense", alone, sparse.length)],
    },
  ];
}

function differenceTitle(name: string, format: string, locale: Locale): string {
  return saying(locale)(format === "points" ? "axis.differencePoints" : "axis.difference", { metric: name });
}

function barSeries(
  { label, slot, cells }: Line,
  densities: readonly number[],
  of: (cell: Cell) => Sample | undefined,
): Series {
  const points = cells.flatMap((cell): readonly Point[] => {
    const value = of(cell);
    return value === undefined ? [] : [samplePoint(densities.indexOf(cell.plan.prune.density), value)];
  });
  return { label, slot, kind: "bars", points: ascending(points) };
}

/** At each density the highest and the lowest. */
function rankings(
  series: readonly Series[],
  densities: readonly number[],
  word: (value: number) => string,
  locale: Locale,
): string {
  const say = saying(locale);
  if (series.length === 0) return say("schemes.none");
  const told = densities.slice(0, most).map((density, place) => {
    const ranked = series
      .flatMap(({ label, points }) => points.filter(({ x }) => x === place).map(({ y }) => ({ label, y })))
      .sort((left, right) => right.y - left.y);
    const [best, worst] = [ranked[0]!, ranked.at(-1)!];
    const args = { density, label: best.label, value: word(best.y) };
    if (best === worst) return say("schemes.only", args);
    return say("schemes.ranking", { ...args, worst: worst.label, worstValue: word(worst.y) });
  });
  return sentences(
    [...told, ...(densities.length > most ? [say("schemes.others", { count: densities.length - most })] : [])],
    locale,
  );
}

function differenceWords(cells: readonly Cell[], metric: string, locale: Locale): string {
  const say = saying(locale);
  const { differences: format } = metricAxis(metric, locale);
  const compared = cells.flatMap(({ label, versus }) => {
    const difference = versus?.differences[metric];
    if (versus === undefined || difference === undefined) return [];
    const words = { label, difference: formatNumber(difference.mean, format, locale) };
    const verdict = metric === "accuracy" ? verdictText(versus, false, locale) : undefined;
    return [say("schemes.difference", { ...words, ...(verdict !== undefined && { verdict }) })];
  });
  if (compared.length === 0) return say("schemes.noDifferences");
  const others = compared.length > most ? [say("metric.others", { count: compared.length - most })] : [];
  return sentences([...compared.slice(0, most), ...others], locale);
}
