import * as vscode from "vscode";
import { Commands } from "./contributions";

/** Copies the example with its finished runs to where a person wants it, and opens it in a window of its own. */
export function exampleCommand(extension: vscode.Uri): vscode.Disposable {
  return vscode.commands.registerCommand(Commands.openExample, async () => {
    const [parent] =
      (await vscode.window.showOpenDialog({
        canSelectFiles: false,
        canSelectFolders: true,
        title: vscode.l10n.t("Where should the example's folder be made?"),
        openLabel: vscode.l10n.t("Make It Here"),
      })) ?? [];
    if (parent === undefined) return;
    const target = vscode.Uri.joinPath(parent, "sparse-example");
    try {
      await vscode.workspace.fs.copy(vscode.Uri.joinPath(extension, "media", "example"), target, { overwrite: false });
    } catch (error) {
      // What is there from before is opened as it is.
      if (!(error instanceof vscode.FileSystemError && error.code === "FileExists")) {
        const reason = error instanceof Error ? error.message : String(error);
        void vscode.window.showErrorMessage(
          vscode.l10n.t("{0} could not be made: {1} Choose another place.", target.fsPath, reason),
        );
        return;
      }
    }
    await vscode.commands.executeCommand("vscode.openFolder", target, { forceNewWindow: true });
  });
}
