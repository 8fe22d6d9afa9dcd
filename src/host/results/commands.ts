import * as vscode from "vscode";
import { formatTitles, type FormatId } from "../../core/chart/fileRequest";
import { tabIds, tabTitle } from "../../core/results/tabNames";
import { localeOf } from "../../core/template";
import { Commands } from "../contributions";
import type { ResultsPanel } from "./panel";

/** What the buttons of the results page do, for the command palette. */
export function chartCommands(page: Pick<ResultsPanel, "formats" | "perform">): vscode.Disposable {
  const { commands, l10n } = vscode;
  const exporting = async (how: "copy" | "save") => {
    // A picture of pixels cannot be copied as text.
    const formats = (page.formats ?? []).filter((id) => how === "save" || id !== "png");
    if (formats.length === 0) {
      void vscode.window.showInformationMessage(
        l10n.t("There is no chart to export: choose runs on the results page."),
      );
      return;
    }
    const format = await pick(formats, (id) => formatTitles[id], l10n.t("Export as which kind of file?"));
    if (format !== undefined) await page.perform({ kind: "export", format, how });
  };
  return vscode.Disposable.from(
    commands.registerCommand(Commands.exportChart, () => exporting("save")),
    commands.registerCommand(Commands.copyChart, () => exporting("copy")),
    commands.registerCommand(Commands.resetChart, () => page.perform({ kind: "do", action: "resetZoom" })),
    commands.registerCommand(Commands.chooseRuns, () => page.perform({ kind: "do", action: "choose" })),
    commands.registerCommand(Commands.showChart, async () => {
      const title = (id: (typeof tabIds)[number]) => tabTitle(id, localeOf(vscode.env.language));
      const tab = await pick(tabIds, title, l10n.t("Which charts?"));
      if (tab !== undefined) await page.perform({ kind: "tab", tab });
    }),
  );
}

async function pick<Id extends FormatId | (typeof tabIds)[number]>(
  ids: readonly Id[],
  title: (id: Id) => string,
  placeHolder: string,
): Promise<Id | undefined> {
  const items = ids.map((id) => ({ label: title(id), id }));
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.id;
}
