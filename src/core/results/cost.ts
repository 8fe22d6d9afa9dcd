/** What sparse networks cost beside their dense twins: what is counted and what was measured, each by its name. */
import { formatNumber } from "../chart/format";
import type { Axis, ChartModel, Point, Series } from "../chart/model";
import { sample } from "../evaluation/statistics/sample";
import { cellKey } from "../run/compare";
import { kernelTimeMs, stepTimeMs } from "../run/stepTime";
import { denseTwin } from "../run/twin";
import type { Locale } from "../template";
import { cellsOf, type Cell } from "./cells";
import { countNote, runNotes } from "./notes";
import type { ResultOptions } from "./options";
import { saying, sentences, type Say } from "./phrases";
import { samplePoint } from "./points";
import type { ResultRun } from "./run";

const most = 4;

export function costCharts(runs: readonly ResultRun[], options: ResultOptions, locale: Locale): readonly ChartModel[] {
  const say = saying(locale);
  const cells = cellsOf(runs, options);
  const sparse = cells.filter(({ dense }) => !dense);
  const timed = new Map(runs.map((run) => [run, stepTimeMs(run.state, run.plan.train.batch)]));
  const kernelsTimed = new Map(runs.map((run) => [run, kernelTimeMs(run.state, run.plan.train.batch)]));
  const twins = new Map(sparse.map((cell) => [cell, twinOf(cell, cells)]));
  const counted = [
    bars(say("cost.weights"), 0, cells, shares("kept", "size")),
    bars(say("cost.macs"), 1, cells, shares("macs", "denseMacs")),
  ];
  const inverse = (cell: Cell) => shares("macs", "denseMacs")(cell).flatMap((share) => (share > 0 ? [1 / share] : []));
  const saved = bars(say("cost.saved"), 1, sparse, inverse);
  const speedUps = (times: StepTimes) =>
    new Map([...twins].map(([cell, twin]) => [cell, speedUpsOf(cell, twin, times)]));
  const [stepSpeeds, kernelSpeeds] = [speedUps(timed), speedUps(kernelsTimed)];
  const speed = bars(say("cost.endToEnd"), 0, sparse, (cell) => stepSpeeds.get(cell) ?? []);
  const kernels = bars(say("cost.kernels"), 2, sparse, (cell) => kernelSpeeds.get(cell) ?? []);
  const measured = (times: StepTimes) => (cell: Cell) => cell.runs.flatMap((run) => times.get(run) ?? []);
  const times = bars(say("cost.step"), 0, cells, measured(timed));
  const kernelTimes = bars(say("cost.stepKernels"), 2, cells, measured(kernelsTimed));
  const level = sparse.map((_, index) => ({ x: index, y: 1 }));
  const one: Series = { label: say("cost.asDense"), slot: 0, kind: "guide", points: level };
  const factors = drawn([speed, kernels, saved]);
  const x = networkAxis(cells, say);
  const notes = runNotes(runs, locale);
  const unplanned = runs.filter(({ state }) => state.total === undefined).length;
  return [
    {
      id: "cost-macs",
      title: say("cost.macs.title"),
      summary: macsWords(cells, counted, locale),
      x,
      y: { title: say("axis.ofDense"), scale: "linear", format: "percent", min: 0 },
      series: drawn(counted),
      notes: [...notes, ...countNote(say, "cost.unplanned", unplanned, runs.length)],
    },
    {
      id: "cost-speed",
      title: say("cost.speed.title"),
      summary: speedWords(sparse, speed, kernels, saved, locale),
      x: networkAxis(sparse, say),
      y: { title: say("axis.timesDense"), scale: "linear", format: "factor", min: 0 },
      series: [...(factors.length === 0 ? [] : [one]), ...factors],
      notes: [...notes, ...speedNotes(runs, stepSpeeds, kernelSpeeds, say)],
    },
    {
      id: "cost-step",
      title: say("cost.step.title"),
      summary: stepWords(cells, times, locale),
      x,
      y: { title: say("axis.ms"), scale: "linear", format: "number", min: 0 },
      series: drawn([times, kernelTimes]),
      notes: [...notes, say("cost.step.note"), ...maskedNotes(runs, say)],
    },
  ];
}

function networkAxis(cells: readonly Cell[], say: Say): Axis {
  const categories = cells.map(({ label }) => label);
  return { title: say("axis.network"), scale: "category", format: "number", categories };
}

