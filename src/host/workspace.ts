import * as vscode from "vscode";

/** The first open folder that lies on a disk; a virtual workspace has none. */
export function openFolder(): string | undefined {
  return vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === "file" || uri.scheme === "vscode-remote")
    ?.uri.fsPath;
}
