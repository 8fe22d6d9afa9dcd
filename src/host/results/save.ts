import * as vscode from "vscode";
import type { SaveRequest } from "../../core/chart/fileRequest";
import { openFolder } from "../workspace";

/** Asks where, and writes the file; says so with a way to look at it. */
export async function save({ name, content, encoding }: SaveRequest): Promise<void> {
  const folder = openFolder();
  const ending = name.slice(name.lastIndexOf(".") + 1);
  const target = await vscode.window.showSaveDialog({
    filters: { [ending.toUpperCase()]: [ending] },
    ...(folder !== undefined && { defaultUri: vscode.Uri.joinPath(vscode.Uri.file(folder), name) }),
  });
  if (target === undefined) return;
  try {
    await vscode.workspace.fs.writeFile(target, Buffer.from(content, encoding));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(
      vscode.l10n.t("{0} could not be written: {1} Choose another place.", target.fsPath, reason),
    );
    return;
  }
  const open = vscode.l10n.t("Open");
  const saved = vscode.l10n.t("{0} is saved.", vscode.workspace.asRelativePath(target));
  if ((await vscode.window.showInformationMessage(saved, open)) === open) {
    await vscode.commands.executeCommand("vscode.open", target);
  }
}
