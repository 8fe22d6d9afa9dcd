import * as Type from "typebox";
import * as Value from "typebox/value";
import { DidChangeConfigurationNotification, type Connection } from "vscode-languageserver/node";
import type { Editor } from "./editor";
import { tell } from "./tell";

/** What a person has chosen; where the editor does not say, what most people want. */
export interface Settings {
  readonly inlayHints: boolean;
  readonly codeLens: boolean;
}

/**
 * The settings, asked for when they are needed and again after they have changed.
 *
 * @param onChange called when they may have changed
 */
export function followSettings(connection: Connection, editor: Editor, onChange: () => void): () => Promise<Settings> {
  let asked: Promise<Settings> | undefined;
  connection.onInitialized(() => {
    if (editor.announcesSettings)
      tell(connection.client.register(DidChangeConfigurationNotification.type, { section: "sparse" }));
  });
  connection.onDidChangeConfiguration(() => {
    asked = undefined;
    onChange();
  });
  return () => {
    asked ??= editor.answersSettings ? connection.workspace.getConfiguration("sparse").then(read, read) : usual;
    return asked;
  };
}

const Switch = Type.Object({ enabled: Type.Boolean() });
const Answer = Type.Object({ inlayHints: Type.Optional(Switch), codeLens: Type.Optional(Switch) });

/** @param answer the editor's, or why there is none */
function read(answer: unknown): Settings {
  const { inlayHints, codeLens } = Value.Check(Answer, answer) ? answer : {};
  return { inlayHints: inlayHints?.enabled ?? true, codeLens: codeLens?.enabled ?? true };
}

const usual = Promise.resolve(read(undefined));
