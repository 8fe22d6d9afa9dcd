/** The tabs of the results page, in their order. */
import type { ChartModel } from "../chart/model";
import type { Locale } from "../template";
import { costCharts } from "./cost";
import { gradientFlowCharts } from "./gradientFlow";
import { layerCharts } from "./layers";
import { metricCharts } from "./metric";
import type { ResultOptions } from "./options";
import { outlierCharts } from "./outliers";
import { reliabilityCharts } from "./reliability";
import { robustnessCharts } from "./robustness";
import type { ResultRun } from "./run";
import { schemeCharts } from "./schemes";
import { resultTable, type ResultTable } from "./table";
import { tabTitle, type TabId } from "./tabNames";
import { trainingCharts } from "./training";

export interface Tab {
  readonly id: TabId;
  readonly title: (locale: Locale) => string;
  /** Total: what cannot be drawn is said in the notes of a chart. Empty for a tab that is a table. */
  readonly charts: (runs: readonly ResultRun[], options: ResultOptions, locale: Locale) => readonly ChartModel[];
  /** Of the tab that is one. */
  readonly table?: (runs: readonly ResultRun[], options: ResultOptions, locale: Locale) => ResultTable;
  /** The options it heeds. */
  readonly options: readonly (keyof ResultOptions)[];
}

export const tabs: readonly Tab[] = [
  { ...named("training"), charts: trainingCharts, options: ["axis", "smoothing", "log"] },
  { ...named("accuracy"), charts: metricCharts, options: ["against", "metric", "which", "log", "paper"] },
  { ...named("schemes"), charts: schemeCharts, options: ["metric", "which"] },
  { ...named("reliability"), charts: reliabilityCharts, options: ["which"] },
  { ...named("outliers"), charts: outlierCharts, options: ["which"] },
  { ...named("robustness"), charts: robustnessCharts, options: ["which"] },
  { ...named("gradientFlow"), charts: gradientFlowCharts, options: ["axis", "log"] },
  { ...named("layers"), charts: layerCharts, options: [] },
  { ...named("cost"), charts: costCharts, options: [] },
  { ...named("table"), charts: () => [], table: resultTable, options: ["metric", "which", "baseline"] },
];

function named(id: TabId): Pick<Tab, "id" | "title"> {
  return { id, title: (locale) => tabTitle(id, locale) };
}
