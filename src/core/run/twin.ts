import { planKey } from "../experiment/plans";
import type { Plan } from "../experiment/plan";

/** The plan of a plan's dense twin: the same network, data, training and seed with every weight kept. */
export function denseTwin(plan: Plan): Plan {
  return { ...plan, prune: { scheme: "dense", density: 1, sampling: "exact" } };
}

export function isDense(plan: Plan): boolean {
  return plan.prune.scheme === "dense";
}

/** The dense twin of a run among others, if it is there. */
export function findTwin<Run extends { readonly plan: Plan }>(run: Run, runs: readonly Run[]): Run | undefined {
  if (isDense(run.plan)) return undefined;
  const key = planKey(denseTwin(run.plan));
  // A key takes long, and there may be thousands of runs: first what is quick to see.
  return runs.find(({ plan }) => isDense(plan) && plan.seed === run.plan.seed && planKey(plan) === key);
}
