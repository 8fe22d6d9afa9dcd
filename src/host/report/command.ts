import { basename, join } from "node:path";
import * as Type from "typebox";
import * as Value from "typebox/value";
import * as vscode from "vscode";
import { dateWords, reportTitle } from "../../core/report/contents";
import { fileStem } from "../../core/results/stem";
import { withTwins } from "../../core/run/twin";
import type { RunView } from "../../store/feed";
import { reportObstacle } from "../../store/reportFolder";
import { Commands } from "../contributions";
import { editorWords } from "../editorWords";
import { chosenRuns, type Kind } from "../runs/choosing";
import type { Runs } from "../runs/follower";
import type { RunsView } from "../runs/view";
import { reportChoices } from "./choices";
import { makeReport } from "./make";

export interface ReportParts {
  readonly runs: Runs;
  readonly view: RunsView;
  /** The folder that is open. */
  readonly folder: string | undefined;
  readonly extension: vscode.Extension<unknown>;
}

const { l10n, window } = vscode;

const finished: Kind = {
  fits: ({ status }) => status === "completed",
  none: () => l10n.t("No run in this folder is finished."),
};

/** Writes a report of the rows it was called from, or of what is asked for. */
export function reportCommand(parts: ReportParts): vscode.Disposable {
  return vscode.commands.registerCommand(Commands.exportReport, async (...called: unknown[]) => {
    const isOfRows = typeof called[0] === "string";
    const chosen = isOfRows ? await chosenRuns(parts, finished, "many", called) : await askRuns(parts);
    if (chosen === undefined) return;
    const title = reportTitle(chosen) ?? basename(parts.folder ?? "");
    const folder = await placeFor(title, parts.folder);
    if (folder === undefined) return;
    // The oldest first, so that networks come in the order in which they were asked for.
    const all = parts.runs.runs.filter(finished.fits).reverse();
    const ids = new Set(chosen.map(({ id }) => id));
    const runs = withTwins(
      all.filter(({ id }) => ids.has(id)),
      all,
    );
    try {
      if ((await isFree(folder)) && (await make(runs, title, folder, parts))) await offer(folder);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      void window.showErrorMessage(l10n.t("The report could not be written to {0}: {1}", folder, reason));
    }
  });
}

async function askRuns(parts: ReportParts): Promise<readonly RunView[] | undefined> {
  await parts.runs.look();
  const choices = reportChoices(parts.runs.runs.filter(finished.fits), editorWords);
  if (choices.every(({ runs }) => runs.length === 0)) {
    void window.showInformationMessage(finished.none());
    return undefined;
  }
  const answer = await window.showQuickPick(choices, { placeHolder: l10n.t("A report of which runs?") });
  return answer?.runs.length === 0 ? chosenRuns(parts, finished, "many", []) : answer?.runs;
}

/** A folder of its own within the one chosen; undefined where none was. */
async function placeFor(title: string, open: string | undefined): Promise<string | undefined> {
  const answer = await window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    openLabel: l10n.t("Write Report Here"),
    ...(open !== undefined && { defaultUri: vscode.Uri.file(open) }),
  });
  if (answer?.[0] === undefined) return undefined;
  return join(answer[0].fsPath, `${fileStem(title.replaceAll(/(\.sparse)?\.ya?ml/g, ""))}-report`);
}

/** Whether nothing is in the way there; else says what is. */
async function isFree(folder: string): Promise<boolean> {
  const obstacle = await reportObstacle(folder);
  if (obstacle === undefined) return true;
  void window.showErrorMessage(
    l10n.t(
      "The report would go to {0}, but {1} is no report's. Choose another place, or move it away.",
      folder,
      obstacle,
    ),
  );
  return false;
}

async function make(
  runs: readonly RunView[],
  title: string,
  folder: string,
  { runs: known, extension }: Pick<ReportParts, "runs" | "extension">,
): Promise<boolean> {
  const { locale } = editorWords;
  const { version } = Value.Parse(Type.Object({ version: Type.String() }), extension.packageJSON);
  const about = { title, date: dateWords(new Date(), locale), version, locale };
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: l10n.t("Writing the report of {0} runs", runs.length),
    cancellable: true,
  };
  return window.withProgress(options, (progress, token) => {
    let last = 0;
    const onDone = (share: number) => {
      progress.report({ increment: 100 * (share - last) });
      last = share;
    };
    const cancelled = () => token.isCancellationRequested;
    const events = (id: string) => known.events(id);
    return makeReport(runs, { about, folder, events, onDone, cancelled });
  });
}

/** The page opens in a browser; where that is on another machine, the Markdown opens in the editor. */
async function offer(folder: string): Promise<void> {
  const [page, preview] = [l10n.t("Open in Browser"), l10n.t("Open as Markdown")];
  const written = l10n.t("The report is in {0}.", vscode.workspace.asRelativePath(folder));
  const answer = await window.showInformationMessage(written, page, preview);
  if (answer === page) await vscode.env.openExternal(vscode.Uri.file(join(folder, "report.html")));
  if (answer === preview) {
    await vscode.commands.executeCommand("markdown.showPreview", vscode.Uri.file(join(folder, "report.md")));
  }
}
