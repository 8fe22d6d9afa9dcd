import { existsSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { Commands } from "../contributions";
import type { RunStatus } from "../../core/run/status";
import { killRun, requestStop } from "../../launch/queue";
import type { RunView } from "../../store/feed";
import { logFile } from "../../store/root";
import { moveToFront } from "../../store/tickets";
import type { Launcher } from "../training/launcher";
import { mayTrain } from "../training/mayTrain";
import { arrangingCommands } from "./arranging";
import { chosenRuns, type Kind } from "./choosing";
import type { Runs } from "./follower";
import { note, remove, rename } from "./keeping";
import { pageCommands } from "./panels";
import { isStopping } from "./stopping";
import type { RunsView } from "./view";

export interface RunActions {
  /** The `.sparse` folder; undefined where no folder is open. */
  readonly root: string | undefined;
  readonly runs: Runs;
  readonly view: RunsView;
  readonly launcher: Launcher | undefined;
  readonly log: vscode.LogOutputChannel;
  readonly show: (id: string) => Promise<void>;
  /** The run of the page that a person is on. */
  readonly activeRun: () => string | undefined;
  /** Shows the results of runs side by side. */
  readonly showResults: (ids: readonly string[]) => Promise<void>;
  /** Shows the masks in a run's folder. */
  readonly showMasks: (folder: string) => Promise<void>;
  /** Told of a run whose process this window is about to end. */
  readonly onKill: (id: string) => void;
}

const { l10n } = vscode;

const onPage: ReadonlySet<string> = new Set(Object.values(pageCommands));

const kinds = {
  all: { fits: () => true, none: () => l10n.t("There is no run in this folder.") },
  active: { fits: has("running", "queued"), none: () => l10n.t("No run in this folder trains or waits.") },
  resumable: {
    fits: has("interrupted", "stopped", "failed", "queued"),
    none: () => l10n.t("No run in this folder was interrupted, stopped or failed, and none waits."),
  },
  behind: {
    fits: ({ place }) => place !== undefined && place > 1,
    none: () => l10n.t("No run waits behind another."),
  },
  plain: { fits: ({ starred }) => starred !== true, none: () => l10n.t("Every run here has a star.") },
  starred: { fits: ({ starred }) => starred === true, none: () => l10n.t("No run here has a star.") },
} satisfies Readonly<Record<string, Kind>>;

/** The commands on runs: those of the rows or the status bar they were called from, else what is asked for. */
export function runCommands(actions: RunActions): vscode.Disposable {
  const register = (
    command: string,
    kind: Kind,
    how: "one" | "many",
    act: (runs: readonly RunView[]) => Promise<void>,
  ) =>
    vscode.commands.registerCommand(command, async (...called: unknown[]) => {
      // From the palette, what a page has a button for is for the run of that page.
      const shown = called.length === 0 && onPage.has(command) ? actions.activeRun() : undefined;
      const runs = await chosenRuns(actions, kind, how, shown === undefined ? called : [shown]);
      if (runs !== undefined) await act(runs);
    });
  const onOne = (command: string, kind: Kind, act: (run: RunView) => Promise<void>) =>
    register(command, kind, "one", async ([run]) => {
      if (run !== undefined) await act(run);
    });
  const onEach = (command: string, kind: Kind, act: (run: RunView) => Promise<void>) =>
    register(command, kind, "many", async (runs) => {
      for (const run of runs) await act(run);
      await actions.runs.look();
    });
  return vscode.Disposable.from(
    arrangingCommands(actions.view),
    onOne(Commands.showRun, kinds.all, ({ id }) => actions.show(id)),
    onEach(Commands.stopRun, kinds.active, (run) => stop(actions, run)),
    register(Commands.resumeRun, kinds.resumable, "many", (runs) => resume(actions, runs)),
    onOne(Commands.showLog, kinds.all, (run) => showLog(actions, run)),
    onOne(Commands.showMasks, kinds.all, ({ folder }) => actions.showMasks(folder)),
    onOne(Commands.openFolder, kinds.all, async ({ folder }) => {
      await vscode.commands.executeCommand("revealFileInOS", vscode.Uri.file(folder));
    }),
    // The one moved last is first, so they keep their order.
    register(Commands.firstInQueue, kinds.behind, "many", (runs) => toFront(actions, runs)),
    register(Commands.starRun, kinds.plain, "many", (runs) => note(actions, runs, { starred: true })),
    register(Commands.unstarRun, kinds.starred, "many", (runs) => note(actions, runs, { starred: false })),
    onOne(Commands.renameRun, kinds.all, (run) => rename(actions, run)),
    register(Commands.deleteRuns, kinds.all, "many", (runs) => remove(actions, runs)),
    register(Commands.compareRuns, kinds.all, "many", (runs) => actions.showResults(runs.map(({ id }) => id))),
  );
}

function has(...statuses: readonly RunStatus[]): (run: RunView) => boolean {
  return ({ status }) => statuses.includes(status);
}

async function toFront({ root, runs }: RunActions, moved: readonly RunView[]): Promise<void> {
  if (root === undefined) return;
  const byPlace = [...moved].sort((one, other) => (other.place ?? 0) - (one.place ?? 0));
  for (const { id } of byPlace) await moveToFront(root, id);
  await runs.look();
}

/** The first time after the batch, with a checkpoint; the second time at once. */
async function stop({ root, log, onKill }: RunActions, run: RunView): Promise<void> {
  if (root === undefined) return;
  if (isStopping(run)) {
    log.info(`${run.id}: killed`);
    onKill(run.id);
    killRun(run, Date.now());
  } else {
    log.info(`${run.id}: asked to stop after its batch`);
    await requestStop(root, run, Date.now());
  }
}

async function resume({ launcher, runs }: RunActions, resumed: readonly RunView[]): Promise<void> {
  const allowed = await mayTrain({ trusted: vscode.workspace.isTrusted, folder: launcher !== undefined });
  if (!allowed || launcher === undefined) return;
  try {
    for (const { id } of resumed) await launcher.resume(id);
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
