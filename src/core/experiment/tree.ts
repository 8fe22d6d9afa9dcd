/**
 * What a file says, with its places: a value of the schema in which a list where one value is expected is an axis.
 */
import type { Span } from "../problem";

export type Tree =
  | { readonly kind: "value"; readonly span: Span; readonly value: string | number | boolean }
  | { readonly kind: "mapping"; readonly span: Span; readonly entries: ReadonlyMap<string, Entry> }
  | { readonly kind: "list"; readonly span: Span; readonly items: readonly Tree[] }
  | { readonly kind: "axis"; readonly span: Span; readonly options: readonly Tree[] };

export interface Entry {
  readonly key: Span;
  readonly value: Tree;
}

/** Number of points of the grid. */
export function pointCount(tree: Tree): number {
  switch (tree.kind) {
    case "value":
    case "list":
      return 1;
    case "axis":
      return tree.options.reduce((sum, option) => sum + pointCount(option), 0);
    case "mapping":
      return [...tree.entries.values()].reduce((product, { value }) => product * pointCount(value), 1);
  }
}

/** The points of the grid, trees without an axis, in the file's order: what stands further down varies faster. */
export function points(tree: Tree): Tree[] {
  switch (tree.kind) {
    case "value":
    case "list":
      return [tree];
    case "axis":
      return tree.options.flatMap(points);
    case "mapping":
      return [...tree.entries]
        .reduce<(readonly [string, Entry])[][]>(
          (rows, [name, { key, value }]) => {
            const options = points(value);
            return rows.flatMap((row) => options.map((option) => [...row, [name, { key, value: option }] as const]));
          },
          [[]],
        )
        .map((entries) => ({ ...tree, entries: new Map(entries) }));
  }
}

/** The longest list of a file, axis or not. */
export function longestList(tree: Tree): Tree | undefined {
  return lists(tree).sort((left, right) => lengthOf(right) - lengthOf(left))[0];
}

function lists(tree: Tree): Tree[] {
  const within =
    tree.kind === "axis"
      ? tree.options
      : tree.kind === "mapping"
        ? [...tree.entries.values()].map(({ value }) => value)
        : [];
  return [...(lengthOf(tree) > 0 ? [tree] : []), ...within.flatMap(lists)];
}

function lengthOf(tree: Tree): number {
  return tree.kind === "axis" ? tree.options.length : tree.kind === "list" ? tree.items.length : 0;
}

/** The value alone. */
export function plain(tree: Tree): unknown {
  switch (tree.kind) {
    case "value":
      return tree.value;
    case "list":
      return tree.items.map(plain);
    case "axis":
      return tree.options.map(plain);
    case "mapping":
      return Object.fromEntries([...tree.entries].map(([key, { value }]) => [key, plain(value)]));
  }
}

/** The place of what stands at this path or, where the file leaves it out, of the nearest thing above it. */
export function placeOf(tree: Tree, path: readonly string[]): Span {
  const [key, ...rest] = path;
  const entry = key !== undefined && tree.kind === "mapping" ? tree.entries.get(key) : undefined;
  return entry === undefined ? tree.span : placeOf(entry.value, rest);
}

/** What stands at this path, which is not empty, below mappings; undefined where the file leaves it out. */
export function entryAt(tree: Tree, [key, ...rest]: readonly string[]): Entry | undefined {
  const entry = key !== undefined && tree.kind === "mapping" ? tree.entries.get(key) : undefined;
  return rest.length === 0 ? entry : entry && entryAt(entry.value, rest);
}
