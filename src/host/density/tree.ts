import * as vscode from "vscode";
import { cellTitle, planTitle } from "../../core/experiment/plans";
import { fold } from "../../core/run/state";
import type { RunView } from "../../store/feed";
import { editorWords } from "../editorWords";
import type { Runs } from "../runs/follower";
import { tableOfChoice, tableOfPlan } from "../training/plans";
import { barColours, barIcon } from "./bar";
import { badgeUri } from "./badges";
import { fileRows } from "./fileRows";
import { linesOf, type Lines } from "./lines";
import type { DensityRow } from "./rows";
import type { DensitySubject, Subject } from "./subject";

/** The Layer Density view: a line for the whole, then one for every layer. */
export class DensityTree implements vscode.TreeDataProvider<DensityRow>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly following: vscode.Disposable;
  private drawing: Drawing = nothing;

  constructor(
    private readonly subject: DensitySubject,
    private readonly runs: Runs,
    private readonly folder: string | undefined,
  ) {
    this.following = vscode.Disposable.from(
      subject.onDidChange(() => {
        this.draw();
      }),
      vscode.workspace.onDidSaveTextDocument(() => {
        if (subject.current?.kind === "plan") this.draw();
      }),
      runs.onDidChange((updates) => {
        const { current } = subject;
        if (current?.kind !== "run") return;
        const news = updates.filter(({ run }) => run.id === current.id).flatMap(({ events }) => events);
        if (news.some(({ kind }) => kind === "planned") || runs.get(current.id) === undefined) this.draw();
      }),
    );
    this.draw();
  }

  /** Which run or plan is shown. */
  get title(): string {
    return this.drawing.title;
  }

  /** Why there is nothing to show, or not yet all; undefined where there is. */
  get message(): string | undefined {
    return this.drawing.message;
  }

  getChildren(parent?: DensityRow): DensityRow[] {
    return parent === undefined ? [...this.drawing.rows] : [];
  }

  getTreeItem({ label, description, spoken, density, badges }: DensityRow): vscode.TreeItem {
    const item = new vscode.TreeItem(label);
    item.id = label;
    item.description = description;
    item.accessibilityInformation = { label: spoken };
    item.iconPath = {
      dark: vscode.Uri.parse(barIcon(density, barColours.dark)),
      light: vscode.Uri.parse(barIcon(density, barColours.light)),
    };
    item.resourceUri = badgeUri(label, badges);
    return item;
  }

  resolveTreeItem(item: vscode.TreeItem, { details }: DensityRow): vscode.TreeItem {
    item.tooltip = new vscode.MarkdownString(details);
    return item;
  }

  dispose(): void {
    this.following.dispose();
    this.changed.dispose();
  }

  private draw(): void {
    const { current } = this.subject;
    const run = current?.kind === "run" ? this.runs.get(current.id) : undefined;
    if (run?.state.total !== undefined && run.state.layers.length === 0) void this.drawRead(run);
    else this.show(drawingOf(current, this.runs, this.folder));
  }

  /** Of a run that does not train the layers are read when somebody looks at them. */
  private async drawRead({ id, plan }: RunView): Promise<void> {
    const { layers, total } = fold(await this.runs.events(id));
    const { current } = this.subject;
    if (current?.kind !== "run" || current.id !== id || total === undefined) return;
    this.show({ title: planTitle(plan, editorWords.locale), ...linesOf({ layers, total }, editorWords) });
  }

  private show(drawing: Drawing): void {
    this.drawing = drawing;
    this.changed.fire(undefined);
  }
}

interface Drawing extends Lines {
  readonly title: string;
}

const nothing: Drawing = { title: "", rows: [] };

function drawingOf(subject: Subject | undefined, runs: Runs, folder: string | undefined): Drawing {
  switch (subject?.kind) {
    case undefined:
      return nothing;
    case "plan": {
      const { model, scheme, density } = subject.choice;
      // The view's header cuts off what is too long: first what tells one choice from another.
      const title = vscode.l10n.t("{0} · before training", `${model} · ${scheme} ${density}`);
      return { title, ...linesOf(tableOfChoice(subject.choice, folder ?? "", editorWords), editorWords) };
    }
    case "cell": {
      const title = vscode.l10n.t("{0} · before training", cellTitle(subject.plan));
      return { title, ...linesOf(tableOfPlan(subject.plan, editorWords), editorWords) };
    }
    case "file":
      return { title: subject.name, rows: fileRows(subject.inspection, editorWords) };
    case "run": {
      const run = runs.get(subject.id);
      if (run === undefined) return nothing;
      const { layers, total } = run.state;
      const table = total === undefined ? tableOfPlan(run.plan, editorWords) : { layers, total };
      return { title: planTitle(run.plan, editorWords.locale), ...linesOf(table, editorWords) };
    }
  }
}
