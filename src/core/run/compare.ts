/** What several seeds of a network say together, and beside their dense twins. */
import { sample, type Sample } from "../evaluation/statistics/sample";
import { defaultMargin, verdictOn, type Verdict } from "../evaluation/statistics/verdict";
import type { Plan } from "../experiment/plan";
import { cellTitle, planKey } from "../experiment/plans";
import type { Metrics } from "./findings";
import { newRun, testOf, type RunState, type Test } from "./state";
import { denseTwin, isDense } from "./twin";

/** Runs of one plan but for the seed. */
export interface CellSummary {
  /** Equal for runs that differ in nothing but their seed. */
  readonly key: string;
  readonly title: string;
  /** Of the lowest seed. */
  readonly plan: Plan;
  readonly dense: boolean;
  /** Those that have been tested, in ascending order; what the samples are of. */
  readonly seeds: readonly number[];
  /** Runs without a test so far. */
  readonly untested: number;
  /** By metric id: what every tested seed has. */
  readonly metrics: Readonly<Record<string, Sample>>;
  /** Absent where there is nothing to compare with (a dense cell has no twin), and where no seed's twin is tested. */
  readonly versus?: TwinSummary;
}

/** A cell beside its dense twins, or the baseline, seed by seed: only seeds of which both are tested. */
export interface TwinSummary {
  readonly seeds: readonly number[];
  /** Of the twins. */
  readonly metrics: Readonly<Record<string, Sample>>;
  /** Sparse less dense of the same seed, in the metric's own unit. */
  readonly differences: Readonly<Record<string, Sample>>;
  /** On the accuracy, where it was measured. */
  readonly verdict?: Verdict;
  /** Points of accuracy that the verdict takes for no matter. */
  readonly margin: number;
}

export interface CompareOptions {
  readonly which: Test["which"];
  /** Points of accuracy that do not matter; what each cell was asked for with, where it is left out. */
  readonly margin?: number;
  /** Key of the cell to set all others beside; each its dense twin where it is left out, or none of these. */
  readonly baseline?: string;
}

interface Run {
  readonly plan: Plan;
  readonly state: RunState;
}

/** The runs of these plans in their order, replicates included; a plan that was never run stands for itself. */
export function runsOfPlans(plans: readonly Plan[], runs: readonly Run[]): readonly Run[] {
  const byKey = runsByPlan(runs);
  return plans.flatMap((plan) => byKey.get(planKey(plan)) ?? [{ plan, state: newRun }]);
}

/** The same without those that were never run. */
export function foundRuns<Found extends Run>(plans: readonly Plan[], runs: readonly Found[]): readonly Found[] {
  const byKey = runsByPlan(runs);
  return plans.flatMap((plan) => byKey.get(planKey(plan)) ?? []);
}

function runsByPlan<Found extends Run>(runs: readonly Found[]): ReadonlyMap<string, readonly Found[]> {
  const byKey = new Map<string, Found[]>();
  for (const run of runs) {
    const key = planKey(run.plan);
    byKey.set(key, [...(byKey.get(key) ?? []), run]);
  }
  return byKey;
}

/** One summary a cell, in the order of each cell's first run; of replicates of a run only the first that is tested counts. */
export function compareCells(
  runs: readonly Run[],
  { which, margin, baseline }: CompareOptions,
): readonly CellSummary[] {
  const cells = new Map<string, Map<number, Run[]>>();
  for (const run of runs) {
    const key = cellKey(run.plan);
    const seeds = cells.get(key) ?? new Map<number, Run[]>();
    cells.set(key, seeds.set(run.plan.seed, [...(seeds.get(run.plan.seed) ?? []), run]));
  }
  const found = (key: string) => (seed: number) =>
    cells
      .get(key)
      ?.get(seed)
      ?.map(({ state }) => testOf(state, which)?.metrics)
      .find((metrics) => metrics !== undefined);
  return [...cells].map(([key, seeds]) => {
    const all = [...seeds.values()].flat();
    const asked = all.find(({ state }) => state.margin !== undefined)?.state.margin;
    const plans = [...seeds.values()].map(([run]) => run!.plan).sort((left, right) => left.seed - right.seed);
    const [plan] = plans;
    const twin = isDense(plan!) ? key : cellKey(denseTwin(plan!));
    const beside = baseline !== undefined && cells.has(baseline) ? baseline : twin;
    const other = beside === key ? () => undefined : found(beside);
    return summarise(key, plans, { own: found(key), other }, margin ?? asked ?? defaultMargin);
  });
}

/** The cell that a run belongs to, of all runs there are; undefined where fewer than two seeds have been tested. */
export function cellOf(run: Run, runs: readonly Run[]): CellSummary | undefined {
  const keys = [run.plan, denseTwin(run.plan)].map(cellKey);
  const { scheme, density } = run.plan.prune;
  // A key takes long, and there may be thousands of runs: first what is quick to see.
  const alike = runs.filter(
    ({ plan }) => isDense(plan) || (plan.prune.scheme === scheme && plan.prune.density === density),
  );
  const related = alike.filter(({ plan }) => keys.includes(cellKey(plan)));
  const own = compareCells(related, { which: "last" }).find(({ dense }) => dense === isDense(run.plan));
  return own !== undefined && own.seeds.length > 1 ? own : undefined;
}

/** Equal for runs that differ in nothing but their seed. */
export function cellKey(plan: Plan): string {
  const known = keys.get(plan);
  if (known !== undefined) return known;
  const key = planKey({ ...plan, seed: 0 });
  keys.set(plan, key);
  return key;
}

/** Of plans, which never change: a key takes long, and charts of thousands of runs ask for it at every drawing. */
const keys = new WeakMap<Plan, string>();

function summarise(
  key: string,
  plans: readonly Plan[],
  found: Readonly<Record<"own" | "other", (seed: number) => Metrics | undefined>>,
  margin: number,
): CellSummary {
  const tested = plans.flatMap(({ seed }) => {
    const own = found.own(seed);
    return own === undefined ? [] : [{ seed, own, dense: found.other(seed) }];
  });
  const paired = tested.flatMap(({ seed, own, dense }) => (dense === undefined ? [] : [{ seed, own, dense }]));
  const first = plans[0]!;
  return {
    key,
    title: cellTitle(first),
    plan: first,
    dense: isDense(first),
    seeds: tested.map(({ seed }) => seed),
    untested: plans.length - tested.length,
    metrics: samples(tested.map(({ own }) => own)),
    ...(paired.length > 0 && { versus: versus(paired, margin) }),
  };
}

function versus(
  pairs: readonly { readonly seed: number; readonly own: Metrics; readonly dense: Metrics }[],
  margin: number,
): TwinSummary {
  const differences = samples(
    pairs.map(({ own, dense }) =>
      Object.fromEntries(
        Object.entries(own).flatMap(([id, value]) => (dense[id] === undefined ? [] : [[id, value - dense[id]]])),
      ),
    ),
  );
  const { accuracy } = differences;
  return {
    seeds: pairs.map(({ seed }) => seed),
    metrics: samples(pairs.map(({ dense }) => dense)),
    differences,
    ...(accuracy && { verdict: verdictOn(accuracy, margin / 100) }),
    margin,
  };
}

/** By id, of the values that all of them have. */
function samples(all: readonly Metrics[]): Readonly<Record<string, Sample>> {
  const shared = Object.keys(all[0] ?? {}).filter((id) => all.every((metrics) => metrics[id] !== undefined));
  return Object.fromEntries(shared.map((id) => [id, sample(all.map((metrics) => metrics[id]!))]));
}
