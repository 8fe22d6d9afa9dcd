import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Range } from "vscode-languageserver/node";
import type { Span } from "../core/problem";

/** Spans of a text and ranges of the protocol: both count UTF-16 code units, and lines end with LF, CRLF or CR. */
export function rangeOf(open: TextDocument, { start, end }: Span): Range {
  return { start: open.positionAt(start), end: open.positionAt(end) };
}

export function spanOf(open: TextDocument, { start, end }: Range): Span {
  return { start: open.offsetAt(start), end: open.offsetAt(end) };
}
