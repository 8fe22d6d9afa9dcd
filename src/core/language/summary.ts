import { expand } from "../experiment/expand";
import type { Experiment } from "../experiment/experiment";
import type { Plan } from "../experiment/plan";
import { isDense } from "../run/twin";
import type { Locale } from "../template";
import { phrase } from "./phrases";

/** What running a file comes to. */
export interface GridSummary {
  readonly plans: readonly Plan[];
  readonly cells: number;
  /** How many of the runs keep every weight. */
  readonly dense: number;
}

export function gridSummary(experiment: Experiment): GridSummary {
  const plans = expand(experiment);
  return { plans, cells: experiment.cells.length, dense: plans.filter(isDense).length };
}

/** "57 runs". */
export function runsWords({ plans }: GridSummary, locale: Locale): string {
  const runs = plans.length;
  return runs === 1 ? phrase("grid.run", {}, locale) : phrase("grid.runs", { runs }, locale);
}

/** "57 runs: 13 cells of the grid, one run for each seed, and 18 dense ones among them". */
export function runsExplained(summary: GridSummary, locale: Locale): string {
  const { cells, dense } = summary;
  return phrase("grid.explained", { runs: runsWords(summary, locale), cells, dense }, locale);
}
