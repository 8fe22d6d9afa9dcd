import * as vscode from "vscode";
import { Links } from "../contributions";

/** The same diagnostic, whose code leads to the preview of its page instead of the page's Markdown. */
export function withPreview(diagnostic: vscode.Diagnostic): vscode.Diagnostic {
  const { code } = diagnostic;
  if (typeof code !== "object" || !code.target.path.endsWith(".md")) return diagnostic;
  const page = encodeURIComponent(JSON.stringify([code.value]));
  diagnostic.code = { value: code.value, target: vscode.Uri.parse(`command:${Links.explainProblem}?${page}`) };
  return diagnostic;
}

/** What such a link does. @param pages folder of the pages, named after the codes */
export function problemPages(pages: vscode.Uri): vscode.Disposable {
  return vscode.commands.registerCommand(Links.explainProblem, (code: unknown) =>
    vscode.commands.executeCommand("markdown.showPreview", vscode.Uri.joinPath(pages, `${String(code)}.md`)),
  );
}
