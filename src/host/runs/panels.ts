import * as vscode from "vscode";
import { planTitle } from "../../core/experiment/plans";
import { Commands, Panels } from "../contributions";
import { isKeptPanel, isPanelRequest, type PanelAction } from "../../core/run/panel";
import { editorWords } from "../editorWords";
import type { Runs } from "./follower";
import { fillPanel } from "../webviewPanel";
import { RunTalk } from "./talk";

/** What the buttons of a run's page do. */
export const pageCommands: Readonly<Record<PanelAction, string>> = {
  stop: Commands.stopRun,
  resume: Commands.resumeRun,
  log: Commands.showLog,
  folder: Commands.openFolder,
};

/** The charts of runs, one panel a run. VS Code brings them back after a reload. */
export class RunPanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private readonly open = new Map<string, vscode.WebviewPanel>();

  constructor(
    private readonly runs: Runs,
    private readonly extension: vscode.Uri,
  ) {}

  /** Beside the editor; one that is open already comes to the front. */
  show(id: string): void {
    const { ViewColumn, window } = vscode;
    const open = this.open.get(id);
    if (open !== undefined) open.reveal();
    else
      this.attach(
        window.createWebviewPanel(Panels.run, vscode.l10n.t("Run"), {
          viewColumn: ViewColumn.Beside,
          preserveFocus: true,
        }),
        id,
      );
  }

  /** The run of the page that a person is on. */
  get active(): string | undefined {
    return [...this.open].find(([, { active }]) => active)?.[0];
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, kept: unknown): Promise<void> {
    await this.runs.look();
    if (isKeptPanel(kept) && this.runs.get(kept.run) !== undefined) this.attach(panel, kept.run);
    else panel.dispose();
  }

  dispose(): void {
    for (const panel of [...this.open.values()]) panel.dispose();
  }

  private attach(panel: vscode.WebviewPanel, id: string): void {
    const { webview } = panel;
    this.open.set(id, panel);
    const talk = new RunTalk({
      ...{ runs: this.runs, id, locale: editorWords.locale },
      send: (message) => void webview.postMessage(message),
    });
    const following = this.runs.onDidChange((updates) => {
      if (panel.visible) talk.tell(updates);
    });
    webview.onDidReceiveMessage((request: unknown) => {
      if (!isPanelRequest(request)) return;
      if (request.kind === "ready") void talk.tellAll();
      else void vscode.commands.executeCommand(pageCommands[request.action], id);
    });
    panel.onDidDispose(() => {
      following.dispose();
      this.open.delete(id);
    });

    const run = this.runs.get(id);
    const title = run === undefined ? vscode.l10n.t("Run") : planTitle(run.plan, editorWords.locale);
    fillPanel(panel, { extension: this.extension, page: "run", icon: "run", title });
  }
}
