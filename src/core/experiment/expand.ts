/** Experiment → plans: every cell with every seed, and the dense twins beside them. */
import { denseTwin } from "../run/twin";
import type { Cell, Experiment } from "./experiment";
import type { Plan } from "./plan";
import { planKey } from "./plans";

/**
 * All runs an experiment asks for, each once. Runs that are to be compared stand together: those of one model, data
 * and training, seed by seed, the dense twin first, then the cells in the file's order.
 */
export function expand({ cells }: Experiment): readonly Plan[] {
  const plans = grouped(cells).flatMap((group) => {
    const seeds = [...new Set(group.flatMap((cell) => cell.seeds))];
    return seeds.flatMap((seed) => {
      const here = group.filter((cell) => cell.seeds.includes(seed));
      return [
        ...here.filter((cell) => cell.dense).map((cell) => denseTwin(planOf(cell, seed))),
        ...here.map((cell) => planOf(cell, seed)),
      ];
    });
  });
  return [...new Map(plans.map((plan) => [planKey(plan), plan])).values()];
}

function planOf({ model, data, prune, train, evaluate, evaluation }: Cell, seed: number): Plan {
  return { version: 1, model, data, prune, train, evaluate, ...(evaluation && { evaluation }), seed };
}

/** Cells that share a dense twin, in the order of the first of each. */
function grouped(cells: readonly Cell[]): Cell[][] {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const key = planKey(denseTwin(planOf(cell, 0)));
    const group = groups.get(key) ?? [];
    group.push(cell);
    groups.set(key, group);
  }
  return [...groups.values()];
}
