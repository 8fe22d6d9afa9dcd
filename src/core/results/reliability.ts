/** Whether networks are as often right as they are sure: accuracy and images by confidence. */
import { formatNumber } from "../chart/format";
import type { ChartModel, Series } from "../chart/model";
import type { Details } from "../run/findings";
import type { Locale } from "../template";
import { cellsOf, type Cell } from "./cells";
import { runNotes, missingNote, untestedNote } from "./notes";
import type { ResultOptions } from "./options";
import { saying, sentences, type Say } from "./phrases";
import { ascending } from "./points";
import type { ResultRun } from "./run";

type Bins = NonNullable<Details["reliability"]>;

/** A network's bins, all its seeds' images together. */
interface Calibration {
  readonly cell: Cell;
  readonly bins: Bins;
  readonly seeds: number;
  /** Mean over the seeds, in [0, 1]. */
  readonly error: number;
}

const most = 4;

export function reliabilityCharts(
  runs: readonly ResultRun[],
  options: ResultOptions,
  locale: Locale,
): readonly ChartModel[] {
  const say = saying(locale);
  const cells = cellsOf(runs, { which: options.which });
  const found = cells.flatMap((cell) => calibrationOf(cell) ?? []);
  const confidence = { title: say("axis.confidence"), scale: "linear", format: "percent", min: 0, max: 1 } as const;
  const notes = [
    ...runNotes(runs, locale),
    ...untestedNote(say, runs, options.which),
    ...missingNote(say, cells, found.length, { what: say("reliability.bins"), id: "ece" }),
  ];
  return [
    {
      id: "reliability",
      title: say("reliability.title"),
      summary: errors(found, locale),
      x: confidence,
      y: { title: say("axis.accuracy"), scale: "linear", format: "percent", min: 0, max: 1 },
      series: found.length === 0 ? [] : [diagonal(say), ...found.map(accuracySeries)],
      notes,
    },
    {
      id: "reliability-counts",
      title: say("reliability.counts"),
      summary: sureShare(found, locale),
      x: confidence,
      y: { title: say("axis.images"), scale: "linear", format: "count", min: 0 },
      series: found.map(countSeries),
      notes,
    },
  ];
}

/** Undefined where no seed has bins. Seeds whose bins lie elsewhere than the first's are left out. */
function calibrationOf(cell: Cell): Calibration | undefined {
  const all = cell.tests.flatMap(({ details }) => {
    const bins = details?.reliability;
    return bins?.some(({ count }) => count > 0) === true ? [bins] : [];
  });
  const edges = (bins: Bins) => bins.map(({ low }) => low).join();
  const same = all.filter((bins) => edges(bins) === edges(all[0]!));
  if (same[0] === undefined) return undefined;
  const sum = (bin: number, of: "count" | "correct" | "confidence") =>
    same.reduce((total, bins) => total + bins[bin]![of], 0);
  const bins = same[0].map(({ low, high }, bin) => {
    return { low, high, count: sum(bin, "count"), correct: sum(bin, "correct"), confidence: sum(bin, "confidence") };
  });
  const error = same.reduce((total, bins) => total + calibrationError(bins), 0) / same.length;
  return { cell, bins, seeds: same.length, error };
}

function calibrationError(bins: Bins): number {
  const gaps = bins.map(({ correct, confidence }) => Math.abs(correct - confidence));
  const images = bins.reduce((total, { count }) => total + count, 0);
  return images === 0 ? 0 : gaps.reduce((total, gap) => total + gap, 0) / images;
}

/** At the mean confidence of each bin, so that the distance to the diagonal is what the calibration error adds up. */
function accuracySeries({ cell: { label, slot }, bins }: Calibration): Series {
  const points = bins
    .filter(({ count }) => count > 0)
    .map(({ count, correct, confidence }) => ({ x: confidence / count, y: correct / count, n: count }));
  return { label, slot, kind: "line", points: ascending(points) };
}

/** Images of one test: with several seeds their mean. */
function countSeries({ cell: { label, slot }, bins, seeds }: Calibration): Series {
  const steps = bins.map(({ low, count }) => ({ x: low, y: count / seeds, n: count }));
  return { label, slot, kind: "steps", points: [...steps, { ...steps.at(-1)!, x: bins.at(-1)!.high }] };
}

function diagonal(say: Say): Series {
  const points = [0, 1].map((share) => ({ x: share, y: share }));
  return { label: say("reliability.diagonal"), slot: 0, kind: "guide", points };
}

function errors(found: readonly Calibration[], locale: Locale): string {
  const say = saying(locale);
  if (found.length === 0) return say("reliability.none");
  const told = found.slice(0, most).map(({ cell: { label }, bins, error }) => {
    const total = (of: "count" | "correct" | "confidence") => bins.reduce((sum, bin) => sum + bin[of], 0);
    const surplus = (100 * (total("confidence") - total("correct"))) / Math.max(1, total("count"));
    const args = { label, error: formatNumber(error, "number", locale), points: Math.abs(surplus).toFixed(1) };
    return say(surplus >= 0 ? "reliability.tooSure" : "reliability.unsure", args);
  });
  return sentences([...told, ...others(found, say)], locale);
}

function sureShare(found: readonly Calibration[], locale: Locale): string {
  const say = saying(locale);
  if (found.length === 0) return say("reliability.none");
  const told = found.slice(0, most).map(({ cell: { label }, bins }) => {
    const images = bins.reduce((sum, { count }) => sum + count, 0);
    const top = bins.at(-1)!;
    const share = formatNumber(images === 0 ? 0 : top.count / images, "percent", locale);
    return say("reliability.top", { label, share, low: formatNumber(top.low, "percent", locale) });
  });
  return sentences([...told, ...others(found, say)], locale);
}

function others(found: readonly unknown[], say: Say): readonly string[] {
  return found.length > most ? [say("metric.others", { count: found.length - most })] : [];
}
