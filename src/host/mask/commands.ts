/** What the buttons of a mask page do, as commands for the page that has the focus. */
import * as vscode from "vscode";
import { exported, type MaskCommand } from "../../core/inspect/panel";
import { layerName } from "../../core/results/gradientFlow";
import { significant } from "../../core/run/words";
import { Commands } from "../contributions";
import type { MaskPage } from "./page";

export function maskCommands(active: () => MaskPage | undefined): vscode.Disposable {
  const register = (id: string, ask: (page: MaskPage) => MaskCommand | undefined | Promise<MaskCommand | undefined>) =>
    vscode.commands.registerCommand(id, async () => {
      const page = active();
      if (page === undefined) return;
      const command = await ask(page);
      if (command === undefined) return;
      // A list to pick from took the focus.
      page.panel.reveal();
      page.ask(command);
    });
  const act = (id: string, what: Extract<MaskCommand, { kind: "act" }>["act"]) =>
    register(id, () => ({ kind: "act", act: what }));
  return vscode.Disposable.from(
    register(Commands.chooseMask, chooseLayer),
    act(Commands.zoomInMask, "zoomIn"),
    act(Commands.zoomOutMask, "zoomOut"),
    act(Commands.showAllMask, "zoomAll"),
    act(Commands.compareMasks, "compare"),
    act(Commands.stopComparing, "alone"),
    register(Commands.exportMasks, chooseExport),
  );
}

async function chooseLayer({ talk }: MaskPage): Promise<MaskCommand | undefined> {
  const layers = talk.layers.map(({ name, shape, density }) => ({
    ...{ layer: name, label: layerName(name) },
    description: `${shape.join(" × ")} · ${vscode.l10n.t("density {0}", significant(density))}`,
  }));
  const title = vscode.l10n.t("Which layer's mask?");
  const picked = await vscode.window.showQuickPick(layers, { title, matchOnDescription: true });
  return picked && { kind: "choose", layer: picked.layer };
}

async function chooseExport({ talk }: MaskPage): Promise<MaskCommand | undefined> {
  const titles: Readonly<Record<(typeof exported)[number], string>> = {
    picture: vscode.l10n.t("Mask as it is shown"),
    layers: vscode.l10n.t("Table of all layers"),
    differences: vscode.l10n.t("Table of differences"),
    densities: vscode.l10n.t("Chart of densities by layer"),
    fanIn: vscode.l10n.t("Histogram of fan-in"),
    fanOut: vscode.l10n.t("Histogram of fan-out"),
  };
  const shown = exported.filter((what) => what !== "differences" || talk.isComparing);
  const items = shown.map((what) => ({ what, label: titles[what] }));
  const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t("What should be saved or copied?") });
  return picked && { kind: "export", what: picked.what };
}
