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

/** These runs in their order, then those of their dense twins that are not among them. */
export function withTwins<Run extends Twinned>(chosen: readonly Run[], all: readonly Run[]): readonly Run[] {
  const name = (cell: string, { seed }: Plan) => `${cell} ${seed}`;
  const dense = all.filter(({ plan }) => isDense(plan));
  const byName = new Map(dense.map((run) => [name(run.cell, run.plan), run]));
  const twins = chosen.flatMap(({ twin, plan }) => byName.get(name(twin, plan)) ?? []);
  return [...new Map([...chosen, ...twins].map((run) => [run.id, run])).values()];
}

/** A run with what it and its dense twins are known by. */
interface Twinned {
  readonly id: string;
  readonly plan: Plan;
  /** Equal for runs that differ in nothing but their seed. */
  readonly cell: string;
  readonly twin: string;
}
