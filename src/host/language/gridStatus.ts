import * as vscode from "vscode";
import type { Summary } from "../../core/language/contract";
import { Languages } from "../contributions";

/** How many runs the experiment file in the editor comes to, in the status bar. */
export class GridStatus implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("sparse.grid", vscode.StatusBarAlignment.Right, 100);
  private readonly summaries = new Map<string, Summary>();
  private readonly listening = vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(() => {
      this.draw();
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      this.summaries.delete(uri.toString());
    }),
  );

  constructor() {
    this.item.name = vscode.l10n.t("Sparse Experiment: Runs");
  }

  show(summary: Summary): void {
    this.summaries.set(vscode.Uri.parse(summary.uri).toString(), summary);
    this.draw();
  }

  dispose(): void {
    this.listening.dispose();
    this.item.dispose();
  }

  private draw(): void {
    const document = vscode.window.activeTextEditor?.document;
    const summary = document && this.summaries.get(document.uri.toString());
    if (summary === undefined || document?.languageId !== Languages.experiment) {
      this.item.hide();
      return;
    }
    this.item.text = `$(run-all) ${summary.text}`;
    this.item.tooltip = summary.tooltip;
    this.item.show();
  }
}
