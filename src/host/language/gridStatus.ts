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
    this.item.name = "Sparse Experiment: Runs";
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
    return { text: "no runs", tooltip: "How many runs this experiment has is known once nothing is wrong in it." };
  }
  const { runs, points, twins } = grid;
  const cells = counted(points, "point", "points");
  const dense = twins === 0 ? "" : `; ${counted(twins, "dense twin", "dense twins")} among the runs`;
  return { text: counted(runs, "run", "runs"), tooltip: `${cells} of the grid, each with its seeds${dense}.` };
}

function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
