import * as vscode from "vscode";
import type { Summary } from "../../core/language/contract";
import { count } from "../../core/run/words";
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
    const { text, tooltip } = words(summary);
    this.item.text = `$(run-all) ${text}`;
    this.item.tooltip = tooltip;
    this.item.show();
  }
}

function words({ grid }: Summary): { readonly text: string; readonly tooltip: string } {
  if (grid === undefined) {
    return {
      text: vscode.l10n.t("no runs"),
      tooltip: vscode.l10n.t("How many runs this experiment has is known once nothing is wrong in it."),
    };
  }
  const { runs, points, twins } = grid;
  return {
    text: runs === 1 ? vscode.l10n.t("1 run") : vscode.l10n.t("{0} runs", count(runs)),
    tooltip: [
      points === 1
        ? vscode.l10n.t("1 point of the grid, with its seeds.")
        : vscode.l10n.t("{0} points of the grid, each with its seeds.", count(points)),
      ...(twins === 0 ? [] : [vscode.l10n.t("Dense twins among the runs: {0}.", count(twins))]),
    ].join(" "),
  };
}
