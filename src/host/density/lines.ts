/** What the Layer Density view shows of a table: data, so that it can be tested without an editor. */
import type { PlannedLayers } from "../training/plans";
import { layerRow, totalRow, type DensityRow, type DensityTable } from "./rows";
import { undecidedLayerRow, undecidedTotalRow } from "./undecidedRows";

export interface Lines {
  /** Above the lines: why there are none, or why they do not say all. */
  readonly message?: string;
  readonly rows: readonly DensityRow[];
}

/** A line for the whole, then one for every layer. */
export function linesOf(table: DensityTable | PlannedLayers): Lines {
  if ("problem" in table) return { message: table.problem, rows: [] };
  if ("reason" in table) {
    const { layers, total, reason } = table;
    return { message: reason, rows: [undecidedTotalRow(total, layers), ...layers.map(undecidedLayerRow)] };
  }
  const { layers, total } = table;
  return { rows: [totalRow(total, layers), ...layers.map((row) => layerRow(row, total))] };
}
