/** How the runs of a folder stand in a tree: by the experiment file that asked for them, then by network, seeds below. */
import { sample, type Sample } from "../evaluation/statistics/sample";
import type { Plan } from "../experiment/plan";
import { differences } from "../experiment/differences";
import { cellTitle } from "../experiment/plans";
import { testOf, type RunState } from "./state";
import { isDense } from "./twin";
import type { RunStatus } from "./status";

export interface OutlineRun {
  readonly id: string;
  readonly title: string;
  readonly plan: Plan;
  /** Equal for runs that differ in nothing but their seed. */
  readonly cell: string;
  /** The cell of their dense twins. */
  readonly twin: string;
  readonly state: RunState;
  readonly status: RunStatus;
  readonly name?: string;
  readonly starred?: true;
}

export const orders = ["newest", "accuracy", "density", "name", "state"] as const;
export type Order = (typeof orders)[number];

export interface ExperimentRow<Run extends OutlineRun> {
  readonly kind: "experiment";
  readonly key: string;
  readonly parent: undefined;
  /** The file's name; undefined for runs that no file asked for. */
  readonly experiment: string | undefined;
  /** What the titles of all its networks have in common, and their rows leave out: "cifar_resnet_20_8"; may be empty. */
  readonly common: string;
  readonly children: readonly string[];
  readonly runs: readonly Run[];
}

/** Seeds of a network, at least two. */
export interface CellRow<Run extends OutlineRun> {
  readonly kind: "cell";
  readonly key: string;
  readonly parent: string | undefined;
  readonly title: string;
  /** The title without what all networks of the experiment have in common. */
  readonly label: string;
  readonly children: readonly string[];
  readonly runs: readonly Run[];
}

/** Its key is the run's id, or begins with it where a dense twin stands below an experiment that another one trained. */
export interface RunRow<Run extends OutlineRun> {
  readonly kind: "run";
  readonly key: string;
  readonly parent: string | undefined;
  readonly run: Run;
  /** The title of its network without what all networks of the experiment have in common. */
  readonly label: string;
  /** Whether it stands below its cell, which says all but the seed. */
  readonly folded: boolean;
}

export type Row<Run extends OutlineRun = OutlineRun> = ExperimentRow<Run> | CellRow<Run> | RunRow<Run>;

export interface Outline<Run extends OutlineRun = OutlineRun> {
  readonly roots: readonly string[];
  readonly rows: ReadonlyMap<string, Row<Run>>;
}

/**
 * The rows of runs in an order that holds for cells and for single runs; seeds of a cell stand in ascending order.
 * Experiments stand newest first or by name; runs that no file asked for come last, without a heading where nothing but
 * them is there.
 */
export function outline<Run extends OutlineRun>(runs: readonly Run[], order: Order): Outline<Run> {
  const rows = new Map<string, Row<Run>>();
  const byExperiment = withTwins(grouped(runs, ({ state }) => state.experiment));
  const headed = byExperiment.size > 1 || !byExperiment.has(undefined);
  const groups = [...byExperiment].map(([experiment, own]) => {
    const key = `experiment:${experiment ?? ""}`;
    const cells = cellsOf(own, order);
    const common = headed ? commonParts(cells) : [];
    const place = { experiment, parent: headed ? key : undefined, common };
    const children = cells.map((cell) => addCell(cell, place, rows));
    const heading = { kind: "experiment", key, parent: undefined, experiment, common: common.join(separator) } as const;
    if (headed) rows.set(key, { ...heading, children, runs: own });
    return { key, experiment, children, newest: newestOf(own) };
  });
  groups.sort((one, other) =>
    one.experiment === undefined || other.experiment === undefined
      ? Number(one.experiment === undefined) - Number(other.experiment === undefined)
      : (order === "name" ? 0 : other.newest - one.newest) || one.experiment.localeCompare(other.experiment),
  );
  return { roots: headed ? groups.map(({ key }) => key) : groups.flatMap(({ children }) => children), rows };
}

/** Dense twins are trained once: they stand below every experiment whose networks they are the twins of. */
function withTwins<Run extends OutlineRun, Key>(groups: ReadonlyMap<Key, readonly Run[]>): ReadonlyMap<Key, Run[]> {
  const name = (cell: string, seed: number) => `${cell} ${seed}`;
  const dense = [...groups.values()].flat().filter(({ plan }) => isDense(plan));
  const byName = new Map(dense.map((run) => [name(run.cell, run.plan.seed), run]));
  return new Map(
    [...groups].map(([key, own]) => {
      const twins = own.flatMap(({ twin, plan }) => byName.get(name(twin, plan.seed)) ?? []);
      return [key, [...new Set([...own, ...twins])]];
    }),
  );
}

/** What the seeds of a cell, or the runs of an experiment, come to together. */
export interface Tally {
  /** Of the last epoch on the test images, over the runs that have it. */
  readonly accuracy: Sample | undefined;
  readonly runs: number;
  readonly statuses: Readonly<Partial<Record<RunStatus, number>>>;
  /** Training time of all that have ended, in ms. */
  readonly trainedMs: number;
}

