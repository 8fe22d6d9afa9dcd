/** How well networks tell their own kind of images from others: ROC curves, one chart a score and set of outliers. */
import type { ChartModel, Point, Series } from "../chart/model";
import { formatNumber } from "../chart/format";
import { sample } from "../evaluation/statistics/sample";
import type { OutlierFinding } from "../run/findings";
import type { Locale } from "../template";
import { cellsOf, type Cell } from "./cells";
import { runNotes, missingNote, untestedNote } from "./notes";
import type { ResultOptions } from "./options";
import { saying, sentences } from "./phrases";
import { ascending, meanPoints } from "./points";
import { fileStem } from "./stem";
import type { ResultRun } from "./run";

/** Networks that are told of, and up to which each has its seeds and intervals drawn. */
const most = 4;

export function outlierCharts(
  runs: readonly ResultRun[],
  { which }: ResultOptions,
  locale: Locale,
): readonly ChartModel[] {
  const say = saying(locale);
  const cells = cellsOf(runs, { which });
  const kinds = new Map(
    cells.flatMap(({ tests }) =>
      tests.flatMap(({ details }) =>
        (details?.outliers ?? []).map((found) => [`${found.score}-${found.set}`, found] as const),
      ),
    ),
  );
  const axes = {
    x: { title: say("axis.outsideShare"), scale: "linear", format: "percent", min: 0, max: 1 },
    y: { title: say("axis.insideShare"), scale: "linear", format: "percent", min: 0, max: 1 },
  } as const;
  const notes = [...runNotes(runs, locale), ...untestedNote(say, runs, which)];
  if (kinds.size === 0) {
    const missing = missingNote(say, cells, 0, { what: say("outliers.curves"), id: "auc_msp" });
    return [
      {
        id: "roc",
        title: say("outliers.title"),
        summary: say("outliers.none"),
        ...axes,
        series: [],
        notes: [...notes, ...missing],
      },
    ];
  }
  return [...kinds.values()].map(({ score, set }) => {
    const whole = cells.flatMap((cell) => rocSeries(cell, score, set, locale));
    const isCrowded = whole.filter(({ faint }) => faint !== true).length > most;
    const drawn = isCrowded ? whole.filter(({ faint }) => faint !== true).map(withoutIntervals) : whole;
    const named = drawn.filter(({ faint }) => faint !== true);
    const guide: Series = {
      label: say("outliers.blind"),
      slot: 0,
      kind: "guide",
      points: [
        { x: 0, y: 0 },
        { x: 1, y: 1 },
      ],
    };
    return {
      id: `roc-${score}-${fileStem(set)}`,
      title: say(`outliers.${score}`, { set }),
      summary: areas(
        named.map(({ label }) => label),
        locale,
      ),
      ...axes,
      series: [guide, ...drawn],
      notes: [
        ...notes,
        ...missingNote(say, cells, named.length, {
          what: say("outliers.curves"),
          id: score === "msp" ? "auc_msp" : "auc_entropy",
        }),
        ...(isCrowded ? [say("outliers.crowded", { most })] : []),
      ],
    };
  });
}

/** The curve of a network, or the mean of its seeds' curves over them. */
function rocSeries(
  { label, slot, tests }: Cell,
  score: OutlierFinding["score"],
  set: string,
  locale: Locale,
): readonly Series[] {
  const say = saying(locale);
  const found = tests.flatMap(
    ({ details }) =>
      details?.outliers?.filter((one) => one.score === score && one.set === set && one.roc.length > 0) ?? [],
  );
  if (found.length === 0) return [];
  const auc = formatNumber(sample(found.map((one) => one.auc)).mean, "number", locale);
  const curves = found.map(({ roc }) => ascending(roc.map(([x, y]) => ({ x, y }))));
  const named = { label: say("outliers.auc", { label, auc }), slot, kind: "line" } as const;
  if (found.length === 1) return [{ ...named, points: curves[0]! }];
  const seeds = curves.map((points, seed) => ({
    ...({ label: say("outliers.seed", { label, number: seed + 1 }), slot, kind: "line", faint: true } as const),
    points,
  }));
  return [...seeds, { ...named, points: meanPoints(curves.map(resampled)).map(atTenths) }];
}

/** Intervals at every hundredth would hide the curves. */
function atTenths(point: Point, index: number): Point {
  return index % 10 === 0 ? point : withoutInterval(point);
}

function withoutIntervals(series: Series): Series {
  return { ...series, points: series.points.map(withoutInterval) };
}

function withoutInterval({ x, y, n }: Point): Point {
  return { x, y, ...(n !== undefined && { n }) };
}

/** Height of a curve at every hundredth, straight between its points: so curves of several seeds have a mean. */
function resampled(curve: readonly Point[]): readonly Point[] {
  return Array.from({ length: 101 }, (_, index) => {
    const x = index / 100;
    const after = curve.findIndex((point) => point.x > x);
    const [left, right] = [curve[(after < 0 ? curve.length : after) - 1], curve[after]];
    if (left === undefined) return { x, y: 0 };
    if (right === undefined) return { x, y: left.y };
    return { x, y: left.y + ((right.y - left.y) * (x - left.x)) / (right.x - left.x) };
  });
}

function areas(labels: readonly string[], locale: Locale): string {
  const say = saying(locale);
  const others = labels.length > most ? [say("metric.others", { count: labels.length - most })] : [];
  return sentences(
    [say("outliers.areas", { areas: labels.slice(0, most).join(locale === "ja" ? "、" : "; ") }), ...others],
    locale,
  );
}
