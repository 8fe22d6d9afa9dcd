import type { Plan } from "../../../src/core/experiment/plan";
import type { ResultRun } from "../../../src/core/results/run";
import type { RunEvent } from "../../../src/core/run/event";
import type { Details, Metrics } from "../../../src/core/run/findings";
import { planTitle } from "../../../src/core/experiment/plans";
import { fold } from "../../../src/core/run/state";
import { denseTwin } from "../../../src/core/run/twin";
import { tinyPlan } from "../../plans";

/** A run of these events. */
export function runOf(plan: Plan, events: readonly RunEvent[]): ResultRun {
  return { id: planTitle(plan), title: planTitle(plan), plan, state: fold(events) };
}

export function tested(metrics: Metrics, details?: Details): RunEvent {
  return { kind: "tested", at: 0, which: "last", epoch: 2, metrics, ...(details && { details }) };
}

/** Runs of one network that got these accuracies, one a seed from 1. */
export function seeds(plan: Plan, accuracies: readonly number[]): readonly ResultRun[] {
  return accuracies.map((accuracy, index) => runOf({ ...plan, seed: index + 1 }, [tested({ accuracy })]));
}

export function erk(density: number): Plan {
  return tinyPlan({ prune: { scheme: "erk", density, sampling: "exact" } });
}

export const dense = denseTwin(tinyPlan());
