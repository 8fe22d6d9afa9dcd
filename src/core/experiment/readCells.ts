/** Grid → cells: defaults are filled in, and what the file refers to is looked up and held against the rest. */
import Value from "typebox/value";
import { dataFormats, type FolderFormatId } from "../data/formats";
import type { MetricId } from "../evaluation/metrics";
import type { Problem } from "../problem";
import type { Fault } from "../problemText";
import { isRecord } from "../record";
import { checksWith, type Checks } from "./checks";
import { complete, merge } from "./complete";
import { evaluationKeys, outlierFolders, unusedFault, usedSettings, withOutlierPaths } from "./evaluation";
import { runLimit, type Cell } from "./experiment";
import type { Lookup } from "./lookup";
import { dataIn, dataShape, type DataChoice, type Pruning } from "./plan";
import { recipes } from "./recipes";
import { cellSchema, type CellSettings, type EvaluationSettings, type OutlierChoice } from "./schema";
import { placeOf, plain, pointCount, points, longestList, type Tree } from "./tree";

export function readCells(
  tree: Tree,
  lookup: Lookup,
): { readonly cells: readonly Cell[]; readonly problems: readonly Problem[] } {
  const count = pointCount(tree);
  if (count > runLimit) return { cells: [], problems: [gridTooLarge(tree, count)] };
  const problems = new Map<string, Problem>();
  const checks = checksWith(lookup);
  const cells = points(tree).flatMap((point) => {
    const report: Report = (path, fault, severity = "error") => {
      if (fault === undefined) return;
      const problem: Problem = { span: placeOf(point, path), severity, ...fault };
      problems.set(JSON.stringify(problem), problem);
    };
    return readCell(point, checks, lookup, report) ?? [];
  });
  const runs = cells.reduce((sum, { seeds }) => sum + seeds.length, 0);
  return { cells, problems: [...problems.values(), ...(runs > runLimit ? [gridTooLarge(tree, runs)] : [])] };
}

type Report = (path: readonly string[], fault: Fault | undefined, severity?: Problem["severity"]) => void;

function readCell(point: Tree, checks: Checks, lookup: Lookup, report: Report): Cell | undefined {
  const written = withClasses(writtenIn(point), lookup);
  if (typeof written.data === "string" && needsFolder(written.data)) {
    report(["data"], { code: "data-needs-path", args: { format: written.data } });
    return undefined;
  }
  const { train, evaluate, seeds, dense, margin, ...settings } = settingsOf(written);
  const data = withAbsolutePath(settings.data, lookup);
  report(["data"], checks.data(data));
  const { warmup } = train.schedule;
  if (warmup >= train.epochs) {
    report(["train", "schedule", "warmup"], { code: "warmup-too-long", args: { warmup, epochs: train.epochs } });
  }
  const model = checks.model(settings.model, data);
  if ("fault" in model) {
    report(["model"], model.fault);
    return undefined;
  }
  const prune = normalised(settings.prune);
  report(["prune", "sampling"], checks.sampling(prune));
  report(["prune", "density"], checks.density(model.graph, prune));
  const evaluation = usedSettings(evaluate, withPaths(settings.evaluation, lookup));
  if (isRecord(written.evaluation)) reportUnused(Object.keys(written.evaluation), evaluate, report);
  if (evaluation?.outliers !== undefined) reportOutliers(evaluation.outliers, data, checks, lookup, report);
  return { model: model.choice, data, prune, train, evaluate, ...(evaluation && { evaluation }), seeds, dense, margin };
}

/** An image folder says itself how many classes it has; where it is none, that is found when it is looked at. */
function withClasses(
  written: Readonly<Record<string, unknown>>,
  { classCount, resolve }: Lookup,
): Readonly<Record<string, unknown>> {
  const { data } = written;
  if (!isRecord(data) || data.format !== "imagenet" || typeof data.path !== "string") return written;
  return { ...written, data: { classes: classCount(resolve(data.path)) ?? 1, ...data } };
}

function writtenIn(point: Tree): Readonly<Record<string, unknown>> {
  const written = plain(point);
  return isRecord(written) ? written : {};
}

/** What is written, over the recipe of its data, over the schema's defaults. */
function settingsOf(written: Readonly<Record<string, unknown>>): CellSettings {
  const data = isRecord(written.data) ? written.data : { format: "builtin" };
  const format = needsFolder(data.format) ? data.format : "builtin";
  const settings = complete(cellSchema, merge({ train: recipes[format] }, { ...written, data }));
  if (Value.Check(cellSchema, settings)) return settings;
  throw new TypeError("A tree without problems must make settings that fit the schema.");
}

function needsFolder(format: unknown): format is FolderFormatId {
  return typeof format === "string" && format !== "builtin" && Object.hasOwn(dataFormats, format);
}

function withAbsolutePath(data: DataChoice, { resolve }: Lookup): DataChoice {
  return data.format === "builtin" ? data : { ...data, path: resolve(data.path) };
}

function withPaths(evaluation: EvaluationSettings, { resolve }: Lookup): EvaluationSettings {
  return { ...evaluation, outliers: withOutlierPaths(evaluation.outliers, resolve) };
}

/** A setting without effect is most likely a metric that was forgotten. */
function reportUnused(written: readonly string[], evaluate: readonly MetricId[], report: Report): void {
  for (const setting of evaluationKeys) {
    if (written.includes(setting)) report(["evaluation", setting], unusedFault(setting, evaluate), "warning");
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
  for (const folder of folders) {
    // Two folders of pictures may hold anything; the other formats are one data set each.
    const own = folder.format === data.format && (data.format !== "imagenet" || folder.path === data.path);
    const fault: Fault = { code: "outliers-own-data", args: { format: folder.format } };
    const choice = dataIn(folder, dataShape(data).shape[1], classCount);
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
