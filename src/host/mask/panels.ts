import { existsSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import type { Inspection } from "../../core/inspect/inspection";
import { isKeptMasks, type KeptMasks } from "../../core/inspect/panel";
import { checkpointFile, finalFile } from "../../store/checkpoint";
import { Commands, Panels } from "../contributions";
import type { DensitySubject } from "../density/subject";
import { askForCheckpoint } from "./asking";
import { fileName } from "./fileName";
import { type MaskPage, openMaskPage } from "./page";

/** The pages of checkpoint files, one a file. VS Code brings them back after a reload. */
export class MaskPanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private readonly open = new Map<string, MaskPage>();

  constructor(
    private readonly subject: DensitySubject,
    private readonly extension: vscode.Uri,
  ) {}

  /** Beside the editor; one that is open already comes to the front. */
  show(path: string): void {
    const open = this.open.get(path);
    if (open !== undefined) open.panel.reveal();
    else {
      const place = { viewColumn: vscode.ViewColumn.Active };
      this.attach(vscode.window.createWebviewPanel(Panels.masks, fileName(path), place), path);
    }
  }

  /** The page in the editor that has the focus. */
  get active(): MaskPage | undefined {
    return [...this.open.values()].find(({ panel }) => panel.active);
  }

  /** The final weights of a run, or where it has none yet those of its last checkpoint. */
  async showRun(folder: string): Promise<void> {
    const file = [finalFile, checkpointFile].map((name) => join(folder, name)).find((path) => existsSync(path));
    if (file !== undefined) this.show(file);
    else {
      await vscode.window.showInformationMessage(
        vscode.l10n.t("This run has written no checkpoint yet, so its masks cannot be shown."),
      );
    }
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, kept: unknown): Promise<void> {
    if (isKeptMasks(kept)) this.attach(panel, kept.path, kept);
    else panel.dispose();
    return Promise.resolve();
  }

  dispose(): void {
    for (const { panel } of [...this.open.values()]) panel.dispose();
  }

  private attach(panel: vscode.WebviewPanel, path: string, kept?: KeptMasks): void {
    const onInspected = (inspection: Inspection) => {
      this.subject.show({ kind: "file", name: fileName(path), inspection });
    };
    const page = openMaskPage({ panel, path, extension: this.extension, onInspected }, kept);
    this.open.set(path, page);
    panel.onDidDispose(() => {
      if (this.open.get(path) === page) this.open.delete(path);
    });
  }
}

/** Shows the file it was called for, else one that a person chooses. */
export function inspectCommand(panels: MaskPanels): vscode.Disposable {
  return vscode.commands.registerCommand(Commands.inspectCheckpoint, async (called: unknown) => {
    const file =
      called instanceof vscode.Uri
        ? called.fsPath
        : await askForCheckpoint(vscode.l10n.t("Which checkpoint file should be inspected?"));
    if (file !== undefined) panels.show(file);
  });
}
