import type { TObject, TSchema } from "typebox";
import { chosen, discriminator, formsOf, omissible, propertyOf } from "./forms";
import type { Tree } from "./tree";

/** Keys that must be there and are not. Without its discriminator, nothing else is known to be missing. */
export function missingKeys(mappings: readonly TObject[], seen: ReadonlySet<string>): string[] {
  const missing = mappings.flatMap(({ properties }) =>
    Object.keys(properties).filter((key) => !seen.has(key) && !omissible(properties[key]!)),
  );
  const kind = discriminator(mappings);
  return kind !== undefined && missing.includes(kind) ? [kind] : [...new Set(missing)];
}

export interface Missing {
  readonly key: string;
  /** The mapping it is missing in; empty for the whole file. */
  readonly path: readonly string[];
}

/** The same anywhere in a point of a grid. */
export function missingIn(tree: Tree, schema: TSchema, path: readonly string[] = []): Missing[] {
  const { mappings } = formsOf(schema);
  if (tree.kind !== "mapping") return [];
  const kind = tree.entries.get(discriminator(mappings) ?? "")?.value;
  const fitting = chosen(mappings, kind?.kind === "value" ? [kind.value] : []);
  const own = missingKeys(fitting, new Set(tree.entries.keys())).map((key) => ({ key, path }));
  const within = [...tree.entries].flatMap(([name, { value }]) => {
    const property = propertyOf(fitting, name);
    return property === undefined ? [] : missingIn(value, property, [...path, name]);
  });
  return [...own, ...within];
}
