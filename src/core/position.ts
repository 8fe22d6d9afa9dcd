import { problemMessage } from "./problemText";
import type { Problem } from "./problem";
import type { Locale } from "./template";

/** Line and column as editors count: from 1, columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where an offset lies; a line ends with LF, CRLF or CR. An offset beyond the text is its end. */
export function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, Math.min(offset, text.length));
  // The line feed of a CRLF still belongs to the line it ends.
  const lines = before.split(text[offset] === "\n" ? /\r\n|\n|\r(?!$)/ : /\r\n|\n|\r/);
  return { line: lines.length, column: lines.at(-1)!.length + 1 };
}

/** A problem as one line of a terminal: `file:line:column: severity code message`. */
export function problemLine(file: string, text: string, problem: Problem, locale: Locale = "en"): string {
  const { line, column } = positionOf(text, problem.span.start);
  const message = problemMessage(problem, locale).replaceAll(/\s*[\r\n]\s*/g, " ");
  return `${file}:${line}:${column}: ${problem.severity} ${problem.code} ${message}`;
}
