/** Grid → cells: defaults are filled in, and what the file refers to is looked up and held against the rest. */
import type { MetricId } from "../evaluation/metrics";
import type { Graph } from "../model/graph";
import type { Problem } from "../problem";
import type { Fault } from "../problemText";
import { batchProblems } from "./batchMemory";
import { checksWith, type Checks } from "./checks";
import { evaluationKeys, outlierFolders, unusedFault, usedSettings, withOutlierPaths } from "./evaluation";
import { runLimit, type Cell } from "./experiment";
import type { Lookup } from "./lookup";
import { dataIn, dataShape, type DataChoice, type Pruning } from "./plan";
import { settingsReader, type PointSettings } from "./readSettings";
import { comparisonProblems } from "./comparison";
import { exclusionsOf } from "./exclude";
import { gridOf, gridPoints, gridSize } from "./grid";
import { missingIn } from "./missing";
import { scaled } from "./scale";
import { cellSchema, type CellSettings, type EvaluationSettings, type OutlierChoice } from "./schema";
import { placeOf, longestList, type Tree } from "./tree";

/** A cell with its network and the point of the grid it comes from, which knows the place of every value. */
export interface GridCell {
  readonly cell: Cell;
  readonly graph: Graph;
  readonly point: Tree;
}

export interface GridReading {
  readonly cells: readonly GridCell[];
  /** Whether every point of the grid is a cell. */
  readonly complete: boolean;
  readonly problems: readonly Problem[];
}

/** What a section's problems rest on besides itself: where that is faulty, nothing is said. */
const grounds: Readonly<Record<string, readonly (keyof CellSettings)[]>> = {
  model: ["data"],
  prune: ["data", "model"],
  evaluation: ["data", "evaluate"],
};

function groundsOf([section]: readonly string[]): readonly string[] {
  return section === undefined ? [] : [section, ...(grounds[section] ?? [])];
}

/** @param faulty sections that could not be read as they are written, and count as left out */
export function readCells(tree: Tree, lookup: Lookup, faulty: ReadonlySet<string>): GridReading {
  const grid = gridOf(tree);
  const count = gridSize(grid);
  if (count > runLimit) {
    return { cells: [], complete: false, problems: faulty.size > 0 ? [] : [gridTooLarge(tree, count)] };
  }
  const problems = new Map<string, Problem>();
  const checks = checksWith(lookup);
  const settingsOf = settingsReader(lookup);
  const exclude = exclusionsOf(grid, lookup);
  const all = gridPoints(grid);
  let unread = 0;
  const cells = all.flatMap((point) => {
    const report: Report = (path, fault, severity = "error") => {
      // Without a fault of its own, what is missing is missing.
      const rests =
        fault?.code === "missing-key" ? faulty.size > 0 : groundsOf(path).some((ground) => faulty.has(ground));
      if (fault === undefined || rests) return;
      const problem: Problem = { span: placeOf(point, path), severity, ...fault };
      problems.set(JSON.stringify(problem), problem);
    };
    const settings = settingsOf(point);
    if (settings !== undefined && !("code" in settings) && exclude.agrees(settings)) return [];
    const cell = readCell(point, settings, checks, lookup, report);
    if (cell === undefined) unread++;
    return cell ?? [];
  });
  const complete = unread === 0;
  const runs = cells.reduce((sum, { cell }) => sum + cell.seeds.length, 0);
  return {
    cells,
    complete,
    problems: [
      ...problems.values(),
      ...(runs > runLimit ? [gridTooLarge(tree, runs)] : []),
      ...(faulty.size === 0 ? batchProblems(cells, lookup) : []),
      ...(complete && faulty.size === 0 ? [...exclude.problems(cells.length), ...comparisonProblems(tree, cells)] : []),
    ],
  };
}

type Report = (path: readonly string[], fault: Fault | undefined, severity?: Problem["severity"]) => void;

