/** What stands in a report: the claims, and of every tab of the results page what there is to show. */
import type { ChartModel } from "../chart/model";
import { defaultMargin } from "../evaluation/statistics/verdict";
import type { Plan } from "../experiment/plan";
import { defaultOptions, type ResultOptions } from "../results/options";
import type { ResultRun } from "../results/run";
import type { ResultTable } from "../results/table";
import { tabs, type Tab } from "../results/tabs";
import type { TabId } from "../results/tabNames";
import type { Locale } from "../template";
import { judgedClaims, type JudgedClaim } from "./claims";
import { listed, saying } from "./phrases";
import { extentWords } from "./extent";

/** What a report is of, besides its runs. */
export interface ReportAbout {
  /** What it is called: an experiment's name. */
  readonly title: string;
  /** Day and time, as people read them. */
  readonly date: string;
  /** Of this program. */
  readonly version: string;
  readonly locale: Locale;
}

export interface ReportSection {
  readonly id: TabId;
  readonly title: string;
  readonly charts: readonly ChartModel[];
  readonly table?: ResultTable;
}

/** The sections that have something to show, and the titles of the others. */
export function shownOf(sections: readonly ReportSection[]): {
  readonly shown: readonly ReportSection[];
  readonly empty: readonly string[];
} {
  const shown = sections.filter(({ charts, table }) => charts.length > 0 || table !== undefined);
  return { shown, empty: sections.filter((section) => !shown.includes(section)).map(({ title }) => title) };
}

/** What stands above everything else. */
export interface ReportHead {
  readonly title: string;
  /** A name and what it is, a line each: "Machine", "2 CPU threads, relaxed SIMD". */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly claims: readonly JudgedClaim[];
  /** Points of accuracy that do not matter; several where experiments differ. */
  readonly margin: string;
}

export function reportHead(runs: readonly ResultRun[], { title, date, version, locale }: ReportAbout): ReportHead {
  const say = saying(locale);
  const devices = runs.flatMap(({ state: { device } }) => (device ? `${device.engine}: ${device.description}` : []));
  const plans: readonly Plan[] = runs.map(({ plan }) => plan);
  return {
    title: say("report.title", { title }),
    facts: [
      [say("fact.date"), date],
      [say("fact.scale"), extentWords(plans, locale)],
      [say("fact.machine"), listed([...new Set(devices)], locale)],
      [say("fact.version"), `Sparse Explorer ${version}`],
    ],
    claims: judgedClaims(runs, locale),
    margin: listed([...new Set(runs.map(({ state }) => String(state.margin ?? defaultMargin)))], locale),
  };
}

/** The results page's tabs in their order, but for what they start from: what came of training comes before its course. */
export const reportTabs: readonly TabId[] = [
  "accuracy",
  "schemes",
  ...tabs.map(({ id }) => id).filter((id) => id !== "accuracy" && id !== "schemes"),
];

/** What a tab has to show of these runs: no charts and no table where that is nothing. */
export function reportSection(id: TabId, runs: readonly ResultRun[], locale: Locale): ReportSection {
  const tab = tabs.find((each) => each.id === id)!;
  const drawn = optionsOf(tab, runs).flatMap((options) =>
    tab.charts(runs, { ...defaultOptions, ...options }, locale).filter((chart) => isDrawn(chart, options)),
  );
  const table = tab.table?.(runs, defaultOptions, locale);
  const charts = [...new Map(drawn.map((chart) => [chart.id, chart])).values()];
  return { id, title: tab.title(locale), charts, ...(table !== undefined && table.rows.length > 0 && { table }) };
}

/** What is drawn against density besides accuracy: what the claims are about. */
const claimed = ["ece", "nll", "auc_msp", "fgsm"];

function optionsOf({ options }: Tab, runs: readonly ResultRun[]): readonly Partial<ResultOptions>[] {
  if (!options.includes("against")) return [{}];
  const measured = new Set(runs.flatMap(({ state }) => state.tests.flatMap(({ metrics }) => Object.keys(metrics))));
  const metrics = [...measured].filter((id) => claimed.includes(id.split("/")[0]!));
  return [
    ...(["density", "width", "depth"] as const).map((against) => ({ against })),
    ...metrics.map((metric) => ({ metric })),
  ];
}

/** Whether there is anything to see; along width and depth a single network says nothing. */
function isDrawn({ series }: ChartModel, { against }: Partial<ResultOptions>): boolean {
  const shown = series.filter(({ kind, points }) => kind !== "guide" && kind !== "band" && points.length > 0);
  if (against === undefined || against === "density") return shown.length > 0;
  return shown.some(({ kind, points }) => kind === "line" && points.length > 1);
}

/** The experiments that asked for these runs; undefined where none is known. */
export function reportTitle(runs: readonly Pick<ResultRun, "state">[]): string | undefined {
  const experiments = new Set(runs.flatMap(({ state }) => state.experiment ?? []));
  return experiments.size === 0 ? undefined : [...experiments].join(", ");
}

/** A moment as `ReportAbout.date`, in the time zone of this machine. */
export function dateWords(date: Date, locale: Locale): string {
  return date.toLocaleString(locale, { dateStyle: "long", timeStyle: "short" });
}
