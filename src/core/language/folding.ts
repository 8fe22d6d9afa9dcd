import { isAlias } from "yaml";
import type { Span } from "../problem";
import type { YamlSource } from "./document";
import { lexemes } from "./lexemes";
import { allPlaces, isFlow, pairSpan } from "./places";

/** Folded, the lines after the one where the span starts are hidden, to the one where it ends. */
export interface Fold {
  readonly span: Span;
  readonly kind: "value" | "comment";
}

/** Values of more than one line under their keys, and comments of more than one line. */
export function folds(document: YamlSource): readonly Fold[] {
  return [...valueFolds(document), ...commentFolds(document.text)].sort(
    (left, right) => left.span.start - right.span.start,
  );
}

/** One a line: the outermost, where several start on it. */
function valueFolds({ text, yaml }: YamlSource): Fold[] {
  const byLine = new Map<number, Fold>();
  for (const { node, pair } of allPlaces(yaml)) {
    if (node === yaml.contents || node === pair?.key || isAlias(node)) continue;
    const { start, end } = yaml.span(node);
    const span = {
      start: pair === undefined ? start : pairSpan(yaml, pair).start,
      end: isFlow(node) ? endAboveBracket(text, end) : end,
    };
    if (!text.slice(span.start, span.end).includes("\n")) continue;
    const line = text.lastIndexOf("\n", span.start);
    if (!byLine.has(line)) byLine.set(line, { span, kind: "value" });
  }
  return [...byLine.values()];
}

/** A closing bracket on a line of its own stays in sight. */
function endAboveBracket(text: string, end: number): number {
  const inside = text.slice(0, end - 1);
  return /\n[ \t]*$/.test(inside.slice(inside.lastIndexOf("\n"))) ? inside.trimEnd().length : end;
}

/** Comments on lines of their own, directly below one another. */
function commentFolds(text: string): Fold[] {
  const blocks: { start: number; end: number }[] = [];
  const found = lexemes(text);
  found.forEach(({ type, span }, index) => {
    const before = found
      .slice(Math.max(0, index - 2), index)
      .filter((lexeme) => lexeme.type !== "space")
      .at(-1);
    if (type !== "comment" || (before !== undefined && before.type !== "newline")) return;
    const last = blocks.at(-1);
    const gap = last === undefined ? "" : text.slice(last.end, span.start);
    if (last !== undefined && /^\r?\n[ \t]*$/.test(gap)) last.end = span.end;
    else blocks.push({ ...span });
  });
  return blocks
    .filter(({ start, end }) => text.slice(start, end).includes("\n"))
    .map((span) => ({ span, kind: "comment" }));
}
