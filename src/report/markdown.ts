/** Charts and tables as Markdown (GitHub's tables). */
import type { ChartModel } from "../core/chart/model";
import type { ResultTable } from "../core/results/table";
import type { Locale } from "../core/template";
import { chartWords, tableWords, type WordTable } from "./cells";

export function chartMarkdown(chart: ChartModel, locale: Locale): string {
  return markdownParts(
    [`### ${escaped(chart.title)}`, escaped(chart.summary), markdownTable(chartWords(chart, locale))],
    chart.notes,
  );
}

export function tableMarkdown(results: ResultTable, locale: Locale): string {
  return markdownParts([`### ${escaped(results.title)}`, markdownTable(tableWords(results, locale))], results.notes);
}

/** Parts with an empty line between them, then notes as a list. */
export function markdownParts(parts: readonly string[], notes: readonly string[] = []): string {
  const list = notes.map((note) => `- ${escaped(note)}`).join("\n");
  return `${[...parts, ...(list === "" ? [] : [list])].join("\n\n")}\n`;
}

export function markdownTable({ heads, rows, isNumeric }: WordTable): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(" | ")} |`;
  const rule = `| ${isNumeric.map((isRight) => (isRight ? "--:" : ":--")).join(" | ")} |`;
  return [line(heads), rule, ...rows.map(line)].join("\n");
}

/** A text that is no mark-up, on one line. */
export function escaped(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll(/[\\`*_[\]<>|#]/g, "\\$&");
}
