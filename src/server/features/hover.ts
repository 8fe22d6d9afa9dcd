import { MarkupKind, type Hover } from "vscode-languageserver/node";
import { hover } from "../../core/language/hover/hover";
import { rangeOf } from "../ranges";
import type { Feature } from "./feature";

/** What the word under the pointer means, and what it comes to. */
export const hovers: Feature = {
  capabilities: () => ({ hoverProvider: true }),
  register(connection, { at, editor: { locale } }) {
    connection.onHover(({ textDocument, position }): Hover | null => {
      const reading = at(textDocument.uri);
      if (reading === undefined) return null;
      const { document, open, summary } = reading;
      const found = hover(document, open.offsetAt(position), { locale, summary: summary() });
      if (found === undefined) return null;
      return {
        range: rangeOf(open, found.span),
        contents: { kind: MarkupKind.Markdown, value: found.markdown },
      };
    });
  },
};
