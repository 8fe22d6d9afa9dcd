import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Range } from "vscode-languageserver/node";
import type { Span } from "../core/problem";

/** Spans of a text and ranges of the protocol: both count UTF-16 code units, and lines end with LF, CRLF or CR. */
export function rangeOf(document: TextDocument, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}
