import {
  CompletionItemKind,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
  type CompletionItem,
  type CompletionList,
} from "vscode-languageserver/node";
import { completions } from "../../core/language/complete/complete";
import type { Completion, CompletionKind } from "../../core/language/complete/completion";
import type { Editor } from "../editor";
import { filesBeside } from "../files";
import { rangeOf } from "../ranges";
import type { Feature, OpenReading } from "./feature";

/** Keys, values, files and folders, with snippets for an editor that knows them. */
export const completion: Feature = {
  capabilities: () => ({ completionProvider: { triggerCharacters: [":", " ", "-", "[", "{", ",", "/", "*", "_"] } }),
  register(connection, { at, editor }) {
    connection.onCompletion(({ textDocument, position }): CompletionList | null => {
      const reading = at(textDocument.uri);
      if (reading === undefined) return null;
      const { locale, folders } = editor;
      const files = filesBeside(textDocument.uri, folders);
      const found = completions(reading.document, reading.open.offsetAt(position), { locale, files });
      // What fits depends on what is typed: a preset's depth is completed once its family is there.
      return { isIncomplete: true, items: found.map((each) => itemOf(reading, each, editor)) };
    });
  },
};

function itemOf({ open }: OpenReading, item: Completion, { snippets, hasCommands }: Editor): CompletionItem {
  const { label, kind, span, insert, snippet, detail, documentation, sort, filter, again } = item;
  return {
    label,
    kind: kinds[kind],
    textEdit: { range: rangeOf(open, span), newText: snippet && !snippets ? fieldless(insert) : insert },
    insertTextFormat: snippet && snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    // Its lines have their indentation; VS Code would add that of the line before.
    insertTextMode: InsertTextMode.asIs,
    sortText: sort,
    ...(detail !== undefined && { detail }),
    ...(documentation !== undefined && { documentation: { kind: MarkupKind.Markdown, value: documentation } }),
    ...(filter !== undefined && { filterText: filter }),
    ...(again && hasCommands && { command: { title: "", command: "editor.action.triggerSuggest" } }),
  };
}

/** A snippet for an editor without them: its fields filled with what they propose. */
function fieldless(snippet: string): string {
  return snippet
    .replaceAll(/\$\{\d+\|((?:[^\\,|]|\\.)*)(?:[^\\|]|\\.)*\|\}/g, "$1")
    .replaceAll(/\$\{\d+:((?:[^\\}]|\\.)*)\}|(?<!\\)\$\d+/g, "$1")
    .replaceAll(/\\([\\$},|])/g, "$1");
}

const kinds: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  file: CompletionItemKind.File,
  folder: CompletionItemKind.Folder,
  anchor: CompletionItemKind.Reference,
  template: CompletionItemKind.Snippet,
};
