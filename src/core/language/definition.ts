import { isAlias } from "yaml";
import type { Span } from "../problem";
import { anchorAt } from "./anchors";
import type { LanguageDocument } from "./document";
import { links } from "./links";
import { holds, placesAt } from "./places";

/** Where a word of a text leads. */
export interface Definition {
  /** The word. */
  readonly origin: Span;
  readonly target:
    | { readonly kind: "file" | "folder"; readonly path: string }
    /** In the same text: an anchor with its value, and its name in it. */
    | { readonly kind: "anchor"; readonly span: Span; readonly name: Span };
}

/** From a path to its file or folder, and from an alias to its anchor. */
export function definition(document: LanguageDocument, offset: number): Definition | undefined {
  const { yaml } = document;
  const point = { start: offset, end: offset };
  const node = placesAt(yaml, point).at(-1)?.node;
  const anchor = isAlias(node) ? anchorAt(document, offset) : undefined;
  if (node !== undefined && anchor !== undefined) {
    const end = yaml.span(anchor.node).end;
    const span = { start: anchor.span.start - 1, end: Math.max(anchor.span.end, end) };
    return { origin: yaml.span(node), target: { kind: "anchor", span, name: anchor.span } };
  }
  const link = links(document).find(({ span }) => holds(span, point));
  return link && { origin: link.span, target: { kind: link.kind, path: link.path } };
}
