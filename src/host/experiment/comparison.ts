import * as vscode from "vscode";
import { compareCells, runsOfPlans } from "../../core/run/compare";
import { comparison } from "../../core/run/comparison";
import { editorWords } from "../editorWords";
import type { Runs } from "../runs/follower";
import { plansOfText } from "../training/plans";

const scheme = "sparse-comparison";

/** What the seeds of an experiment's networks say together: a page that keeps up with the runs. */
export class Comparisons implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly pages = new Map<string, vscode.Uri>();
  private readonly parts: vscode.Disposable;

  constructor(private readonly runs: Runs) {
    this.parts = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.pages.delete(uri.toString())),
      runs.onDidChange((updates) => {
        // What is compared is tested, so nothing changes before a run ends.
        if (updates.some(({ run, before }) => run.status !== before)) this.refresh();
      }),
      this.changed,
    );
  }

  /** The runs of an experiment file. */
  async show(experiment: vscode.Uri): Promise<void> {
    await this.open(vscode.Uri.from({ scheme, path: `${experiment.path}.md`, query: experiment.toString() }));
  }

  /** These runs, whatever they belong to. */
  async showRuns(ids: readonly string[]): Promise<void> {
    await this.open(vscode.Uri.from({ scheme, path: `/${vscode.l10n.t("Runs")}.md`, fragment: JSON.stringify(ids) }));
  }

  private async open(uri: vscode.Uri): Promise<void> {
    this.pages.set(uri.toString(), uri);
    this.changed.fire(uri);
    await vscode.commands.executeCommand("markdown.showPreviewToSide", uri);
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    if (uri.query === "") {
      const ids: unknown = JSON.parse(uri.fragment);
      const runs = this.runs.runs.filter(({ id }) => Array.isArray(ids) && ids.includes(id));
      return page(vscode.l10n.t("Runs"), runs, {});
    }
    const experiment = vscode.Uri.parse(uri.query);
    const document = await vscode.workspace.openTextDocument(experiment);
    return comparisonPage(document.getText(), experiment.fsPath, this.runs);
  }

  dispose(): void {
    this.parts.dispose();
  }

  private refresh(): void {
    for (const uri of this.pages.values()) this.changed.fire(uri);
  }
}

/** Markdown. */
function comparisonPage(text: string, file: string, { runs }: Runs): string {
  const heading = `# ${vscode.workspace.asRelativePath(file)}`;
  const planned = plansOfText(text, file, editorWords);
  if ("problem" in planned) return `${heading}\n\n\`\`\`text\n${planned.problem}\n\`\`\`\n`;
  const { plans, ...asked } = planned;
  return page(vscode.workspace.asRelativePath(file), runsOfPlans(plans, runs), asked);
}

/** Markdown. */
function page(title: string, runs: ReturnType<typeof runsOfPlans>, asked: { readonly margin?: number }): string {
  const cells = compareCells(runs, { which: "last", ...asked });
  const { heads, rows, rule } = comparison(cells, "accuracy", editorWords.locale);
  const line = (texts: readonly string[]): string =>
    `| ${texts.map((each) => each.replaceAll("|", "\\|")).join(" | ")} |`;
  const aligned = heads.map((_, column) => (column === 0 ? ":--" : "--:"));
  return [
    `# ${title}`,
    vscode.l10n.t("Test accuracy of the last epoch, over the seeds that are finished."),
    [line(heads), line(aligned), ...rows.map(line)].join("\n"),
    rule.join(editorWords.locale === "ja" ? "" : " "),
  ].join("\n\n");
}
