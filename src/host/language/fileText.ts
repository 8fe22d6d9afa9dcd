import * as vscode from "vscode";
import type { FileText } from "../../core/experiment/lookup";

/** A file that perhaps only the editor can read, such as one of a virtual folder. */
export async function fileTextOf(uri: vscode.Uri): Promise<FileText> {
  const { fs } = vscode.workspace;
  if (fs.isWritableFileSystem(uri.scheme) === undefined) return "unknown";
  try {
    return { text: new TextDecoder().decode(await fs.readFile(uri)) };
  } catch (error) {
    return error instanceof vscode.FileSystemError && error.code === "FileNotFound" ? "missing" : "unknown";
  }
}