function readCell(
  point: Tree,
  settings: PointSettings | Fault | undefined,
  checks: Checks,
  lookup: Lookup,
  report: Report,
): GridCell | undefined {
  if (settings === undefined) {
    for (const { key, path } of missingIn(point, cellSchema)) {
      report([...path, key], {
        code: "missing-key",
        args: path.length === 0 ? { key } : { key, parent: path.join(".") },
      });
    }
    return undefined;
  }
  if ("code" in settings) {
    report(["data"], settings);
    return undefined;
  }
  const { data, train, evaluate, scale, seeds, dense, margin, engine, requireGpu } = settings;
  report(["data"], checks.data(data));
  const { warmup } = train.schedule;
  if (warmup >= train.epochs) {
    report(["train", "schedule", "warmup"], { code: "warmup-too-long", args: { warmup, epochs: train.epochs } });
  }
  const used = usedSettings(evaluate, settings.evaluation);
  const evaluation = used && withPaths(used, lookup);
  reportUnused(point, evaluate, report);
  if (evaluation?.outliers !== undefined) reportOutliers(evaluation.outliers, data, checks, lookup, report);
  const prune = normalised(settings.prune);
  report(["prune", "sampling"], checks.sampling(prune));
  const model = checks.model(settings.model, data);
  if ("fault" in model) {
    if (model.unknown !== true) report(["model"], model.fault);
    return undefined;
  }
  report(["prune", "density"], checks.density(model.graph, prune));
  const cell = {
    model: model.choice,
    ...scaled({ data, train }, scale),
    prune,
    evaluate,
    ...(evaluation && { evaluation }),
    ...(scale !== 1 && { scale }),
  };
  return { cell: { ...cell, seeds, dense, margin, engine, requireGpu }, graph: model.graph, point };
}

function withPaths(evaluation: Partial<EvaluationSettings>, { resolve }: Lookup): Partial<EvaluationSettings> {
  const { outliers } = evaluation;
  return outliers === undefined ? evaluation : { ...evaluation, outliers: withOutlierPaths(outliers, resolve) };
}

/** A setting without effect is most likely a metric that was forgotten. */
function reportUnused(point: Tree, evaluate: readonly MetricId[], report: Report): void {
  const written = point.kind === "mapping" ? point.entries.get("evaluation")?.value : undefined;
  for (const setting of evaluationKeys) {
    if (written?.kind === "mapping" && written.entries.has(setting)) {
      report(["evaluation", setting], unusedFault(setting, evaluate), "warning");
    }
  }
}

function reportOutliers(
  outliers: OutlierChoice,
  data: DataChoice,
  checks: Checks,
  { classCount }: Lookup,
  report: Report,
): void {
  const folders = outlierFolders(outliers);
  if (!outliers.builtin && !outliers.noise && folders.length === 0) {
    report(["evaluation", "outliers"], { code: "outliers-none", args: {} });
  }
  const known = (folder: string): number | undefined => {
    const classes = classCount(folder);
    return classes === "unknown" ? undefined : classes;
  };
  for (const folder of folders) {
    // Two folders of pictures may hold anything; the other formats are one data set each.
    const own = folder.format === data.format && (data.format !== "imagenet" || folder.path === data.path);
    const fault: Fault = { code: "outliers-own-data", args: { format: folder.format } };
    const choice = dataIn(folder, dataShape(data).shape[1], known);
    report(["evaluation", "outliers", folder.format], own ? fault : checks.testImages(choice));
  }
}

/** A network that keeps every weight is the dense twin, whatever the scheme. */
function normalised(prune: Pruning): Pruning {
  return prune.scheme === "dense" || prune.density === 1 ? { scheme: "dense", density: 1, sampling: "exact" } : prune;
}

function gridTooLarge(tree: Tree, found: number): Problem {
  const span = longestList(tree)?.span ?? tree.span;
  return { span, severity: "error", code: "grid-too-large", args: { found, limit: runLimit } };
}
