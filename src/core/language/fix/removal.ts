/** Taking a pair out of its mapping, or an item out of its list, with the line or the comma that goes with it. */
import { isMap, isSeq, type Node } from "yaml";
import type { Span } from "../../problem";
import { anchors } from "../anchors";
import type { YamlSource } from "../document";
import type { TextEdit } from "../edit";
import { lineEnd, lineStart } from "../lines";
import { childrenOf, holds, isFlow, pairSpan, type Place } from "../places";

/**
 * The edit that removes the last of the places; of a pair that is alone in its mapping, the mapping with its own key.
 * Undefined where something else would go with it: a comment of its own, an anchor that others need.
 */
export function removal(source: YamlSource, places: readonly Place[]): TextEdit | undefined {
  const above = places.at(-2);
  const place = places.at(-1);
  if (above === undefined || place === undefined) return undefined;
  const parts = partsOf(source, above.node);
  const at = parts.findIndex((part) => holds(part, source.yaml.span(place.node)));
  if (at < 0) return undefined;
  if (parts.length === 1) return above.pair?.value === above.node ? removal(source, places.slice(0, -1)) : undefined;
  const span = isFlow(above.node)
    ? spanInBrackets(source, above.node, parts, at)
    : spanOfLines(source.text, parts, at, isSeq(above.node));
  return span === undefined || isNeeded(source, span) ? undefined : { span, text: "" };
}

/** The pairs of a mapping or the items of a list. */
function partsOf({ yaml }: YamlSource, node: Node): readonly Span[] {
  if (isMap(node)) return node.items.map((pair) => pairSpan(yaml, pair));
  return childrenOf(node).map((child) => yaml.span(child.node));
}

/** With the comma that parts it from its neighbour. */
function spanInBrackets({ text, yaml }: YamlSource, node: Node, parts: readonly Span[], at: number): Span | undefined {
  const { start, end } = parts[at]!;
  const bounds = yaml.span(node);
  const before = parts[at - 1]?.end ?? bounds.start + 1;
  const after = parts[at + 1]?.start ?? bounds.end - 1;
  const isBare = [text.slice(before, start), text.slice(end, after)].every((gap) => /^\s*(?:,\s*)?$/.test(gap));
  if (!isBare) return undefined;
  return at + 1 < parts.length ? { start, end: after } : { start: before, end };
}

/** With its whole lines; the first of a mapping behind a dash leaves its place to the second. */
function spanOfLines(text: string, parts: readonly Span[], at: number, isItem: boolean): Span | undefined {
  const { start, end } = parts[at]!;
  const from = lineStart(text, start);
  const indent = text.slice(from, start);
  const rest = /^[ \t]*(?:#.*)?$/.exec(text.slice(end, lineEnd(text, end)));
  if (rest === null) return undefined;
  const to = end + rest[0].length + (/^\r?\n/.exec(text.slice(end + rest[0].length))?.[0].length ?? 0);
  if (isItem ? /^[ \t]*-[ \t]*$/.test(indent) : /^ *$/.test(indent)) return { start: from, end: to };
  const next = parts[at + 1]?.start;
  const takesPlace = !isItem && /^[ -]*$/.test(indent) && next !== undefined && /^ *$/.test(text.slice(to, next));
  return takesPlace ? { start, end: next } : undefined;
}

function isNeeded(source: YamlSource, span: Span): boolean {
  if (!source.text.slice(span.start, span.end).includes("&")) return false;
  return anchors(source).some((anchor) => {
    return holds(span, anchor.span) && anchor.aliases.some((alias) => !holds(span, alias));
  });
}
