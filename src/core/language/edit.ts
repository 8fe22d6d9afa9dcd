import type { Span } from "../problem";

/** What is to stand at a place of a text instead. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/** @param edits none of which overlap, in the text's order */
export function applied(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of edits) {
    parts.push(text.slice(at, edit.span.start), edit.text);
    at = edit.span.end;
  }
  return [...parts, text.slice(at)].join("");
}
