/** A report as one HTML page that needs nothing beside it: no script, no font, no file. */
import type { ChartModel } from "../core/chart/model";
import type { JudgedClaim } from "../core/report/claims";
import { shownOf, type ReportHead, type ReportSection } from "../core/report/contents";
import { listed, saying } from "../core/report/phrases";
import type { Locale } from "../core/template";
import { chartWords, tableWords, type WordTable } from "./cells";
import { pageStyle } from "./pageStyle";
import { pictureSize, svgOf } from "./svg";
import { element, escaped } from "./xml";

/** Charts with more points than this have the last of each series in their table. */
const mostRows = 400;

/** @param csvOf the file with the numbers of a chart, for people */
export function reportPage(
  { title, facts, claims, margin }: ReportHead,
  sections: readonly ReportSection[],
  { locale, csvOf }: { readonly locale: Locale; readonly csvOf: (chart: ChartModel) => string },
): string {
  const say = saying(locale);
  const { shown, empty } = shownOf(sections);
  const main = element(
    "main",
    {},
    element("h1", {}, escaped(title)),
    element("dl", {}, ...facts.map(([name, value]) => element("div", {}, term("dt", name), term("dd", value)))),
    element(
      "section",
      {},
      element("h2", {}, escaped(say("claims.title"))),
      claimsTable(claims, locale),
      paragraph(say("claims.rule", { margin })),
    ),
    ...shown.map((section) =>
      element(
        "section",
        { id: section.id },
        element("h2", {}, escaped(section.title)),
        ...section.charts.map((chart) => figure(chart, csvOf(chart), locale)),
        ...(section.table === undefined
          ? []
          : [scrolling(section.table.title, tableWords(section.table, locale)), notes(section.table.notes)]),
      ),
    ),
    empty.length === 0 ? "" : paragraph(say("charts.nothing", { tabs: listed(empty, locale) })),
  );
  const head = element(
    "head",
    {},
    '<meta charset="utf-8"/>',
    '<meta name="viewport" content="width=device-width, initial-scale=1"/>',
    '<meta name="color-scheme" content="light dark"/>',
    element("title", {}, escaped(title)),
    element("style", {}, pageStyle),
  );
  return `<!DOCTYPE html>\n${element("html", { lang: locale }, head, element("body", {}, main))}\n`;
}

function claimsTable(claims: readonly JudgedClaim[], locale: Locale): string {
  const say = saying(locale);
  const heads = (["question", "claim", "verdict", "numbers", "scale"] as const).map((id) => say(`claims.${id}`));
  const rows = claims.map(({ question, claim, verdict, numbers, scale }) =>
    element(
      "tr",
      {},
      term("td", question),
      element("th", { scope: "row" }, escaped(claim)),
      element("td", {}, element("span", { class: `verdict ${verdict}` }, escaped(say(`verdict.${verdict}`)))),
      element("td", {}, ...numbers.map(paragraph)),
      term("td", scale),
    ),
  );
  return framed(say("claims.title"), tableOf(heads, rows, "claims"));
}

/** The picture says what is to be seen in a sentence too; its numbers are folded up below it. */
function figure(chart: ChartModel, csv: string, locale: Locale): string {
  const say = saying(locale);
  const svg = svgOf(chart, { ...pictureSize, theme: "page", locale });
  const all = chartWords(chart, locale);
  const isLong = all.rows.length > mostRows;
  const words = isLong ? chartWords({ ...chart, series: chart.series.flatMap(ending) }, locale) : all;
  const numbers = element(
    "details",
    {},
    term("summary", say("charts.numbers")),
    isLong ? paragraph(say("charts.last", { count: all.rows.length, file: csv })) : "",
    scrolling(chart.title, words),
  );
  return element("figure", {}, svg, element("figcaption", {}, paragraph(chart.summary), notes(chart.notes)), numbers);
}

function ending(series: ChartModel["series"][number]): ChartModel["series"] {
  return series.faint === true ? [] : [{ ...series, points: series.points.slice(-1) }];
}

function scrolling(name: string, { heads, rows, isNumeric }: WordTable): string {
  const field = (cell: string, index: number) =>
    index === 0
      ? element("th", { scope: "row" }, escaped(cell))
      : term("td", cell, isNumeric[index] === true ? "number" : undefined);
  return framed(
    name,
    tableOf(
      heads,
      rows.map((cells) => element("tr", {}, ...cells.map(field))),
    ),
  );
}

function tableOf(heads: readonly string[], rows: readonly string[], name?: string): string {
  const top = heads.map((each) => element("th", { scope: "col" }, escaped(each)));
  return element(
    "table",
    { class: name },
    element("thead", {}, element("tr", {}, ...top)),
    // An empty body is not to be written as <tbody/>, which HTML takes for an open one.
    `<tbody>${rows.join("")}</tbody>`,
  );
}

/** Wide tables scroll in themselves, with the keys too. */
function framed(name: string, table: string): string {
  return element("div", { class: "wide", role: "region", tabindex: 0, "aria-label": name }, table);
}

function notes(all: readonly string[]): string {
  return all.length === 0 ? "" : element("ul", {}, ...all.map((note) => term("li", note)));
}

function paragraph(text: string): string {
  return text === "" ? "" : term("p", text);
}

/** With an end tag whatever is in it: HTML knows no `<td/>`. */
function term(name: string, text: string, kind?: string): string {
  return `<${name}${kind === undefined ? "" : ` class="${kind}"`}>${escaped(text)}</${name}>`;
}
