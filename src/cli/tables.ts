import Table from "cli-table3";
import { flops, type LayerTable } from "../core/model/cost";
import type { Comparison } from "../core/run/comparison";
import type { LayerTotal } from "../core/run/event";
import { count, percent, short } from "../core/run/words";

export type Cell = string | number;

/** From this many characters on a terminal shows all columns; output to a file always does. */
const wideTerminal = 110;

/**
 * A table for the terminal: plain lines, first column to the left, numbers to the right.
 * @param optional heads of columns that a narrow terminal does without
 * @param words    how many columns hold words, the first among them
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  optional: readonly string[] = [],
  words = 1,
): string {
  const narrow = process.stdout.isTTY && process.stdout.columns < wideTerminal;
  const shown = (_: unknown, column: number) => !narrow || !optional.includes(head[column]!);
  const heads = head.filter(shown);
  const drawn = new Table({
    head: heads,
    colAligns: heads.map((_, column) => (column < words ? "left" : "right")),
    style: { head: [], border: [], compact: true },
    chars: plainLines,
  });
  drawn.push(...rows.map((row) => row.filter(shown)));
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

export function comparisonTable({ heads, rows, minor, rule }: Comparison): string {
  return [table(heads, rows, minor), ...rule].join("\n");
}

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
  const head = ["layer", "shape", "density", "bar", "kept", "of", "MACs", "notes"];
  return `${table(head, [...rows, [...sums, ""]], ["shape", "bar"])}\n${costLines(total)}`;
}

/** Parameters, multiply-adds and floating-point operations, beside those of the dense network. */
export function costLines({ params, size, kept, macs, denseMacs }: LayerTotal): string {
  const [own, dense] = [flops(macs), flops(denseMacs)];
  return (
    `${count(params - size + kept)} of ${count(params)} parameters; ${count(macs)} of ${count(denseMacs)} MACs an image ` +
    `(${percent(macs / denseMacs)}).\n` +
    `${short(own.inference)} FLOPs to classify an image (dense ${short(dense.inference)}), ` +
    `${short(own.training)} to train on it (dense ${short(dense.training)}).`
  );
}

/** A share that may not be known yet. */
export function percentOrDash(share: number | undefined, digits = 2): string {
  return share === undefined ? "–" : percent(share, digits);
}

/** A share of 1 as ten characters. */
export function bar(share: number): string {
  const eighths = Math.round(share * 80);
  const full = "█".repeat(Math.floor(eighths / 8));
  return (full + ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]!).padEnd(10, "·");
}

/** Words for them, where there are any. */
export function dead(filters: number | undefined): string {
  return filters === undefined || filters === 0 ? "" : `${filters} dead ${filters === 1 ? "filter" : "filters"}`;
}
