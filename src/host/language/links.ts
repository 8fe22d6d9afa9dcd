import * as vscode from "vscode";
import { Links } from "../contributions";

/** The same diagnostic, whose code leads to the preview of its page instead of the page's Markdown. */
export function withPreview(diagnostic: vscode.Diagnostic): vscode.Diagnostic {
  const { code } = diagnostic;
  if (typeof code === "object" && code.target.path.endsWith(".md"))
    diagnostic.code = { value: code.value, target: commandLink(Links.explainProblem, code.value) };
  return diagnostic;
}

/** The same link to a folder, which is shown in the Explorer instead of opened as if it were a text. */
export function withExplorer(link: vscode.DocumentLink): vscode.DocumentLink {
  if (link.target !== undefined) link.target = commandLink(Links.showFolder, link.target.toString());
  return link;
}

/**
 * What these links do.
 *
 * @param pages folder of the problems' pages, named after their codes
 */
export function linkCommands(pages: vscode.Uri): vscode.Disposable {
  const { executeCommand, registerCommand } = vscode.commands;
  return vscode.Disposable.from(
    registerCommand(Links.explainProblem, (code: unknown) =>
      executeCommand("markdown.showPreview", vscode.Uri.joinPath(pages, `${String(code)}.md`)),
    ),
    registerCommand(Links.showFolder, (folder: unknown) => {
      const uri = vscode.Uri.parse(String(folder));
      const isOpen = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
      return executeCommand(isOpen ? "revealInExplorer" : "revealFileInOS", uri);
    }),
  );
}

function commandLink(command: string, ...args: readonly unknown[]): vscode.Uri {
  return vscode.Uri.parse(`command:${command}?${encodeURIComponent(JSON.stringify(args))}`);
}
