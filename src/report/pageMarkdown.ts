/** A report as Markdown, with its pictures beside it. */
import type { ChartModel } from "../core/chart/model";
import { shownOf, type ReportHead, type ReportSection } from "../core/report/contents";
import { listed, saying } from "../core/report/phrases";
import type { Locale } from "../core/template";
import { tableWords } from "./cells";
import { escaped, markdownParts, markdownTable } from "./markdown";

/** @param pictureOf the file of a chart's picture, from where the text is */
export function reportMarkdown(
  { title, facts, claims, margin }: ReportHead,
  sections: readonly ReportSection[],
  { locale, pictureOf }: { readonly locale: Locale; readonly pictureOf: (chart: ChartModel) => string },
): string {
  const say = saying(locale);
  const columns = ["question", "claim", "verdict", "numbers", "scale"] as const;
  const claimTable = markdownTable({
    heads: columns.map((id) => say(`claims.${id}`)),
    rows: claims.map(({ question, claim, verdict, numbers, scale }) => [
      ...[question, claim, say(`verdict.${verdict}`)],
      ...[numbers.join(" "), scale],
    ]),
    isNumeric: columns.map(() => false),
  });
  const { shown, empty } = shownOf(sections);
  return markdownParts([
    `# ${escaped(title)}`,
    facts.map(([name, value]) => `- ${escaped(name)}: ${escaped(value)}`).join("\n"),
    `## ${escaped(say("claims.title"))}`,
    claimTable,
    escaped(say("claims.rule", { margin })),
    ...shown.flatMap((section) => [
      `## ${escaped(section.title)}`,
      ...section.charts.flatMap((chart) => [
        `![${escaped(chart.title)}](${pictureOf(chart)})`,
        escaped(chart.summary),
        ...list(chart.notes),
      ]),
      ...(section.table === undefined
        ? []
        : [markdownTable(tableWords(section.table, locale)), ...list(section.table.notes)]),
    ]),
    ...(empty.length === 0 ? [] : [escaped(say("charts.nothing", { tabs: listed(empty, locale) }))]),
  ]);
}

function list(notes: readonly string[]): readonly string[] {
  return notes.length === 0 ? [] : [notes.map((note) => `- ${escaped(note)}`).join("\n")];
}
