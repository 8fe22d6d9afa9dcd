/** Whether a file that compares networks trains each often enough to tell a difference from chance. */
import type { Problem } from "../problem";
import type { GridCell } from "./readCells";
import { longestList, type Tree } from "./tree";

/** The least number of seeds from which an interval is worth looking at. */
const enough = 3;

/** One network beside its dense twin on one seed is a first look; several networks are compared, and so are two seeds. */
export function comparisonProblems(tree: Tree, cells: readonly GridCell[]): Problem[] {
  const fewest = Math.min(...cells.map(({ cell }) => cell.seeds.length));
  const isComparison = cells.length > 1 || fewest > 1;
  const written = tree.kind === "mapping" ? tree.entries.get("seeds")?.value : undefined;
  const place = written ?? longestList(tree);
  if (!isComparison || fewest >= enough || place === undefined) return [];
  return [{ span: place.span, severity: "information", code: "few-seeds", args: { found: fewest } }];
}
