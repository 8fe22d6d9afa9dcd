import Table from "cli-table3";
import type { LayerTable } from "../core/model/cost";
import { count, percent } from "../core/run/words";

export type Cell = string | number;

/** A table for the terminal: plain lines, first column to the left, numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const drawn = new Table({
    head: [...head],
    colAligns: head.map((_, column) => (column === 0 ? "left" : "right")),
    style: { head: [], border: [], compact: true },
    chars: plainLines,
  });
  drawn.push(...rows.map((row) => [...row]));
  return drawn.toString();
}

const plainLines = {
  ...Object.fromEntries(
    ["top-mid", "top-left", "top-right", "bottom-mid", "bottom-left", "bottom-right", "left", "right"].map((part) => [
      part,
      "",
    ]),
  ),
  ...{ top: "", bottom: "", "left-mid": "", "right-mid": "", mid: "─", "mid-mid": "─", middle: " " },
};

/** Per-layer densities of a plan or run, with a bar, and a line of totals. */
export function densityTable({ layers, total }: LayerTable): string {
  const rows = layers.map((layer) => [
    layer.name,
    layer.shape.join("×"),
    layer.density.toFixed(4),
    bar(layer.density),
    count(layer.kept),
    count(layer.size),
    percent(layer.macs / total.macs),
    [layer.forcedDense === true ? "dense by rule" : "", dead(layer.deadFilters)]
      .filter((note) => note !== "")
      .join(", "),
  ]);
  const sums = ["all", "", total.density.toFixed(4), bar(total.density), count(total.kept), count(total.size), "100 %"];
  const head = ["layer", "shape", "density", "", "kept", "of", "MACs", ""];
  return (
    table(head, [...rows, [...sums, ""]]) +
    `\n${count(total.params)} parameters when dense; ${count(total.macs)} of ${count(total.denseMacs)} MACs an image ` +
    `(${percent(total.macs / total.denseMacs)}).`
  );
}

/** A share that may not be known yet. */
export function percentOrDash(share: number | undefined, digits = 2): string {
  return share === undefined ? "–" : percent(share, digits);
}

function bar(share: number): string {
  const eighths = Math.round(share * 80);
  const full = "█".repeat(Math.floor(eighths / 8));
  return (full + ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]!).padEnd(10, "·");
}

function dead(filters: number | undefined): string {
  return filters === undefined || filters === 0 ? "" : `${filters} dead ${filters === 1 ? "filter" : "filters"}`;
}
