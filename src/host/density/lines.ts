/** What the Layer Density view shows of a table: data, so that it can be tested without an editor. */
import type { PlannedLayers } from "../training/plans";
import type { Words } from "../words";
import { layerRow, totalRow, type DensityRow, type DensityTable } from "./rows";
import { undecidedLayerRow, undecidedTotalRow } from "./undecidedRows";

export interface Lines {
  /** Above the lines: why there are none, or why they do not say all. */
  readonly message?: string;
  readonly rows: readonly DensityRow[];
}

/** A line for the whole, then one for every layer. */
export function linesOf(table: DensityTable | PlannedLayers | { readonly problem: string }, words: Words): Lines {
  if ("problem" in table) return { message: table.problem, rows: [] };
  if ("reason" in table) {
    const { layers, total, reason } = table;
    const rows = layers.map((layer) => undecidedLayerRow(layer, words));
    return { message: reason, rows: [undecidedTotalRow(total, layers, words), ...rows] };
  }
  const { layers, total } = table;
  return { rows: [totalRow(total, layers, words), ...layers.map((row) => layerRow(row, total, words))] };
}
