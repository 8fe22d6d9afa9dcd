import * as vscode from "vscode";
import { faultWords } from "../../core/fault/fault";
import { editorWords } from "../editorWords";
import { FileRefused, InspectorEnded, type InspectorEnding } from "../../launch/inspector";

/** Why a file could not be read, in a sentence. */
export function failureWords(error: unknown): string {
  if (error instanceof FileRefused) return faultWords(error.refusal, editorWords.locale);
  if (error instanceof InspectorEnded) return words[error.ending](error.message);
  return error instanceof Error ? error.message : String(error);
}

const words: Readonly<Record<InspectorEnding, (how: string) => string>> = {
  cancelled: () => vscode.l10n.t("Reading the file was cancelled. Inspect it again to see it."),
  closed: () => vscode.l10n.t("The page of this file has been closed."),
  died: (how) =>
    vscode.l10n.t(
      "The process that reads checkpoint files ended by itself ({0}); the file may need more memory than it gets. Inspect the file again, or a smaller one.",
      how,
    ),
};
