import type { ChartModel } from "../core/chart/model";
import type { ResultTable } from "../core/results/table";

/** A chart or table just as it is drawn; a gap is null. */
export function json(shown: ChartModel | ResultTable): string {
  return `${JSON.stringify(shown, null, 2)}\n`;
}
