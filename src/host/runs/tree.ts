import * as vscode from "vscode";
import { runContext } from "../contributions";
import type { RunView } from "../../store/feed";
import { runDetails } from "./details";
import type { Runs } from "./follower";
import { runItem } from "./item";

/** The Runs view; its elements are run ids. */
export class RunsTree implements vscode.TreeDataProvider<string>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly following: vscode.Disposable;

  constructor(
    private readonly runs: Runs,
    private readonly stopping: (run: RunView) => boolean,
  ) {
    this.following = runs.onDidChange(() => {
      this.refresh();
    });
  }

  refresh(): void {
    this.changed.fire(undefined);
  }

  getChildren(parent?: string): string[] {
    return parent === undefined ? this.runs.runs.map(({ id }) => id) : [];
  }

  getParent(): undefined {
    return undefined;
  }

  getTreeItem(id: string): vscode.TreeItem {
    const run = this.runs.get(id);
    if (run === undefined) return new vscode.TreeItem(id);
    const { label, description, spoken, icon } = runItem(run, this.stopping(run));
    const colour = icon.colour === undefined ? undefined : new vscode.ThemeColor(icon.colour);
    const item = new vscode.TreeItem(label);
    item.id = id;
    item.description = description;
    item.accessibilityInformation = { label: spoken };
    item.iconPath = new vscode.ThemeIcon(icon.name, colour);
    item.contextValue = `${runContext}.${run.status}`;
    return item;
  }

  resolveTreeItem(item: vscode.TreeItem, id: string): vscode.TreeItem {
    const run = this.runs.get(id);
    if (run !== undefined) item.tooltip = new vscode.MarkdownString(runDetails(run, Date.now(), this.runs.runs));
    return item;
  }

  dispose(): void {
    this.following.dispose();
    this.changed.dispose();
  }
}
