/** The networks of a file that a value is part of. */
import type { GridCell } from "../../experiment/readCells";
import { entryAt } from "../../experiment/tree";
import { isWithinRange } from "../grammar";
import type { LanguageDocument } from "../document";
import { holds } from "../places";
import type { Slot } from "../slot";

/** The cells that have what stands there: of an option of an axis, those with this option; of a range, all of it. */
export function cellsAt(document: LanguageDocument, { role, path, schema, node }: Slot): readonly GridCell[] {
  if (document.kind === "model") return [];
  const span = document.yaml.span(node);
  const keys = schema !== undefined && isWithinRange(schema) ? path.slice(0, -1) : path;
  return document.cells.filter(({ point }) => {
    const entry = entryAt(point, keys);
    return entry !== undefined && holds(role === "key" ? entry.key : entry.value.span, span);
  });
}

/** One of each kind, the first. */
export function distinct<Item>(items: readonly Item[], kindOf: (item: Item) => unknown): readonly Item[] {
  const seen = new Set<unknown>();
  return items.filter((item) => {
    const kind = kindOf(item);
    return !seen.has(kind) && seen.add(kind);
  });
}
