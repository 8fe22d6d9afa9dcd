import { isCollection, isScalar } from "yaml";
import type { Span } from "../problem";
import type { YamlSource } from "./document";
import { holds, isFlow, pairSpan, placesAt, type Place } from "./places";

/** What to select around an offset: a word, a value, its line with the key, and so on out to the whole text. */
export function selection(document: YamlSource, offset: number): readonly Span[] {
  const { text, yaml } = document;
  const point = { start: offset, end: offset };
  const around = placesAt(yaml, point).flatMap((place) => spansOf(document, place));
  const spans: Span[] = [{ start: 0, end: text.length }];
  for (const span of around) {
    if (holds(span, point) && isWithin(span, spans[0]!)) spans.unshift(span);
  }
  return spans;
}

/** Outer to inner. */
function spansOf({ text, yaml }: YamlSource, { node, pair }: Place): readonly Span[] {
  const whole = yaml.span(node);
  const hasMarks = isCollection(node) ? isFlow(node) : isScalar(node) && node.type?.startsWith("QUOTE") === true;
  const inner = hasMarks ? [withoutMarks(text, whole)] : [];
  return [...(pair === undefined ? [] : [pairSpan(yaml, pair)]), whole, ...inner];
}

/** Between quotes, brackets or braces. */
function withoutMarks(text: string, { start, end }: Span): Span {
  const closed = /["'\]}]/.test(text.slice(start + 1, end).at(-1) ?? "");
  const inner = text.slice(start + 1, closed ? end - 1 : end);
  const first = start + 1 + inner.length - inner.trimStart().length;
  return { start: first, end: Math.max(first, start + 1 + inner.trimEnd().length) };
}

function isWithin(inner: Span, outer: Span): boolean {
  return holds(outer, inner) && inner.end - inner.start < outer.end - outer.start;
}
