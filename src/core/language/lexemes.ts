/** The words of a YAML text in their order: with them comes what the tree leaves out, as comments and anchors. */
import { CST, Lexer } from "yaml";
import type { Span } from "../problem";

export interface Lexeme {
  readonly type: CST.TokenType | "unknown";
  readonly span: Span;
  readonly source: string;
}

/** One after another, they are the text. */
export function lexemes(text: string): readonly Lexeme[] {
  const found: Lexeme[] = [];
  let start = 0;
  let announced = false;
  for (const source of new Lexer().lex(text)) {
    const type: Lexeme["type"] = announced ? "scalar" : (CST.tokenType(source) ?? "unknown");
    announced = !announced && type === "scalar";
    // What announces something is no text itself.
    if (announced || type === "doc-mode" || type === "flow-error-end") continue;
    found.push({ type, span: { start, end: start + source.length }, source });
    start += source.length;
  }
  return found;
}
