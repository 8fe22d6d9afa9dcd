import { formatNumber } from "../../src/core/chart/format";
import type { ChartModel } from "../../src/core/chart/model";
import type { Locale } from "../../src/core/template";
import { make, table } from "../dom";
import type { Say } from "./words";

/** More rows than anyone reads; the CSV has all of them. */
const mostRows = 1000;

/** A chart's points, a row each, for those who read rather than look. */
export function numbersTable({ title, x, y, series }: ChartModel, say: Say, locale: Locale): HTMLElement {
  const points = series
    .filter(({ faint }) => faint !== true)
    .flatMap(({ label, points: of }) => of.map((point) => ({ label, ...point })));
  const has = (of: (point: (typeof points)[number]) => number | undefined) =>
    points.some((point) => of(point) !== undefined);
  const [spread, counted] = [has(({ low }) => low), has(({ n }) => n)];
  const heads = [
    say("series"),
    x.title,
    y.title,
    ...(spread ? [say("from"), say("to")] : []),
    ...(counted ? [say("count")] : []),
  ];
  const value = (number: number | undefined) => (number === undefined ? "–" : formatNumber(number, y.format, locale));
  const rows = points
    .slice(0, mostRows)
    .map(({ label, x: at, y: height, low, high, n }) => [
      label,
      x.categories?.[at] ?? formatNumber(at, x.format, locale),
      value(height),
      ...(spread ? [value(low), value(high)] : []),
      ...(counted ? [n === undefined ? "–" : formatNumber(n, "count", locale)] : []),
    ]);
  const more = points.length - rows.length;
  return make(
    "div",
    {},
    table(title, heads, rows),
    ...(more > 0 ? [make("p", { class: "quiet" }, say("more", { more }))] : []),
  );
}
