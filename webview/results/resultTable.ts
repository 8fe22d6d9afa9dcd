import { formatNumber } from "../../src/core/chart/format";
import type { Column, ResultTable, Row, TableValue } from "../../src/core/results/table";
import type { Locale } from "../../src/core/template";
import { make, write } from "../dom";
import { exportMenu, type ExportMenu, type Files } from "./exportMenu";
import { tableFiles } from "./files";
import type { Say } from "./words";

export interface TableFigure {
  readonly element: HTMLElement;
  /** Returns the number of cells with a value. */
  draw(table: ResultTable): number;
  readonly exports: () => ExportMenu | undefined;
}

/** Column and direction; undefined for the order of the runs. */
type Order = { readonly column: number; readonly falling: boolean } | undefined;

/** A table of networks that can be sorted by each of its columns. */
export function tableFigure(say: Say, locale: Locale, files: Files): TableFigure {
  let shown: ResultTable | undefined;
  let order: Order;
  const title = make("h2");
  const notes = make("ul", { class: "notes" });
  const scroll = make("div", { class: "scroll tall" });
  const menu = exportMenu(say, locale, files, tableFiles, () => shown);
  const top = make("figcaption", { class: "top" }, title, make("div", { class: "actions" }, menu.element));
  const element = make("figure", { class: "chart wide" }, top, scroll, notes);
  const redraw = () => {
    if (shown === undefined) return;
    const { columns, rows } = shown;
    const head = columns.map((column, index) => headCell(column, index));
    const body = sorted(rows, order).map(({ label, cells }) =>
      make(
        "tr",
        {},
        make("th", { scope: "row" }, label),
        ...cells.map((cell, index) => make("td", {}, ...words(cell, columns[index + 1]!))),
      ),
    );
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.column : undefined;
    scroll.replaceChildren(
      make(
        "table",
        {},
        make("caption", {}, shown.title),
        make("thead", {}, make("tr", {}, ...head)),
        make("tbody", {}, ...body),
      ),
    );
    if (focused !== undefined) scroll.querySelector<HTMLElement>(`[data-column="${focused}"]`)?.focus();
  };
  const headCell = ({ title: name }: Column, index: number) => {
    const mark = order?.column !== index ? "" : order.falling ? " ↓" : " ↑";
    const label = say("sort", { column: name });
    const sort = make(
      "button",
      { type: "button", class: "sort", "data-column": String(index), title: label },
      `${name}${mark}`,
    );
    sort.addEventListener("click", () => {
      const falling = order?.column === index ? !order.falling : index > 0;
      order = { column: index, falling };
      redraw();
    });
    const direction = order?.column !== index ? "none" : order.falling ? "descending" : "ascending";
    return make("th", { scope: "col", "aria-sort": direction }, sort);
  };
  const words = (value: TableValue, { format }: Column): (Node | string)[] => {
    if (value === undefined) return ["–"];
    if (typeof value === "string") return [value];
    const written = (number: number) => formatNumber(number, format === "text" ? "number" : format, locale);
    if (typeof value === "number") return [written(value)];
    const { value: mean, low, high, n } = value;
    const spread =
      low === undefined || high === undefined ? [] : [say("interval", { low: written(low), high: written(high) })];
    return [written(mean), make("span", { class: "beside" }, [...spread, say("of", { n })].join(" "))];
  };
  return {
    element,
    exports: () => (shown === undefined || shown.rows.length === 0 ? undefined : menu),
    draw(table) {
      shown = table;
      write(title, table.title);
      notes.replaceChildren(...table.notes.map((note) => make("li", {}, note)));
      redraw();
      return table.rows.reduce((sum, { cells }) => sum + cells.filter((cell) => cell !== undefined).length, 0);
    },
  };
}

/** What has no value stands last, whichever way. */
function sorted(rows: readonly Row[], order: Order): readonly Row[] {
  if (order === undefined) return rows;
  const { column, falling } = order;
  const keyOf = ({ label, cells }: Row) => {
    const value = column === 0 ? label : cells[column - 1];
    return typeof value === "object" ? value.value : value;
  };
  return [...rows].sort((left, right) => {
    const [one, other] = [keyOf(left), keyOf(right)];
    if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
    const rising =
      typeof one === "number" && typeof other === "number" ? one - other : String(one).localeCompare(String(other));
    return falling ? -rising : rising;
  });
}
