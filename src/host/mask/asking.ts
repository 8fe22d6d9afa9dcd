import { dirname } from "node:path";
import * as vscode from "vscode";
import { openFolder } from "../workspace";
import { checkpointEndings } from "./endings";

/** Asks for a checkpoint file, beginning beside `beside` or in the open folder. */
export async function askForCheckpoint(title: string, beside?: string): Promise<string | undefined> {
  const folder = beside === undefined ? openFolder() : dirname(beside);
  const [file] =
    (await vscode.window.showOpenDialog({
      title,
      openLabel: vscode.l10n.t("Inspect"),
      filters: { [vscode.l10n.t("Checkpoint files")]: [...checkpointEndings] },
      ...(folder !== undefined && { defaultUri: vscode.Uri.file(folder) }),
    })) ?? [];
  return file?.fsPath;
}
