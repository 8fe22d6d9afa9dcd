import * as vscode from "vscode";
import { planTitle } from "../../core/experiment/plans";
import { Commands } from "../contributions";
import type { RunView } from "../../store/feed";
import { editorWords } from "../editorWords";
import { failureReason } from "./failureReason";
import type { Runs, RunUpdate } from "./follower";

/** Says that a run went wrong while this window was looking, and offers what can be done about it. */
export function failureNotices(
  runs: Runs,
  killedHere: ReadonlySet<string>,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  return runs.onDidChange((updates) => {
    for (const update of updates) {
      logUpdate(update, log);
      const reason = failureReason(update, editorWords);
      if (reason !== undefined && !killedHere.has(update.run.id)) void offer(update.run, reason);
    }
  });
}

async function offer(run: RunView, reason: string): Promise<void> {
  const answers = { log: vscode.l10n.t("Show Log"), resume: vscode.l10n.t("Resume") };
  const answer = await vscode.window.showErrorMessage(
    `${planTitle(run.plan, editorWords.locale)}: ${reason}`,
    answers.log,
    answers.resume,
  );
  if (answer === answers.log) await vscode.commands.executeCommand(Commands.showLog, run.id);
  if (answer === answers.resume) await vscode.commands.executeCommand(Commands.resumeRun, run.id);
}

function logUpdate({ run, before }: RunUpdate, log: vscode.LogOutputChannel): void {
  if (before === undefined || before === run.status) return;
  log.info(`${run.id}: ${run.status}${run.state.reason === undefined ? "" : ` (${run.state.reason})`}`);
}