export function tally(runs: readonly OutlineRun[]): Tally {
  const accuracies = runs.flatMap(({ state }) => testOf(state, "last")?.metrics.accuracy ?? []);
  const statuses: Partial<Record<RunStatus, number>> = {};
  for (const { status } of runs) statuses[status] = (statuses[status] ?? 0) + 1;
  const times = runs.map(({ state: { startedAt, finishedAt } }) =>
    startedAt === undefined || finishedAt === undefined ? 0 : Math.max(0, finishedAt - startedAt),
  );
  return {
    accuracy: accuracies.length === 0 ? undefined : sample(accuracies),
    runs: runs.length,
    statuses,
    trainedMs: times.reduce((sum, time) => sum + time, 0),
  };
}

/**
 * Which rows must be drawn again after runs have changed: those runs and what they stand in. `undefined` for all of them,
 * where rows have come, gone or changed places.
 */
export function changedRows(before: Outline, after: Outline, ids: readonly string[]): readonly string[] | undefined {
  if (before.rows.size !== after.rows.size || !sameKeys(before.roots, after.roots)) return undefined;
  for (const [key, row] of after.rows) {
    const old = before.rows.get(key);
    if (old === undefined || !sameKeys(childrenOf(old), childrenOf(row))) return undefined;
  }
  const changed = new Set<string>();
  const touched = new Set(ids);
  const leaves = [...after.rows.values()].filter((row) => row.kind === "run" && touched.has(row.run.id));
  for (const leaf of leaves) {
    for (let row: Row | undefined = leaf; row !== undefined; row = after.rows.get(row.parent ?? "")) {
      changed.add(row.key);
    }
  }
  return [...changed];
}

export function childrenOf(row: Row): readonly string[] {
  return row.kind === "run" ? [] : row.children;
}

export function runsOf<Run extends OutlineRun>(row: Row<Run>): readonly Run[] {
  return row.kind === "run" ? [row.run] : row.runs;
}

/** Runs that differ in nothing but their seed, and the parts of their title. */
interface Cell<Run extends OutlineRun> {
  readonly cell: string;
  readonly runs: readonly Run[];
  readonly parts: readonly string[];
}

/** In this order. */
function cellsOf<Run extends OutlineRun>(runs: readonly Run[], order: Order): readonly Cell<Run>[] {
  const names = new Intl.Collator("en", { numeric: true });
  const cells = [...grouped(runs, ({ cell }) => cell)];
  const apart = differences(
    cells.map(([, [first]]) => first!.plan),
    cellTitle,
  );
  return cells
    .map(([cell, own], index) => ({
      cell,
      runs: own,
      parts: [...cellTitle(own[0]!.plan).split(separator), ...(apart[index] === "" ? [] : [apart[index]!])],
      by: rankOf(own, order),
    }))
    .sort((one, other) => one.by.rank - other.by.rank || names.compare(one.by.name, other.by.name));
}

function addCell<Run extends OutlineRun>(
  { cell, runs, parts }: Cell<Run>,
  { experiment, parent, common }: Place,
  rows: Map<string, Row<Run>>,
): string {
  const label = parts.filter((part) => !common.includes(part)).join(separator);
  const add = (run: Run, parent: string | undefined, folded: boolean): string => {
    const key = run.state.experiment === experiment ? run.id : `${run.id} in ${experiment ?? ""}`;
    rows.set(key, { kind: "run", key, parent, run, label, folded });
    return key;
  };
  if (runs.length === 1) return add(runs[0]!, parent, false);
  const key = `cell:${experiment ?? ""}:${cell}`;
  const seeds = [...runs].sort((one, other) => one.plan.seed - other.plan.seed || (one.id < other.id ? -1 : 1));
  const children = seeds.map((run) => add(run, key, true));
  rows.set(key, { kind: "cell", key, parent, title: parts.join(separator), label, children, runs: seeds });
  return key;
}

/** Where a cell stands. */
interface Place {
  readonly experiment: string | undefined;
  readonly parent: string | undefined;
  readonly common: readonly string[];
}

/** Parts that the titles of all networks have; none where there is but one title. */
function commonParts(cells: readonly Cell<OutlineRun>[]): readonly string[] {
  const [first = [], ...others] = cells.map(({ parts }) => parts);
  const common = first.filter((part) => others.every((parts) => parts.includes(part)));
  return common.length === first.length ? [] : common;
}

const separator = " · ";

/** Lower ranks come first; equal ones by name. */
function rankOf(runs: readonly OutlineRun[], order: Order): { readonly rank: number; readonly name: string } {
  const [first] = runs;
  const name = first?.name ?? first?.title ?? "";
  switch (order) {
    case "newest":
      return { rank: -newestOf(runs), name };
    case "accuracy":
      return { rank: -(tally(runs).accuracy?.mean ?? -1), name };
    case "density":
      return { rank: first?.plan.prune.density ?? 1, name };
    case "name":
      return { rank: 0, name };
    case "state":
      return { rank: Math.min(...runs.map(({ status }) => states.indexOf(status))), name };
  }
}

/** First what a person may want to do something about. */
const states: readonly RunStatus[] = ["running", "queued", "failed", "interrupted", "stopped", "completed"];

function newestOf(runs: readonly OutlineRun[]): number {
  return runs.reduce((newest, { state }) => Math.max(newest, state.queuedAt ?? state.startedAt ?? 0), 0);
}

function grouped<Value, Key>(values: readonly Value[], keyOf: (value: Value) => Key): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}

function sameKeys(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((key, index) => key === other[index]);
}
