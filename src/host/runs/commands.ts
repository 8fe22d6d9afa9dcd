import { existsSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { Commands } from "../contributions";
import type { RunStatus } from "../../core/run/status";
import { killRun, requestStop } from "../../launch/queue";
import type { RunView } from "../../store/feed";
import { logFile } from "../../store/root";
import type { Launcher } from "../training/launcher";
import { mayTrain } from "../training/mayTrain";
import type { Runs } from "./follower";
import { runItem } from "./item";
import { isStopping } from "./stopping";

export interface RunActions {
  /** The `.sparse` folder; undefined where no folder is open. */
  readonly root: string | undefined;
  readonly runs: Runs;
  readonly launcher: Launcher | undefined;
  readonly log: vscode.LogOutputChannel;
  readonly show: (id: string) => Promise<void>;
  /** Told of a run whose process this window is about to end. */
  readonly onKill: (id: string) => void;
}

const all: readonly RunStatus[] = ["queued", "running", "interrupted", "completed", "stopped", "failed"];

/** The commands on one run: that of the tree item or status bar they were called from, else one that is asked for. */
export function runCommands(actions: RunActions): vscode.Disposable {
  const on = (command: string, statuses: readonly RunStatus[], act: (run: RunView) => Promise<void>) =>
    vscode.commands.registerCommand(command, async (id?: unknown) => {
      await actions.runs.look();
      const run = typeof id === "string" ? actions.runs.get(id) : await askRun(actions.runs, statuses);
      if (run !== undefined) await act(run);
    });
  return vscode.Disposable.from(
    on(Commands.showRun, all, ({ id }) => actions.show(id)),
    on(Commands.stopRun, ["running", "queued"], (run) => stop(actions, run)),
    on(Commands.resumeRun, ["interrupted", "stopped", "failed", "queued"], (run) => resume(actions, run)),
    on(Commands.showLog, all, (run) => showLog(actions, run)),
    on(Commands.openFolder, all, async ({ folder }) => {
      await vscode.commands.executeCommand("revealFileInOS", vscode.Uri.file(folder));
    }),
  );
}

/** The first time after the batch, with a checkpoint; the second time at once. */
async function stop({ root, runs, log, onKill }: RunActions, run: RunView): Promise<void> {
  if (root === undefined) return;
  if (isStopping(run)) {
    log.info(`${run.id}: killed`);
    onKill(run.id);
    killRun(run, Date.now());
  } else {
    log.info(`${run.id}: asked to stop after its batch`);
    await requestStop(root, run, Date.now());
  }
  await runs.look();
}

async function resume({ launcher, runs }: RunActions, run: RunView): Promise<void> {
  const allowed = await mayTrain({ trusted: vscode.workspace.isTrusted, folder: launcher !== undefined });
  if (!allowed || launcher === undefined) return;
  try {
    await launcher.resume(run.id);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    void vscode.window.showErrorMessage(error.message);
  }
  await runs.look();
}

/** The training process's own output; before it has written any, the extension's. */
async function showLog({ log }: RunActions, run: RunView): Promise<void> {
  const file = join(run.folder, logFile);
  if (existsSync(file)) await vscode.window.showTextDocument(vscode.Uri.file(file), { preview: true });
  else log.show();
}

/** One run of those with these statuses; not asked for where there is only one. */
async function askRun(runs: Runs, statuses: readonly RunStatus[]): Promise<RunView | undefined> {
  const fitting = runs.runs.filter(({ status }) => statuses.includes(status));
  if (fitting.length === 0) {
    const known = statuses.length === all.length ? "" : ` that is ${statuses.join(" or ")}`;
    void vscode.window.showInformationMessage(`There is no run${known} in this folder.`);
    return undefined;
  }
  if (fitting.length === 1) return fitting[0];
  const items = fitting.map((run) => {
    const { label, description, icon } = runItem(run, isStopping(run));
    return { label, description, iconPath: new vscode.ThemeIcon(icon.name.replace("~spin", "")), run };
  });
  return (await vscode.window.showQuickPick(items, { placeHolder: "Which run?", matchOnDescription: true }))?.run;
}
