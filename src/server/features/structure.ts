import {
  FoldingRangeKind,
  SymbolKind,
  type DocumentSymbol,
  type FoldingRange,
  type SelectionRange,
} from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { folds, type Fold } from "../../core/language/folding";
import { selection } from "../../core/language/selection";
import { symbols, type Entry } from "../../core/language/symbols";
import type { Span } from "../../core/problem";
import { rangeOf } from "../ranges";
import type { Feature } from "./feature";

/** The outline, what can be folded, and how a selection grows. */
export const structure: Feature = {
  capabilities: () => ({ documentSymbolProvider: true, foldingRangeProvider: true, selectionRangeProvider: true }),
  register(connection, { at }) {
    connection.onDocumentSymbol(({ textDocument }) => {
      const reading = at(textDocument.uri);
      return reading && symbols(reading.document).map((entry) => symbolOf(reading.open, entry));
    });
    connection.onFoldingRanges(({ textDocument }) => {
      const reading = at(textDocument.uri);
      return reading && folds(reading.document).map((fold) => foldingOf(reading.open, fold));
    });
    connection.onSelectionRanges(({ textDocument, positions }) => {
      const reading = at(textDocument.uri);
      if (reading === undefined) return null;
      const { open, document } = reading;
      return positions.map((position) => growing(open, selection(document, open.offsetAt(position))));
    });
  },
};

function symbolOf(open: TextDocument, { name, detail, kind, span, selection, children }: Entry): DocumentSymbol {
  return {
    // An editor refuses an empty one.
    name: name === "" ? "–" : name,
    detail,
    kind: symbolKinds[kind],
    range: rangeOf(open, span),
    selectionRange: rangeOf(open, selection),
    children: children.map((child) => symbolOf(open, child)),
  };
}

const symbolKinds: Readonly<Record<Entry["kind"], SymbolKind>> = {
  mapping: SymbolKind.Module,
  list: SymbolKind.Array,
  text: SymbolKind.String,
  number: SymbolKind.Number,
  boolean: SymbolKind.Boolean,
  nothing: SymbolKind.Null,
  layer: SymbolKind.Class,
};

function foldingOf(open: TextDocument, { span, kind }: Fold): FoldingRange {
  const { start, end } = rangeOf(open, span);
  const lines = { startLine: start.line, endLine: end.line };
  return kind === "comment" ? { ...lines, kind: FoldingRangeKind.Comment } : lines;
}

/** @param spans from the innermost to the whole text */
function growing(open: TextDocument, spans: readonly Span[]): SelectionRange {
  const [last, ...inner] = spans.map((span) => rangeOf(open, span)).reverse();
  return inner.reduce<SelectionRange>((parent, range) => ({ range, parent }), { range: last! });
}