/** The mean of what is known of each network. */
function bars(label: string, slot: number, cells: readonly Cell[], of: (cell: Cell) => readonly number[]): Series {
  const points = cells.flatMap((cell, index): readonly Point[] => {
    const values = of(cell);
    return values.length === 0 ? [] : [samplePoint(index, sample(values))];
  });
  return { label, slot, kind: "bars", points };
}

function drawn(series: readonly Series[]): readonly Series[] {
  return series.filter(({ points }) => points.length > 0);
}

/** Of each run whose masks are known. */
function shares(part: "kept" | "macs", whole: "size" | "denseMacs"): (cell: Cell) => readonly number[] {
  return ({ runs }) =>
    runs.flatMap(({ state: { total } }) =>
      total === undefined || total[whole] === 0 ? [] : [total[part] / total[whole]],
    );
}

/** By network, a value for each run that can be compared. */
type SpeedUps = ReadonlyMap<Cell, readonly number[]>;

/** Step time in ms by run, where it was measured. */
type StepTimes = ReadonlyMap<ResultRun, number | undefined>;

/** Time of the dense twin's steps over that of the run's, a value for each run whose twin was measured on an equal device. */
function speedUpsOf({ runs }: Cell, twin: Cell | undefined, timed: StepTimes): readonly number[] {
  return runs.flatMap((run) => {
    const other = twin?.runs.find(({ plan }) => plan.seed === run.plan.seed);
    const [own, dense] = [timed.get(run), other && timed.get(other)];
    return own === undefined || dense === undefined || deviceOf(run) !== deviceOf(other!) ? [] : [dense / own];
  });
}

function twinOf({ plan }: Cell, cells: readonly Cell[]): Cell | undefined {
  const key = cellKey(denseTwin(plan));
  return cells.find((cell) => cell.key === key);
}

function deviceOf({ state: { device } }: ResultRun): string {
  return JSON.stringify(device && [device.engine, device.description, device.threads, device.module]);
}

/** What was not measured, and what the speed is not of. */
function speedNotes(
  runs: readonly ResultRun[],
  speedUps: SpeedUps,
  kernelSpeedUps: SpeedUps,
  say: Say,
): readonly string[] {
  const all = [...speedUps.keys()].flatMap((cell) => cell.runs).length;
  const compared = [...speedUps.values()].flat().length;
  const withKernels = [...kernelSpeedUps.values()].flat().length;
  return [
    ...countNote(say, "cost.uncompared", all - compared, all),
    ...countNote(say, "cost.noKernels", compared - withKernels, compared),
    ...maskedNotes(runs, say),
  ];
}

/** Engines that compute with zeros where weights were pruned. */
function maskedNotes(runs: readonly ResultRun[], say: Say): readonly string[] {
  const engines = runs.flatMap(({ state: { device } }) => device ?? []).filter(({ engine }) => engine !== "sparse");
  return [...new Set(engines.map(({ engine }) => engine))].map((engine) => say("cost.masked", { engine }));
}

function macsWords(cells: readonly Cell[], [weights, macs]: readonly Series[], locale: Locale): string {
  const say = saying(locale);
  return told(cells, macs!, locale, ({ label }, { x, y }) => {
    const kept = weights!.points.find((point) => point.x === x)?.y ?? NaN;
    return say("cost.macs.words", {
      label,
      kept: formatNumber(kept, "percent", locale),
      macs: formatNumber(y, "percent", locale),
    });
  });
}

function speedWords(cells: readonly Cell[], speed: Series, kernels: Series, saved: Series, locale: Locale): string {
  const say = saying(locale);
  return told(cells, speed, locale, ({ label }, { x, y }) => {
    const factor = (name: string, { points }: Series) => {
      const value = points.find((point) => point.x === x)?.y;
      return value === undefined ? {} : { [name]: formatNumber(value, "factor", locale) };
    };
    const args = { label, speed: formatNumber(y, "factor", locale) };
    return say("cost.speed.words", { ...args, ...factor("kernels", kernels), ...factor("saved", saved) });
  });
}

function stepWords(cells: readonly Cell[], times: Series, locale: Locale): string {
  return told(cells, times, locale, ({ label }, { y }) =>
    saying(locale)("cost.step.words", { label, time: formatNumber(y, "number", locale) }),
  );
}

/** A sentence for each of the first networks that a series has a bar of. */
function told(
  cells: readonly Cell[],
  { points }: Series,
  locale: Locale,
  word: (cell: Cell, point: Point) => string,
): string {
  const say = saying(locale);
  if (points.length === 0) return say("cost.none");
  const others = points.length > most ? [say("metric.others", { count: points.length - most })] : [];
  return sentences([...points.slice(0, most).map((point) => word(cells[point.x]!, point)), ...others], locale);
}
