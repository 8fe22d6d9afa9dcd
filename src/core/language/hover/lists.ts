/** How many values a list or a range has, and how many runs the file comes to. */
import type { Tree } from "../../experiment/tree";
import { pointCount } from "../../experiment/tree";
import { phrase } from "../phrases";
import { holds } from "../places";
import { runsExplained } from "../summary";
import type { Words } from "./words";

export const gridWords: Words = (document, slot, { locale, summary }) => {
  if (document.kind === "model" || document.tree === undefined || slot.partial) return [];
  const several = severalAt(document.tree, slot.path);
  const isMeant = slot.role === "key" || (several && holds(several.span, document.yaml.span(slot.node)));
  if (several === undefined || isMeant !== true) return [];
  const isAxis = several.kind === "axis";
  const values = phrase(isAxis ? "hover.values" : "hover.list", { count: several.count }, locale);
  const makesRuns = (isAxis || slot.path.join(".") === "seeds") && summary !== undefined;
  return [makesRuns ? `${values} ${runsExplained(summary, locale)}` : values];
};

/** The nearest list on the way to a path. */
function severalAt(
  tree: Tree,
  [key, ...rest]: readonly string[],
): { readonly kind: "axis" | "list"; readonly span: Tree["span"]; readonly count: number } | undefined {
  const { kind, span } = tree;
  if (kind === "axis") return { kind, span, count: pointCount(tree) };
  if (kind === "list") return { kind, span, count: tree.items.length };
  const value = kind === "mapping" && key !== undefined ? tree.entries.get(key)?.value : undefined;
  return value && severalAt(value, rest);
}
