import { compareCells } from "../core/run/compare";
import { comparison } from "../core/run/comparison";
import { scaleNotes } from "../core/run/scaleWords";
import { findTwin, isDense } from "../core/run/twin";
import { testOf } from "../core/run/state";
import { duration } from "../core/run/words";
import type { RunView } from "../store/feed";
import { comparisonTable, densityTable, percentOrDash, table } from "./tables";

/** What a finished `run` leaves on the screen: densities, the sparse nets beside their dense twins, where things are. */
export function summary(runs: readonly RunView[]): string {
  const sparse = runs.filter(({ plan, state }) => !isDense(plan) && state.total !== undefined);
  const plans = runs.map(({ plan }) => plan);
  return [
    // One table shows a rule; a grid's many are a command away.
    sparse.length > 0 && sparse.length <= 2 ? sparse.map(layersOf).join("\n\n") : undefined,
    resultTable(runs),
    // Seeds together say what their scale means; single runs do not.
    ...(repeated(runs)
      ? [comparisonTable(comparison(compareCells(runs, { which: "last" }), "accuracy", "en"))]
      : scaleNotes(plans, "en")),
    places(runs),
  ]
    .filter((part) => part !== undefined)
    .map((part) => `\n${part}`)
    .join("\n");
}

/** Whether there is anything to take a mean of. */
function repeated(runs: readonly RunView[]): boolean {
  return new Set(runs.map(({ plan }) => plan.seed)).size > 1;
}

export function layersOf({ title, state }: RunView): string {
  if (state.total === undefined) return `${title}: no layers known before its first start.`;
  return `Layer densities of ${title}\n${densityTable({ layers: [...state.layers], total: state.total })}`;
}

/** One row a run; accuracies are of the last epoch on the test set. `among`: the runs that its twin is one of. */
export function resultTable(runs: readonly RunView[], among = runs): string {
  const rows = runs.map((run) => {
    const metrics = testOf(run.state, "last")?.metrics;
    const twin = findTwin(run, among);
    const dense = twin && testOf(twin.state, "last")?.metrics.accuracy;
    const gap = metrics?.accuracy === undefined || dense === undefined ? undefined : metrics.accuracy - dense;
    return [
      run.title,
      run.status,
      percentOrDash(metrics?.accuracy),
      isDense(run.plan) ? "" : percentOrDash(dense),
      gap === undefined ? "" : `${gap > 0 ? "+" : ""}${(100 * gap).toFixed(2).replace("-", "−")}`,
      metrics?.nll?.toFixed(3) ?? "–",
      metrics?.ece?.toFixed(3) ?? "–",
      elapsed(run),
    ];
  });
  return table(["run", "state", "test accuracy", "dense twin", "points", "NLL", "ECE", "time"], rows, [
    "NLL",
    "ECE",
    "time",
  ]);
}

function elapsed({ state }: RunView): string {
  const seconds = state.epochs.reduce((total, epoch) => total + epoch.seconds, 0);
  return seconds === 0 ? "–" : duration(seconds * 1000);
}

function places(runs: readonly RunView[]): string {
  const [first] = runs;
  if (first === undefined) return "";
  if (runs.length > 4) return `Run folders are beside ${first.folder}`;
  return ["Run folders", ...runs.map(({ folder }) => `  ${folder}`)].join("\n");
}
