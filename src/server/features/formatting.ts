import type { TextEdit } from "vscode-languageserver/node";
import { formatting } from "../../core/language/format";
import { rangeOf } from "../ranges";
import type { Feature } from "./feature";

/** Lays a text out without touching its words. */
export const layout: Feature = {
  capabilities: () => ({ documentFormattingProvider: true }),
  register(connection, { at }) {
    connection.onDocumentFormatting(({ textDocument }): TextEdit[] | null => {
      const reading = at(textDocument.uri);
      if (reading === undefined) return null;
      const edits = formatting(reading.document);
      return edits.map(({ span, text }) => ({ range: rangeOf(reading.open, span), newText: text }));
    });
  },
};
