/** How a plan's metrics are measured: what it must say, and what holds where it says nothing. */
import * as Value from "typebox/value";
import { folderFormatIds } from "../data/formats";
import { calibrationBins } from "../evaluation/calibration";
import type { MetricId } from "../evaluation/metrics";
import type { Fault } from "../problemText";
import { complete } from "./complete";
import type { DataChoice, DataFolder, Plan } from "./plan";
import { evaluationSchema, type EvaluationSettings, type OutlierChoice } from "./schema";

/** The metrics that each setting is for. */
const users: Readonly<Record<keyof EvaluationSettings, readonly MetricId[]>> = {
  bins: ["ece"],
  outliers: ["auc_msp", "auc_entropy"],
  robustness: ["fgsm", "pgd"],
  gradientFlow: ["gradient_flow"],
};

export const evaluationKeys = ["bins", "outliers", "robustness", "gradientFlow"] as const;

export function uses(evaluate: readonly MetricId[], setting: keyof EvaluationSettings): boolean {
  return users[setting].some((id) => evaluate.includes(id));
}

/** The settings that decide something, as a plan holds them; the usual number of bins goes without saying. */
export function usedSettings(
  evaluate: readonly MetricId[],
  { bins, outliers, robustness, gradientFlow }: EvaluationSettings,
): Partial<EvaluationSettings> | undefined {
  const used = {
    ...(uses(evaluate, "bins") && bins !== calibrationBins.standard && { bins }),
    ...(uses(evaluate, "outliers") && { outliers }),
    ...(uses(evaluate, "robustness") && { robustness }),
    ...(uses(evaluate, "gradientFlow") && { gradientFlow }),
  };
  return Object.keys(used).length > 0 ? used : undefined;
}

/** All settings of a plan. */
export function evaluationSettings({ evaluation }: Pick<Plan, "evaluation">): EvaluationSettings {
  const settings = complete(evaluationSchema, evaluation);
  if (Value.Check(evaluationSchema, settings)) return settings;
  throw new TypeError("A plan's settings must complete to settings that fit the schema.");
}

/** The data sets that outliers are read from. */
export function outlierFolders(outliers: OutlierChoice): readonly DataFolder[] {
  return folderFormatIds.flatMap((format) => {
    const path = outliers[format];
    return path === undefined ? [] : [{ format, path }];
  });
}

/** Whether pictures in files must be decoded to evaluate by these metrics. */
export function readsPictures(
  data: DataChoice,
  evaluate: readonly MetricId[],
  { outliers }: EvaluationSettings,
): boolean {
  return data.format === "imagenet" || (uses(evaluate, "outliers") && outliers.imagenet !== undefined);
}

/** The same outliers with every folder's path replaced. */
export function withOutlierPaths(outliers: OutlierChoice, resolve: (path: string) => string): OutlierChoice {
  const folders = outlierFolders(outliers).map(({ format, path }) => [format, resolve(path)] as const);
  return { ...outliers, ...Object.fromEntries(folders) };
}

/** What a file says of a setting to no effect; undefined where it has one. */
export function unusedFault(setting: keyof EvaluationSettings, evaluate: readonly MetricId[]): Fault | undefined {
  if (uses(evaluate, setting)) return undefined;
  return { code: "setting-unused", args: { key: `evaluation.${setting}`, metrics: users[setting].join(", ") } };
}
