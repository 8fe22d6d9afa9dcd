import * as vscode from "vscode";
import { readFilter, type RunFilter } from "../../core/run/filter";
import { changedRows, outline, runsOf, type Order, type Outline, type Row } from "../../core/run/outline";
import { fold } from "../../core/run/state";
import { findTwin } from "../../core/run/twin";
import type { RunView } from "../../store/feed";
import { editorWords } from "../editorWords";
import { runDetails } from "./details";
import type { Runs } from "./follower";
import { rowItem } from "./item";

/** Which runs are shown, and in which order. */
export interface Arrangement {
  readonly order: Order;
  /** As a person wrote it; empty for all runs. */
  readonly filter: string;
}

/** Headings up to this many are open at first. */
const openHeadings = 5;

/** Rows up to this many are drawn again one by one. */
const drawnSingly = 50;

/** The Runs view; its elements are the keys of rows. */
export class RunsTree implements vscode.TreeDataProvider<string>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<string[] | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly following: vscode.Disposable;
  private drawn: Outline<RunView>;

  constructor(
    private readonly runs: Runs,
    private readonly stopping: (run: RunView) => boolean,
    private arranged: Arrangement = { order: "newest", filter: "" },
  ) {
    this.drawn = this.outline();
    this.following = runs.onDidChange((updates) => {
      this.draw(updates.map(({ run }) => run.id));
    });
  }

  get arrangement(): Arrangement {
    return this.arranged;
  }

  arrange(arrangement: Partial<Arrangement>): void {
    this.arranged = { ...this.arranged, ...arrangement };
    this.drawn = this.outline();
    this.changed.fire(undefined);
  }

  /** How many runs the filter lets through. */
  get shown(): number {
    return new Set(this.drawn.roots.flatMap((key) => this.runsOf(key))).size;
  }

  /** The runs that a row stands for: those below a heading, or itself. */
  runsOf(key: string): readonly RunView[] {
    const row = this.row(key);
    return row === undefined ? [] : runsOf(row);
  }

  getChildren(parent?: string): string[] {
    if (parent === undefined) return [...this.drawn.roots];
    const row = this.row(parent);
    return row === undefined || row.kind === "run" ? [] : [...row.children];
  }

  getParent(key: string): string | undefined {
    return this.row(key)?.parent;
  }

  getTreeItem(key: string): vscode.TreeItem {
    const row = this.row(key);
    if (row === undefined) return new vscode.TreeItem(key);
    const { label, description, spoken, icon, context } = rowItem(row, this.stopping, editorWords);
    const colour = icon.colour === undefined ? undefined : new vscode.ThemeColor(icon.colour);
    const item = new vscode.TreeItem(label, this.unfolding(row));
    item.id = key;
    item.description = description;
    item.accessibilityInformation = { label: spoken };
    item.iconPath = new vscode.ThemeIcon(icon.name, colour);
    item.contextValue = context;
    return item;
  }

  /** What charts and tables are made of is read only now. */
  async resolveTreeItem(item: vscode.TreeItem, key: string): Promise<vscode.TreeItem> {
    const row = this.row(key);
    if (row?.kind !== "run") return item;
    const whole = async (run: RunView) => fold(await this.runs.events(run.id));
    const { runs } = this.runs;
    const twin = findTwin(row.run, runs);
    const run = { ...row.run, state: await whole(row.run) };
    const details = { run, runs, now: Date.now(), ...(twin && { twin: await whole(twin) }) };
    item.tooltip = new vscode.MarkdownString(runDetails(details, editorWords));
    return item;
  }

  dispose(): void {
    this.following.dispose();
    this.changed.dispose();
  }

  private row(key: string): Row<RunView> | undefined {
    return this.drawn.rows.get(key);
  }

  private unfolding({ kind }: Row): vscode.TreeItemCollapsibleState {
    const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    if (kind === "run") return None;
    return kind === "experiment" && this.drawn.roots.length <= openHeadings ? Expanded : Collapsed;
  }

  private draw(ids: readonly string[]): void {
    const before = this.drawn;
    this.drawn = this.outline();
    const rows = changedRows(before, this.drawn, ids);
    this.changed.fire(rows === undefined || rows.length > drawnSingly ? undefined : [...rows]);
  }

  private outline(): Outline<RunView> {
    const { order, filter } = this.arranged;
    const passes = readFilter(filter, editorWords.locale);
    const shown: RunFilter = typeof passes === "function" ? passes : () => false;
    return outline(this.runs.runs.filter(shown), order);
  }
}
