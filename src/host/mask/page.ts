import * as vscode from "vscode";
import type { Inspection } from "../../core/inspect/inspection";
import { isMaskRequest, type KeptMasks, type MaskCommand, type MaskRequest } from "../../core/inspect/panel";
import { Inspector } from "../../launch/inspector";
import { save } from "../results/save";
import { fillPanel } from "../webviewPanel";
import { askForCheckpoint } from "./asking";
import { failureWords } from "./failure";
import { fileName } from "./fileName";
import { counting } from "./progress";
import { MaskTalk } from "./talk";

export interface MaskPageOptions {
  readonly panel: vscode.WebviewPanel;
  readonly path: string;
  readonly extension: vscode.Uri;
  readonly onInspected: (inspection: Inspection) => void;
}

/** What commands of the editor look at and ask for. */
export interface MaskPage {
  readonly panel: vscode.WebviewPanel;
  readonly talk: Pick<MaskTalk, "layers" | "isComparing">;
  readonly ask: (command: MaskCommand) => void;
}

/** The page of one checkpoint file, with a process that reads it and ends with the page. */
export function openMaskPage({ panel, path, extension, onInspected }: MaskPageOptions, kept?: KeptMasks): MaskPage {
  const { webview } = panel;
  const inspector = new Inspector(vscode.Uri.joinPath(extension, "dist", "inspector.js").fsPath);
  const send = (message: unknown) => void webview.postMessage(message);
  const talk = new MaskTalk({ path, reader: inspector, send, wordsOf: failureWords });
  webview.onDidReceiveMessage((request: unknown) => {
    if (isMaskRequest(request)) void answer(request, { talk, inspector, path });
  });
  panel.onDidDispose(() => {
    inspector.close();
  });
  fillPanel(panel, { extension, page: "mask", icon: "mask", title: fileName(path) });
  void inspect().then(async (found) => {
    if (found && kept?.second !== undefined) await compare({ talk, inspector, path }, kept.second);
  });
  return { panel, talk, ask: send };

  async function inspect(): Promise<boolean> {
    try {
      const title = vscode.l10n.t("Counting the weights of {0}", fileName(path));
      const inspection = await counting(title, inspector, (onProgress) => inspector.inspect(path, onProgress));
      talk.tellFile(inspection);
      onInspected(inspection);
      return true;
    } catch (error) {
      talk.tellFailure(failureWords(error));
      return false;
    }
  }
}

interface Open {
  readonly talk: MaskTalk;
  readonly inspector: Inspector;
  readonly path: string;
}

async function answer(request: MaskRequest, open: Open): Promise<void> {
  const { talk } = open;
  switch (request.kind) {
    case "ready":
      talk.tellAll();
      return;
    case "draw":
      return talk.draw(request.picture);
    case "compare": {
      const second = await askForCheckpoint(vscode.l10n.t("Compare with which checkpoint file?"), open.path);
      if (second !== undefined) await compare(open, second);
      return;
    }
    case "alone":
      talk.compare(undefined);
      return;
    case "copy":
      return vscode.env.clipboard.writeText(request.text);
    case "save":
      return save(request);
  }
}

async function compare({ talk, inspector, path }: Open, second: string): Promise<void> {
  try {
    const title = vscode.l10n.t("Comparing with {0}", fileName(second));
    const difference = await counting(title, inspector, (onProgress) => inspector.compare(path, second, onProgress));
    talk.compare({ path: second, difference });
  } catch (error) {
    // What is on the page stays right.
    void vscode.window.showErrorMessage(failureWords(error));
  }
}
