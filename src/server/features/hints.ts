import type { InlayHint } from "vscode-languageserver/node";
import { editorCommands } from "../../core/language/contract";
import { hints } from "../../core/language/hints";
import { spanOf } from "../ranges";
import type { Feature } from "./feature";

/** What a line costs, beside it. */
export const inlayHints: Feature = {
  capabilities: () => ({ inlayHintProvider: true }),
  register(connection, { at, settings, estimate, editor: { locale, hasCommands } }) {
    connection.languages.inlayHint.on(async ({ textDocument, range }): Promise<InlayHint[] | null> => {
      const enabled = (await settings()).inlayHints;
      const reading = at(textDocument.uri);
      if (!enabled || reading === undefined) return null;
      const { open, document, summary } = reading;
      const grid = summary();
      const context = { locale, summary: grid, estimate: grid && estimate(grid) };
      return hints(document, spanOf(open, range), context).map(({ offset, label, tooltip, command }) => ({
        position: open.positionAt(offset),
        label:
          command !== undefined && hasCommands
            ? [{ value: label, command: { title: label, command: editorCommands[command] } }]
            : label,
        paddingLeft: true,
        ...(tooltip !== undefined && { tooltip }),
      }));
    });
  },
};
