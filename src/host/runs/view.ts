import * as vscode from "vscode";
import { orders, type Order } from "../../core/run/outline";
import { count } from "../../core/run/words";
import type { RunView } from "../../store/feed";
import { ContextKeys, Views } from "../contributions";
import type { DensitySubject } from "../density/subject";
import type { Runs } from "./follower";
import { isStopping } from "./stopping";
import { RunsTree } from "./tree";

export interface RunsViewParts {
  readonly runs: Runs;
  /** Keeps the order from one window to the next. */
  readonly memory: vscode.Memento;
  /** What is picked out, and of a heading the first run below it, is shown there. */
  readonly subject: DensitySubject;
}

const orderKey = "runs.order";

/** The Runs view: its tree, what stands above it, and what is picked out. */
export class RunsView implements vscode.Disposable {
  readonly tree: RunsTree;
  private readonly view: vscode.TreeView<string>;
  private readonly parts: vscode.Disposable;

  constructor({ runs, memory, subject }: RunsViewParts) {
    const { window, l10n } = vscode;
    const kept = orders.find((order) => order === memory.get(orderKey)) ?? "newest";
    this.tree = new RunsTree(runs, isStopping, { order: kept, filter: "" });
    this.keepOrder = (order) => memory.update(orderKey, order);
    const options = { treeDataProvider: this.tree, canSelectMany: true, showCollapseAll: true };
    this.view = window.createTreeView(Views.runs, options);
    this.view.message = l10n.t("Reading runs…");
    const read = new vscode.EventEmitter<undefined>();
    void window.withProgress({ location: { viewId: Views.runs } }, () => new Promise((done) => read.event(done)));
    this.parts = vscode.Disposable.from(
      this.view,
      this.tree,
      read,
      runs.onRead(({ done, total }) => {
        const isOver = done === total;
        this.view.message = isOver ? "" : l10n.t("Reading runs: {0} of {1}…", count(done), count(total));
        if (isOver) read.fire(undefined);
      }),
      runs.onDidChange(() => {
        this.describe(runs.runs.length);
      }),
      this.tree.onDidChangeTreeData(() => {
        this.describe(runs.runs.length);
      }),
      this.view.onDidChangeSelection(({ selection: [key] }) => {
        const [run] = key === undefined ? [] : this.tree.runsOf(key);
        if (run !== undefined) subject.show({ kind: "run", id: run.id });
      }),
    );
  }

  private readonly keepOrder: (order: Order) => Thenable<void>;

  /** The runs picked out, each once. */
  get selected(): readonly RunView[] {
    return this.runsOf(this.view.selection);
  }

  /** The runs that rows stand for, each once. */
  runsOf(keys: readonly string[]): readonly RunView[] {
    return [...new Map(keys.flatMap((key) => this.tree.runsOf(key)).map((run) => [run.id, run])).values()];
  }

  /** Picks out a run, unless the filter hides it. */
  async reveal(id: string): Promise<void> {
    if (this.tree.runsOf(id).length > 0) await this.view.reveal(id, { select: true, focus: false });
  }

  filter(filter: string): void {
    this.tree.arrange({ filter });
    void vscode.commands.executeCommand("setContext", ContextKeys.filtered, filter !== "");
  }

  async sort(order: Order): Promise<void> {
    this.tree.arrange({ order });
    await this.keepOrder(order);
  }

  dispose(): void {
    this.parts.dispose();
  }

  private describe(all: number): void {
    const { filter } = this.tree.arrangement;
    const part = () => vscode.l10n.t("{0} of {1}", count(this.tree.shown), count(all));
    this.view.description = filter === "" ? "" : `${filter} · ${part()}`;
  }
}
