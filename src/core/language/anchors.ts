/** Anchors and their aliases: where a name is used, and giving it another. */
import { isAlias, isCollection, isScalar, type Node } from "yaml";
import type { Span } from "../problem";
import type { Locale } from "../template";
import type { YamlSource } from "./document";
import type { TextEdit } from "./edit";
import { lexemes } from "./lexemes";
import { phrase } from "./phrases";
import { allPlaces, holds } from "./places";

/** An anchor's name in the text, without its mark, and the names of the aliases that stand for its value. */
export interface Anchor {
  readonly name: string;
  readonly node: Node;
  readonly span: Span;
  readonly aliases: readonly Span[];
}

/** In the text's order. A name given twice is two anchors. */
export function anchors({ text, yaml }: YamlSource): readonly Anchor[] {
  const marks = lexemes(text).filter(({ type }) => type === "anchor");
  const found = new Map<Node, { readonly name: string; readonly node: Node; readonly span: Span; aliases: Span[] }>();
  const places = [...allPlaces(yaml)];
  const lastMark = lastBefore(marks.map(({ source, span }) => ({ name: source.slice(1), span: nameSpan(span) })));
  for (const { node } of places) {
    const name = isScalar(node) || isCollection(node) ? node.anchor : undefined;
    const span = name === undefined ? undefined : lastMark(name, yaml.span(node).start);
    if (name !== undefined && span !== undefined) found.set(node, { name, node, span, aliases: [] });
  }
  for (const { node } of places) {
    const target = isAlias(node) ? yaml.target(node) : undefined;
    if (target !== undefined) found.get(target)?.aliases.push(nameSpan(yaml.span(node)));
  }
  return [...found.values()];
}

/** The anchor whose name, or whose alias, covers an offset. */
export function anchorAt(document: YamlSource, offset: number): Anchor | undefined {
  return anchors(document).find((anchor) => spanAt(anchor, offset) !== undefined);
}

/** Where an anchor's value is used, and where it is set if that is asked for too. */
export function references(document: YamlSource, offset: number, withAnchor: boolean): readonly Span[] {
  const anchor = anchorAt(document, offset);
  if (anchor === undefined) return [];
  return withAnchor ? [anchor.span, ...anchor.aliases] : anchor.aliases;
}

/** The name that can be changed at an offset. */
export function renamable(document: YamlSource, offset: number): Span | undefined {
  const anchor = anchorAt(document, offset);
  return anchor && spanAt(anchor, offset);
}

/** Edits that give an anchor another name wherever it stands, or why it cannot have it, as a sentence. */
export function rename(
  document: YamlSource,
  offset: number,
  name: string,
  locale: Locale,
): readonly TextEdit[] | string {
  const anchor = anchorAt(document, offset);
  if (anchor === undefined) return [];
  if (!/^[^\s,[\]{}\p{Cc}\p{Cs}]+$/u.test(name) || name.endsWith(":")) return phrase("rename.form", { name }, locale);
  const isTaken = anchors(document).some((other) => other.name === name && other.node !== anchor.node);
  if (isTaken) return phrase("rename.taken", { name }, locale);
  return [anchor.span, ...anchor.aliases].map((span) => ({ span, text: name }));
}

function spanAt({ span, aliases }: Anchor, offset: number): Span | undefined {
  // The mark in front belongs to the name.
  return [span, ...aliases].find(({ start, end }) => holds({ start: start - 1, end }, { start: offset, end: offset }));
}

function nameSpan({ start, end }: Span): Span {
  return { start: start + 1, end };
}

interface Named {
  readonly name: string;
  readonly span: Span;
}

/** A search for the last of a name before an offset; to be asked with offsets that only grow. */
function lastBefore(marks: readonly Named[]): (name: string, offset: number) => Span | undefined {
  const byName = new Map<string, { readonly spans: Span[]; next: number }>();
  for (const { name, span } of marks) {
    const same = byName.get(name) ?? { spans: [], next: 0 };
    same.spans.push(span);
    byName.set(name, same);
  }
  return (name, offset) => {
    const same = byName.get(name);
    if (same === undefined) return undefined;
    while (same.next < same.spans.length && same.spans[same.next]!.end <= offset) same.next++;
    return same.spans[same.next - 1];
  };
}
