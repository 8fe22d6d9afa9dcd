/** A report as files: a page, the same as Markdown, and every chart as a picture and as numbers. */
import type { ChartModel } from "../core/chart/model";
import { reportHead, reportSection, reportTabs, type ReportAbout, type ReportSection } from "../core/report/contents";
import type { ResultRun } from "../core/results/run";
import { chartCsv, tableCsv } from "./csv";
import { reportPage } from "./page";
import { reportMarkdown } from "./pageMarkdown";
import { pictureSize, svgOf } from "./svg";

/** Texts by their path within the folder, with `/` between its parts. */
export type ReportFiles = Readonly<Record<string, string>>;

/**
 * @param onPart told now and then how much is done, in (0, 1]; where it answers false, nothing comes of it
 * @returns undefined where that was answered
 */
export async function reportFiles(
  runs: readonly ResultRun[],
  about: ReportAbout,
  onPart: (done: number) => Promise<boolean> = () => Promise.resolve(true),
): Promise<ReportFiles | undefined> {
  const { locale } = about;
  const files: Record<string, string> = {};
  const sections: ReportSection[] = [];
  for (const [index, id] of reportTabs.entries()) {
    const section = reportSection(id, runs, locale);
    for (const chart of section.charts) {
      files[pathOf(chart, "svg")] = svgOf(chart, { ...pictureSize, theme: "light", locale });
      files[pathOf(chart, "csv")] = chartCsv(chart);
    }
    if (section.table !== undefined) files[pathOf(section.table, "csv")] = tableCsv(section.table);
    sections.push(section);
    if (!(await onPart((index + 1) / (reportTabs.length + 1)))) return undefined;
  }
  const head = reportHead(runs, about);
  const csvOf = (chart: ChartModel) => pathOf(chart, "csv");
  const pictureOf = (chart: ChartModel) => pathOf(chart, "svg");
  files["report.html"] = reportPage(head, sections, { locale, csvOf });
  files["report.md"] = reportMarkdown(head, sections, { locale, pictureOf });
  files["claims.json"] = `${JSON.stringify(head, null, 2)}\n`;
  return (await onPart(1)) ? files : undefined;
}

function pathOf({ id }: { readonly id: string }, ending: "svg" | "csv"): string {
  return `charts/${id}.${ending}`;
}
