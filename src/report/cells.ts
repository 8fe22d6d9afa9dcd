/** Charts and tables as rows of words, for formats that people read. */
import { formatNumber, type NumberFormat } from "../core/chart/format";
import type { ChartModel } from "../core/chart/model";
import type { ResultTable, TableValue } from "../core/results/table";
import type { Locale } from "../core/template";

export interface WordTable {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Whether a column is of numbers, and so stands at the right. */
  readonly isNumeric: readonly boolean[];
}

const words: Readonly<Record<Locale, Readonly<Record<"series" | "interval" | "to", string>>>> = {
  en: { series: "series", interval: "95 % interval", to: "to" },
  ja: { series: "系列", interval: "95 % 区間", to: "～" },
};

/** One row a point, of all series. */
export function chartWords({ series, x, y }: ChartModel, locale: Locale): WordTable {
  const { series: head, interval } = words[locale];
  const place = (at: number) =>
    x.scale === "category" ? (x.categories?.[at] ?? String(at)) : formatNumber(at, x.format, locale);
  const rows = series.flatMap(({ label, points }) =>
    points.map((point) => [
      label,
      place(point.x),
      formatNumber(point.y, y.format, locale),
      ends(point, y.format, locale),
      point.n === undefined ? "" : formatNumber(point.n, "count", locale),
    ]),
  );
  const isNumeric = [false, x.scale !== "category", true, true, true];
  return { heads: [head, x.title, y.title, interval, "n"], rows, isNumeric };
}

/** One row a network; a mean has its interval in brackets. */
export function tableWords({ columns, rows }: ResultTable, locale: Locale): WordTable {
  const [, ...others] = columns;
  return {
    heads: columns.map(({ title }) => title),
    rows: rows.map(({ label, cells }) => [
      label,
      ...cells.map((cell, index) => word(cell, others[index]!.format, locale)),
    ]),
    isNumeric: columns.map(({ format }) => format !== "text"),
  };
}

function word(cell: TableValue, format: NumberFormat | "text", locale: Locale): string {
  if (cell === undefined) return "";
  if (typeof cell === "string" || format === "text") return typeof cell === "object" ? "" : String(cell);
  if (typeof cell === "number") return formatNumber(cell, format, locale);
  const interval = ends(cell, format, locale);
  return `${formatNumber(cell.value, format, locale)}${interval === "" ? "" : ` (${interval})`}`;
}

function ends(
  { low, high }: { readonly low?: number; readonly high?: number },
  format: NumberFormat,
  locale: Locale,
): string {
  if (low === undefined || high === undefined) return "";
  return `${formatNumber(low, format, locale)} ${words[locale].to} ${formatNumber(high, format, locale)}`;
}
