/** Where a run's measurements stand: by epoch, step or training time. */
import type { Axis, Point } from "../chart/model";
import type { Locale } from "../template";
import type { ResultOptions } from "./options";
import { saying } from "./phrases";
import type { ResultRun } from "./run";

export interface RunAxis {
  readonly axis: Axis;
  /**
   * Where a value measured after a step stands: one point, or none where that is not known. `index` is that of the
   * progress event, where it is of one.
   */
  readonly point: (run: ResultRun, step: number, y: number, index?: number) => readonly Point[];
}

export function runAxis(runs: readonly ResultRun[], choice: ResultOptions["axis"], locale: Locale): RunAxis {
  const say = saying(locale);
  const shared = { scale: "linear", format: "number", min: 0 } as const;
  if (choice === "step") {
    return { axis: { ...shared, title: say("axis.step") }, point: (_, step, y) => [{ x: step, y }] };
  }
  if (choice === "epoch") {
    const epochOf = ({ plan, state }: ResultRun, step: number) => (step * plan.train.epochs) / state.steps;
    return {
      axis: { ...shared, title: say("axis.epoch") },
      point: (run, step, y) => (run.state.steps === 0 ? [] : [{ x: epochOf(run, step), y }]),
    };
  }
  const times = new Map(runs.map((run) => [run, trainingSeconds(run)]));
  const longest = Math.max(0, ...[...times.values()].map((seconds) => seconds.at(-1) ?? 0));
  const unit = units.find(({ most }) => longest <= most) ?? units.at(-1)!;
  return {
    axis: { ...shared, title: say(`axis.time.${unit.name}`) },
    point: (run, step, y, index) => {
      const seconds = times.get(run)?.[index ?? lastUpTo(run, step)];
      return seconds === undefined ? [] : [{ x: seconds / unit.seconds, y }];
    },
  };
}

/** A unit goes on for a while after the next one begins: 180 s, 180 min. */
const units = [
  { name: "s", seconds: 1, most: 180 },
  { name: "min", seconds: 60, most: 180 * 60 },
  { name: "h", seconds: 3600, most: Infinity },
] as const;

/** Index of the last progress event up to a step; −1 where there is none. */
function lastUpTo({ state: { progress } }: ResultRun, step: number): number {
  const after = progress.findIndex((at) => at.step > step);
  return after < 0 ? progress.length - 1 : after - 1;
}

/** Time of the training steps up to each progress event, from their measured speed: pauses and tests are not in it. */
function trainingSeconds({ plan, state }: ResultRun): readonly number[] {
  let [before, seconds] = [0, 0];
  return state.progress.map(({ step, imagesPerSecond }) => {
    if (imagesPerSecond > 0) seconds += ((step - before) * plan.train.batch) / imagesPerSecond;
    before = step;
    return seconds;
  });
}
