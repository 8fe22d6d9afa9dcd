import { readDocument, type DocumentKind, type LanguageDocument } from "../../../src/core/language/document";
import type { Span } from "../../../src/core/problem";
import { machine } from "../experiment/examples";

/** Reads a text in which the cursor is marked ▮. */
export function atCursor(
  marked: string,
  kind: DocumentKind = "experiment",
  lookup = machine(),
): { readonly document: LanguageDocument; readonly offset: number } {
  return { document: readDocument(kind, marked.replace("▮", ""), lookup), offset: marked.indexOf("▮") };
}

/** The texts at these places. */
export function sources({ text }: LanguageDocument, spans: readonly Span[]): string[] {
  return spans.map(({ start, end }) => text.slice(start, end));
}

/** A text without its marks «so», and the places they mark, in the text's order; marks may lie within marks. */
export function unmarked(marked: string): { readonly text: string; readonly spans: readonly Span[] } {
  const spans: Span[] = [];
  const open: number[] = [];
  let text = "";
  for (const character of marked) {
    if (character === "«") open.push(text.length);
    else if (character === "»") spans.push({ start: open.pop()!, end: text.length });
    else text += character;
  }
  return { text, spans: spans.sort((left, right) => left.start - right.start || right.end - left.end) };
}
