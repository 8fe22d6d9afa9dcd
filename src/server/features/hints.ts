import type { InlayHint } from "vscode-languageserver/node";
import { hints } from "../../core/language/hints";
import { spanOf } from "../ranges";
import type { Feature } from "./feature";

/** What a line costs, beside it. */
export const inlayHints: Feature = {
  capabilities: () => ({ inlayHintProvider: true }),
  register(connection, { at, settings, editor: { locale } }) {
    connection.languages.inlayHint.on(async ({ textDocument, range }): Promise<InlayHint[] | null> => {
      const enabled = (await settings()).inlayHints;
      const reading = at(textDocument.uri);
      if (!enabled || reading === undefined) return null;
      const { open, document, summary } = reading;
      const shown = hints(document, spanOf(open, range), { locale, summary: summary(), estimate: undefined });
      return shown.map(({ offset, label, tooltip }) => ({
        position: open.positionAt(offset),
        label,
        paddingLeft: true,
        ...(tooltip !== undefined && { tooltip }),
      }));
    });
  },
};
