/** Values that have a name further up. */
import { isCollection, isMap, isNode, isScalar, type Node } from "yaml";
import type { Locale } from "../../template";
import { phrase } from "../phrases";
import { fenced } from "../markdown";
import { allPlaces } from "../places";
import { mergeKey } from "../slot";
import type { Offer } from "./completion";
import type { Cursor } from "./cursor";

/** @param text the document's */
export function anchorOffers(cursor: Cursor, text: string): Offer[] {
  const isMerge = cursor.path.at(-1) === mergeKey;
  return anchorsAbove(cursor)
    .filter(([, node]) => !isMerge || isMap(node))
    .map(([name, node]) => {
      const { start, end } = cursor.yaml.span(node);
      return { label: `*${name}`, kind: "anchor", body: `*${name}`, documentation: fenced(text.slice(start, end)) };
    });
}

/** A key that brings in the keys of a mapping further up. */
export function mergeOffers(cursor: Cursor, locale: Locale): Offer[] {
  const isWritten = cursor.mapping?.node.items.some(({ key }) => isNode(key) && key.toJSON() === mergeKey) === true;
  if (isWritten || cursor.colon || cursor.quote !== "") return [];
  return anchorsAbove(cursor)
    .filter(([, node]) => isMap(node))
    .map(([name]) => ({
      label: `${mergeKey}: *${name}`,
      kind: "anchor",
      body: `${mergeKey}: *${name}`,
      detail: phrase("value.merge", { alias: `*${name}` }, locale),
    }));
}

/** The last of each name that ends before the cursor. */
function anchorsAbove({ yaml, node }: Cursor): readonly (readonly [string, Node])[] {
  const before = yaml.span(node).start;
  const anchors = new Map<string, Node>();
  for (const { node: each } of allPlaces(yaml)) {
    const name = isScalar(each) || isCollection(each) ? each.anchor : undefined;
    if (name !== undefined && yaml.span(each).end <= before) anchors.set(name, each);
  }
  return [...anchors];
}
