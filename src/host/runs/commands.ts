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

/** The runs that a command is for. */
interface Kind {
  readonly statuses: readonly RunStatus[];
  /** Said where there is none. */
  readonly none: () => string;
}

const kinds = {
  all: {
    statuses: ["queued", "running", "interrupted", "completed", "stopped", "failed"],
    none: () => vscode.l10n.t("There is no run in this folder."),
  },
  active: {
    statuses: ["running", "queued"],
    none: () => vscode.l10n.t("No run in this folder trains or waits."),
  },
  resumable: {
    statuses: ["interrupted", "stopped", "failed", "queued"],
    none: () => vscode.l10n.t("No run in this folder was interrupted, stopped or failed, and none waits."),
  },
} satisfies Readonly<Record<string, Kind>>;

/** The commands on one run: that of the tree item or status bar they were called from, else one that is asked for. */
export function runCommands(actions: RunActions): vscode.Disposable {
  const on = (command: string, kind: Kind, act: (run: RunView) => Promise<void>) =>
    vscode.commands.registerCommand(command, async (id?: unknown) => {
      await actions.runs.look();
      const run = typeof id === "string" ? actions.runs.get(id) : await askRun(actions.runs, kind);
      if (run !== undefined) await act(run);
    });
  return vscode.Disposable.from(
    on(Commands.showRun, kinds.all, ({ id }) => actions.show(id)),
    on(Commands.stopRun, kinds.active, (run) => stop(actions, run)),
    on(Commands.resumeRun, kinds.resumable, (run) => resume(actions, run)),
    on(Commands.showLog, kinds.all, (run) => showLog(actions, run)),
    on(Commands.openFolder, kinds.all, async ({ folder }) => {
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

/** One run of this kind; not asked for where there is only one. */
async function askRun(runs: Runs, { statuses, none }: Kind): Promise<RunView | undefined> {
  const fitting = runs.runs.filter(({ status }) => statuses.includes(status));
  if (fitting.length === 0) {
    void vscode.window.showInformationMessage(none());
    return undefined;
  }
  if (fitting.length === 1) return fitting[0];
  const items = fitting.map((run) => {
    const { label, description, icon } = runItem(run, isStopping(run));
    return { label, description, iconPath: new vscode.ThemeIcon(icon.name.replace("~spin", "")), run };
  });
  const placeHolder = vscode.l10n.t("Which run?");
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true }))?.run;
}
