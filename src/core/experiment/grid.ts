/** How the points of a file's grid come about: its axes multiply, `combine` adds grids, `exclude` takes points away. */
import type { Span } from "../problem";
import { pointCount, points, type Entry, type Tree } from "./tree";

export interface Grid {
  /** One tree for every entry of `combine`, laid over the rest of the file; the file itself where there is none. */
  readonly parts: readonly Tree[];
  /** Some keys each. */
  readonly exclusions: readonly Tree[];
}

export function gridOf(file: Tree): Grid {
  if (file.kind !== "mapping") return { parts: [file], exclusions: [] };
  const entries = new Map([...file.entries].filter(([name]) => name !== "combine" && name !== "exclude"));
  const base: Tree = { ...file, entries };
  const added = itemsOf(file.entries.get("combine"));
  return {
    parts: added.length === 0 ? [base] : added.map((part) => laidOver(base, part, part.span)),
    exclusions: itemsOf(file.entries.get("exclude")),
  };
}

/** Number of points before any is taken away. */
export function gridSize({ parts }: Grid): number {
  return parts.reduce((sum, part) => sum + pointCount(part), 0);
}

export function gridPoints({ parts }: Grid): readonly Tree[] {
  return parts.flatMap(points);
}

/**
 * Mappings are merged key by key, all else is replaced; over an axis of mappings, each of them.
 *
 * @param span the place of the whole
 */
function laidOver(base: Tree, over: Tree, span: Span): Tree {
  if (over.kind !== "mapping") return over;
  if (base.kind === "axis") {
    return { ...base, options: base.options.map((option) => laidOver(option, over, option.span)) };
  }
  if (base.kind !== "mapping") return over;
  const entries = new Map<string, Entry>(base.entries);
  for (const [name, { key, value }] of over.entries) {
    const below = base.entries.get(name)?.value;
    entries.set(name, { key, value: below === undefined ? value : laidOver(below, value, value.span) });
  }
  return { kind: "mapping", span, entries };
}

function itemsOf(entry: Entry | undefined): readonly Tree[] {
  return entry?.value.kind === "list" ? entry.value.items : [];
}
