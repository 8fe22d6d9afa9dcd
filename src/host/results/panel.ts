import * as vscode from "vscode";
import { isKeptResults, isResultsRequest, type ResultsCommand, type ResultsRequest } from "../../core/results/panel";
import type { FormatId } from "../../core/chart/fileRequest";
import { Commands, Panels } from "../contributions";
import type { Runs } from "../runs/follower";
import { fillPanel } from "../webviewPanel";
import { save } from "./save";
import { ResultsTalk } from "./talk";

/** The results page: one for the window, which VS Code brings back after a reload. */
export class ResultsPanel implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private open: { readonly panel: vscode.WebviewPanel; readonly talk: ResultsTalk } | undefined;

  private exportable: readonly FormatId[] = [];

  constructor(
    private readonly runs: Runs,
    private readonly extension: vscode.Uri,
  ) {}

  /** Shows these runs, beside the editor where the page is not open yet. */
  async show(ids: readonly string[]): Promise<void> {
    if (this.open === undefined) {
      const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
      const title = vscode.l10n.t("Results");
      this.open = this.attach(vscode.window.createWebviewPanel(Panels.results, title, place));
    } else this.open.panel.reveal();
    await this.open.talk.choose(ids);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, kept: unknown): Promise<void> {
    await this.runs.look();
    this.open?.panel.dispose();
    this.open = this.attach(panel);
    // The editor shows the page when this is done, and the page takes messages when it is shown.
    if (isKeptResults(kept)) void this.open.talk.choose(kept.chosen);
  }

  /** What can be exported of what the page shows; undefined where it is not open. */
  get formats(): readonly FormatId[] | undefined {
    return this.open && this.exportable;
  }

  /** Has the page do something; nothing where it is not open. */
  async perform(command: ResultsCommand): Promise<void> {
    await this.open?.panel.webview.postMessage(command);
  }

  dispose(): void {
    this.open?.panel.dispose();
  }

  private attach(panel: vscode.WebviewPanel): NonNullable<ResultsPanel["open"]> {
    const { webview } = panel;
    const talk = new ResultsTalk(this.runs, (message) => webview.postMessage(message));
    const following = this.runs.onDidChange((updates) => {
      if (panel.visible) void talk.tell(updates);
    });
    webview.onDidReceiveMessage((request: unknown) => {
      if (!isResultsRequest(request)) return;
      if (request.kind === "formats") this.exportable = request.formats;
      else void answer(request, talk);
    });
    panel.onDidDispose(() => {
      following.dispose();
      if (this.open?.panel === panel) this.open = undefined;
    });
    fillPanel(panel, { extension: this.extension, page: "results", icon: "run", title: panel.title });
    return { panel, talk };
  }
}

async function answer(request: Exclude<ResultsRequest, { kind: "formats" }>, talk: ResultsTalk): Promise<void> {
  switch (request.kind) {
    case "ready":
      return talk.tellAll();
    case "choose":
      return talk.choose(request.ids);
    case "open":
      await vscode.commands.executeCommand(Commands.showRun, request.id);
      return;
    case "copy":
      return vscode.env.clipboard.writeText(request.text);
    case "save":
      return save(request);
  }
}
