/** Experiment → plans: every cell with every seed, and the dense twins beside them. */
import { denseTwin } from "../run/twin";
import type { Cell, Experiment } from "./experiment";
import type { Plan } from "./plan";
import { planKey } from "./plans";

/** A cell with what it trains, for whichever seed. */
interface Row {
  readonly cell: Cell;
  readonly net: Net;
  readonly twin: Net;
}

interface Net {
  /** With seed 0. */
  readonly plan: Plan;
  /** Equal for the same training. It is long, so it is made once for all seeds. */
  readonly key: string;
}

/**
 * All runs an experiment asks for, each once. Runs that are to be compared stand together: those of one model, data
 * and training, seed by seed, the dense twin first, then the cells in the file's order.
 */
export function expand({ cells }: Experiment): readonly Plan[] {
  const plans = new Map<string, Plan>();
  const add = ({ plan, key }: Net, seed: number) => {
    if (!plans.has(`${seed} ${key}`)) plans.set(`${seed} ${key}`, { ...plan, seed });
  };
  for (const rows of withOneTwin(cells.map(rowOf))) {
    for (const seed of new Set(rows.flatMap(({ cell }) => cell.seeds))) {
      const here = rows.filter(({ cell }) => cell.seeds.includes(seed));
      for (const { cell, twin } of here) if (cell.dense) add(twin, seed);
      for (const { net } of here) add(net, seed);
    }
  }
  return [...plans.values()];
}

function rowOf(cell: Cell): Row {
  const { model, data, prune, train, evaluate, evaluation, scale } = cell;
  const some = { ...(evaluation && { evaluation }), ...(scale !== undefined && { scale }) };
  const plan = { version: 1, model, data, prune, train, evaluate, ...some, seed: 0 } as const;
  return { cell, net: netOf(plan), twin: netOf(denseTwin(plan)) };
}

function netOf(plan: Plan): Net {
  return { plan, key: planKey(plan) };
}

/** Rows that share a dense twin, in the order of the first of each. */
function withOneTwin(rows: readonly Row[]): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.twin.key) ?? [];
    group.push(row);
    groups.set(row.twin.key, group);
  }
  return [...groups.values()];
}
