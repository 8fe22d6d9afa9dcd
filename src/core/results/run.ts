import type { Plan } from "../experiment/plan";
import type { RunState } from "../run/state";

/** A run as the results page knows it. */
export interface ResultRun {
  readonly id: string;
  /** As it is called in the tree: a person's name for it, or the plan's. */
  readonly title: string;
  readonly plan: Plan;
  readonly state: RunState;
}
