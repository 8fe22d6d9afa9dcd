/** The tabs of the results page, in their order. */
import type { ChartModel } from "../chart/model";
import type { Locale } from "../template";
import { metricCharts } from "./metric";
import type { ResultOptions } from "./options";
import { saying } from "./phrases";
import type { ResultRun } from "./run";
import { trainingCharts } from "./training";

export type TabId =
  | "training"
  | "accuracy"
  | "schemes"
  | "reliability"
  | "outliers"
  | "robustness"
  | "gradientFlow"
  | "layers"
  | "cost"
  | "table";

export interface Tab {
  readonly id: TabId;
  readonly title: (locale: Locale) => string;
  /** Total: what cannot be drawn is said in the notes of a chart. Empty for a tab that is a table. */
  readonly charts: (runs: readonly ResultRun[], options: ResultOptions, locale: Locale) => readonly ChartModel[];
  /** The options it heeds. */
  readonly options: readonly (keyof ResultOptions)[];
}

export const tabs: readonly Tab[] = [
  { ...named("training"), charts: trainingCharts, options: ["axis", "smoothing", "log"] },
  { ...named("accuracy"), charts: metricCharts, options: ["against", "metric", "which", "log", "paper"] },
];

function named(id: TabId): Pick<Tab, "id" | "title"> {
  return { id, title: (locale) => saying(locale)(`tab.${id}`) };
}
