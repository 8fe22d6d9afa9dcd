import type { CodeLens } from "vscode-languageserver/node";
import { editorCommands } from "../../core/language/contract";
import { lenses, runFinder } from "../../core/language/lenses";
import { rangeOf } from "../ranges";
import type { Feature } from "./feature";

/** Commands over an experiment, and how far its last run is: for an editor that has these commands. */
export const codeLenses: Feature = {
  capabilities: ({ hasCommands }) => (hasCommands ? { codeLensProvider: {} } : {}),
  register(connection, { at, settings, runs, editor: { locale } }) {
    const find = runFinder();
    connection.onCodeLens(async ({ textDocument: { uri } }): Promise<CodeLens[] | null> => {
      const enabled = (await settings()).codeLens;
      const known = enabled ? await runs(uri) : [];
      const reading = at(uri);
      if (!enabled || reading === undefined) return null;
      const { open, document } = reading;
      const summary = reading.summary();
      const own = summary === undefined ? [] : find(summary, known);
      return lenses(document, { locale, summary, runs: own }).map(({ span, title, action, run }) => ({
        range: rangeOf(open, span),
        command: { title, command: editorCommands[action], arguments: [run ?? uri] },
      }));
    });
  },
};
