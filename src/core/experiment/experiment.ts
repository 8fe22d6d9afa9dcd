import type { EngineWish } from "../training/engines";
import type { Plan } from "./plan";

/** What a file asks for: its grid, point by point, in the file's order. */
export interface Experiment {
  readonly cells: readonly Cell[];
}

/** One point of the grid, complete: defaults filled in, paths absolute, model files frozen. */
export interface Cell extends Omit<Plan, "version" | "seed"> {
  readonly seeds: readonly number[];
  /** Whether to train the dense twin too. */
  readonly dense: boolean;
  /** Points of accuracy: smaller differences to the dense twins do not matter. */
  readonly margin: number;
  /** What to train it on. */
  readonly engine: EngineWish["engine"];
  readonly requireGpu: boolean;
}

/** What the runs of a file are to be trained on; where its grid says several things, the first. */
export function wishOf({ cells: [first] }: Experiment): EngineWish {
  return { engine: first?.engine ?? "auto", requireGpu: first?.requireGpu ?? false };
}

/** More than a person would wait for, and few enough to be listed at once. */
export const runLimit = 10_000;
