/** The commands that note something on runs or throw them away. */
import { join } from "node:path";
import * as vscode from "vscode";
import { planTitle } from "../../core/experiment/plans";
import { count } from "../../core/run/words";
import type { RunView } from "../../store/feed";
import { longestName, mark, type NewMark } from "../../store/marks";
import { ownerAlive } from "../../store/owner";
import { ownerFile } from "../../store/root";
import { removeTicket } from "../../store/tickets";
import { editorWords } from "../editorWords";
import type { Runs } from "./follower";

export interface Keeping {
  /** The `.sparse` folder; undefined where no folder is open. */
  readonly root: string | undefined;
  readonly runs: Runs;
  readonly log: Pick<vscode.LogOutputChannel, "info">;
}

export async function note({ root, runs }: Keeping, marked: readonly RunView[], what: NewMark): Promise<void> {
  if (root === undefined) return;
  try {
    await mark(
      root,
      marked.map(({ id }) => id),
      what,
    );
  } catch (error) {
    await vscode.window.showErrorMessage(vscode.l10n.t("This could not be noted: {0}", String(error)));
  }
  await runs.look();
}

export async function rename(keeping: Keeping, run: RunView): Promise<void> {
  const { l10n } = vscode;
  const name = await vscode.window.showInputBox({
    title: l10n.t("Rename Run"),
    value: run.name ?? "",
    placeHolder: planTitle(run.plan, editorWords.locale),
    prompt: l10n.t("A name for people; without one the run goes by its title."),
    validateInput: (text) =>
      text.trim().length > longestName ? l10n.t("A name has at most {0} characters.", longestName) : undefined,
  });
  if (name !== undefined) await note(keeping, [run], { name: name.trim() });
}

/** Asks first. A run that trains stays; one that waits leaves the queue. */
export async function remove({ root, runs, log }: Keeping, chosen: readonly RunView[]): Promise<void> {
  const { l10n, window } = vscode;
  if (root === undefined) return;
  const training = chosen.filter(trains).length;
  const doomed = chosen.filter((run) => !trains(run));
  if (doomed.length === 0) {
    await window.showWarningMessage(l10n.t("A run that trains cannot be deleted; stop it first."));
    return;
  }
  const question =
    doomed.length === 1
      ? l10n.t("Delete the run {0}?", doomed[0]!.name ?? planTitle(doomed[0]!.plan, editorWords.locale))
      : l10n.t("Delete {0} runs?", count(doomed.length));
  const details = [
    l10n.t("Their folders with results, checkpoints and logs are moved to the trash."),
    ...(training === 0 ? [] : [l10n.t("Runs that train stay: {0}.", training)]),
  ];
  const yes = l10n.t("Move to Trash");
  if ((await window.showWarningMessage(question, { modal: true, detail: details.join("\n") }, yes)) !== yes) return;
  const left: RunView[] = [];
  for (const run of doomed) {
    await removeTicket(root, run.id);
    // It may have started while the question was open.
    if (!trains(run) && !(await wentAway(run, true))) left.push(run);
    else log.info(`${run.id}: deleted`);
  }
  if (left.length > 0) await removeForGood(left);
  await runs.look();
}

/** Not every disk has a trash: that of another machine often has none. */
async function removeForGood(left: readonly RunView[]): Promise<void> {
  const { l10n, window } = vscode;
  const yes = l10n.t("Delete Permanently");
  const question = l10n.t(
    "Runs that could not be moved to the trash: {0}. Delete them permanently?",
    count(left.length),
  );
  if ((await window.showWarningMessage(question, { modal: true }, yes)) !== yes) return;
  const stuck: string[] = [];
  for (const run of left) if (!trains(run) && !(await wentAway(run, false))) stuck.push(run.folder);
  if (stuck.length > 0)
    await window.showErrorMessage(l10n.t("These folders could not be deleted: {0}", stuck.join(", ")));
}

async function wentAway({ folder }: RunView, useTrash: boolean): Promise<boolean> {
  return vscode.workspace.fs.delete(vscode.Uri.file(folder), { recursive: true, useTrash }).then(
    () => true,
    () => false,
  );
}

function trains({ folder }: RunView): boolean {
  return ownerAlive(join(folder, ownerFile), Date.now());
}
