import { dirname, resolve } from "node:path";
import { isMetricId, metrics } from "../core/evaluation/metrics";
import { expand } from "../core/experiment/expand";
import { type CellSummary, compareCells, runsOfPlans } from "../core/run/compare";
import { comparison, ruleOf } from "../core/run/comparison";
import type { Test } from "../core/run/state";
import { nearestRoot } from "../store/root";
import { BadInput } from "./badInput";
import { epochOf } from "./choices";
import { type ExitCode, exitCodes } from "./exitCodes";
import { marginOf, readExperimentFile } from "./experimentFile";
import { openRuns } from "./findRun";
import { comparisonTable } from "./tables";

export interface CompareOptions {
  readonly out?: string;
  readonly metric: string;
  readonly epoch: string;
  readonly margin?: string;
  readonly json?: boolean;
}

/** Prints what the seeds of every network say together; of an experiment file's runs, or of all in the folder. */
export async function compare(file: string | undefined, options: CompareOptions): Promise<ExitCode> {
  const { metric, json } = options;
  const which = epochOf(options.epoch);
  if (!isMetricId(metric.split("/")[0]!)) {
    throw new BadInput(`No metric is called "${metric}". Known metrics: ${Object.keys(metrics).join(", ")}.`);
  }
  const experiment = file === undefined ? undefined : readExperimentFile(file);
  const margin = marginOption(options.margin) ?? (experiment && marginOf(experiment));
  const { root, feed } = await openRuns(
    options.out ?? (file === undefined ? undefined : nearestRoot(dirname(resolve(file)))),
  );
  const runs = experiment === undefined ? [...feed.runs].reverse() : runsOfPlans(expand(experiment), feed.runs);
  const cells = compareCells(runs, { which, ...(margin !== undefined && { margin }) });
  if (json === true) console.log(JSON.stringify({ epoch: which, rule: ruleOf(cells, "en").join(" "), cells }));
  else if (cells.length === 0) console.log(`No runs in ${root}. Start one: sparse run FILE.sparse.yaml`);
  else if (!cells.some(({ metrics: found }) => found[metric] !== undefined))
    console.log(nothingFound(metric, which, cells));
  else console.log(comparisonTable(comparison(cells, metric, "en")));
  return exitCodes.done;
}

function marginOption(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const margin = Number(text);
  if (/^[\d.]+$/.test(text) && margin <= 100) return margin;
  throw new BadInput(`--margin is ${text}, but must be a number of points from 0 to 100.`);
}

function nothingFound(metric: string, which: Test["which"], cells: readonly CellSummary[]): string {
  const ids = [...new Set(cells.flatMap(({ metrics: found }) => Object.keys(found)))];
  const known = ids.length > 0 ? `They have: ${ids.join(", ")}.` : "None has been tested yet.";
  return `None of these runs has "${metric}" of its ${which} epoch. ${known}`;
}
