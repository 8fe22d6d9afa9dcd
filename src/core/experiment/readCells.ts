/** Grid → cells: defaults are filled in, and what the file refers to is looked up and held against the rest. */
import type { MetricId } from "../evaluation/metrics";
import type { Graph } from "../model/graph";
import type { Problem } from "../problem";
import type { Fault } from "../problemText";
import { checksWith, type Checks } from "./checks";
import { evaluationKeys, outlierFolders, unusedFault, usedSettings, withOutlierPaths } from "./evaluation";
import { runLimit, type Cell } from "./experiment";
import type { Lookup } from "./lookup";
import { dataIn, dataShape, type DataChoice, type Pruning } from "./plan";
import { settingsReader, type PointSettings } from "./readSettings";
import type { CellSettings, EvaluationSettings, OutlierChoice } from "./schema";
import { placeOf, pointCount, points, longestList, type Tree } from "./tree";

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

/** The parts of a file. */
export type Section = keyof CellSettings;

/** What a section's problems rest on: where one of them is faulty, nothing is said. */
const groundsOf: Partial<Readonly<Record<Section, readonly Section[]>>> = {
  model: ["data", "model"],
  prune: ["data", "model", "prune"],
  evaluation: ["data", "evaluate", "evaluation"],
};

/** @param faulty sections that could not be read as they are written, and count as left out */
export function readCells(tree: Tree, lookup: Lookup, faulty: ReadonlySet<string>): GridReading {
  const count = pointCount(tree);
  if (count > runLimit) {
    return { cells: [], complete: false, problems: faulty.size > 0 ? [] : [gridTooLarge(tree, count)] };
  }
  const problems = new Map<string, Problem>();
  const checks = checksWith(lookup);
  const settingsOf = settingsReader(lookup);
  const all = points(tree);
  const cells = all.flatMap((point) => {
    const report: Report = ([section, ...path], fault, severity = "error") => {
      if (fault === undefined || (groundsOf[section] ?? [section]).some((ground) => faulty.has(ground))) return;
      const problem: Problem = { span: placeOf(point, [section, ...path]), severity, ...fault };
      problems.set(JSON.stringify(problem), problem);
    };
    const settings = settingsOf(point);
    if (settings !== undefined && "code" in settings) report(["data"], settings);
    return settings === undefined || "code" in settings ? [] : (cellOf(point, settings, checks, lookup, report) ?? []);
  });
  const runs = cells.reduce((sum, { cell }) => sum + cell.seeds.length, 0);
  return {
    cells,
    complete: cells.length === all.length,
    problems: [...problems.values(), ...(runs > runLimit ? [gridTooLarge(tree, runs)] : [])],
  };
}

type Report = (
  path: readonly [Section, ...(readonly string[])],
  fault: Fault | undefined,
  severity?: Problem["severity"],
) => void;

function cellOf(
  point: Tree,
  settings: PointSettings,
  checks: Checks,
  lookup: Lookup,
  report: Report,
): GridCell | undefined {
  const { data, train, evaluate, seeds, dense, margin } = settings;
  report(["data"], checks.data(data));
  const { warmup } = train.schedule;
  if (warmup >= train.epochs) {
    report(["train", "schedule", "warmup"], { code: "warmup-too-long", args: { warmup, epochs: train.epochs } });
  }
  const evaluation = usedSettings(evaluate, withPaths(settings.evaluation, lookup));
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
  const cell = { model: model.choice, data, prune, train, evaluate, ...(evaluation && { evaluation }) };
  return { cell: { ...cell, seeds, dense, margin }, graph: model.graph, point };
}

function withPaths(evaluation: EvaluationSettings, { resolve }: Lookup): EvaluationSettings {
  return { ...evaluation, outliers: withOutlierPaths(evaluation.outliers, resolve) };
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
