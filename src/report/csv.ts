/** Charts and tables as comma-separated values (RFC 4180), in full precision. */
import type { ChartModel } from "../core/chart/model";
import type { ResultTable, TableValue } from "../core/results/table";

/** One row a point, in the order of the series; shares are shares. A category stands for its number, a gap is empty. */
export function chartCsv({ series, x }: ChartModel): string {
  const place = (at: number) => (x.scale === "category" ? (x.categories?.[at] ?? String(at)) : number(at));
  const rows = series.flatMap(({ label, points }) =>
    points.map((point) => [label, place(point.x), ...[point.y, point.low, point.high, point.n].map(number)]),
  );
  return lines([["series", "x", "y", "low", "high", "n"], ...rows]);
}

/** One row a network; what has an interval has columns for its ends and its number of seeds. Shares are shares. */
export function tableCsv({ columns, rows }: ResultTable): string {
  const [first, ...others] = columns;
  const isMean = others.map((_, index) => rows.some(({ cells }) => typeof cells[index] === "object"));
  const heads = others.flatMap(({ title, format }, index) => {
    const name = format === "percent" || format === "points" ? title.replace(/ ?\(%\)$/, "") : title;
    return isMean[index] === true ? [name, `${name}: low`, `${name}: high`, `${name}: n`] : [name];
  });
  const body = rows.map(({ label, cells }) => [
    label,
    ...cells.flatMap((cell, index) => (isMean[index] === true ? meanFields(cell) : [field(cell)])),
  ]);
  return lines([[first!.title, ...heads], ...body]);
}

function meanFields(cell: TableValue): readonly string[] {
  if (typeof cell !== "object") return [field(cell), "", "", ""];
  return [cell.value, cell.low, cell.high, cell.n].map(number);
}

function field(cell: TableValue): string {
  if (typeof cell === "string") return cell;
  return number(typeof cell === "object" ? cell.value : cell);
}

function number(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? "" : String(value);
}

function lines(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(quoted).join(",")}\r\n`).join("");
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
