import * as vscode from "vscode";
import type { RunView } from "../../store/feed";
import { editorWords } from "../editorWords";
import type { Runs } from "./follower";
import { runItem } from "./item";
import { isStopping } from "./stopping";
import type { RunsView } from "./view";

/** The runs that a command is for. */
export interface Kind {
  readonly fits: (run: RunView) => boolean;
  /** Said where there is none. */
  readonly none: () => string;
}

interface Where {
  readonly runs: Runs;
  readonly view: RunsView;
}

/**
 * The runs a command was called for: of the rows it was called from (VS Code gives the one clicked and all picked out),
 * or those a person picks from a list. Undefined where there is none or none was picked.
 */
export async function chosenRuns(
  { runs, view }: Where,
  { fits, none }: Kind,
  how: "one" | "many",
  [key, keys]: readonly unknown[],
): Promise<readonly RunView[] | undefined> {
  await runs.look();
  if (typeof key === "string") {
    const rows = Array.isArray(keys) && keys.includes(key) ? keys.filter((each) => typeof each === "string") : [key];
    const run = runs.get(key);
    // A link or button may be for a run that the view does not show.
    const found = (rows.length === 1 && run !== undefined ? [run] : view.runsOf(rows)).filter(fits);
    if (found.length > 0) return how === "one" ? found.slice(0, 1) : found;
    void vscode.window.showInformationMessage(none());
    return undefined;
  }
  const fitting = runs.runs.filter(fits);
  if (fitting.length === 0) {
    void vscode.window.showInformationMessage(none());
    return undefined;
  }
  return how === "one" ? await askOne(fitting) : await askMany(fitting, view.selected);
}

/** Not asked for where there is only one. */
async function askOne(fitting: readonly RunView[]): Promise<readonly RunView[] | undefined> {
  if (fitting.length === 1) return fitting;
  const placeHolder = vscode.l10n.t("Which run?");
  const answer = await vscode.window.showQuickPick(fitting.map(itemOf), { placeHolder, matchOnDescription: true });
  return answer && [answer.run];
}

/** What is picked out in the view is so in the list. */
async function askMany(
  fitting: readonly RunView[],
  selected: readonly RunView[],
): Promise<readonly RunView[] | undefined> {
  const ids = new Set(selected.map(({ id }) => id));
  const items = fitting.map((run) => ({ ...itemOf(run), picked: ids.has(run.id) }));
  const options = { placeHolder: vscode.l10n.t("Which runs?"), matchOnDescription: true, canPickMany: true } as const;
  const answer = await vscode.window.showQuickPick(items, options);
  return answer === undefined || answer.length === 0 ? undefined : answer.map(({ run }) => run);
}

function itemOf(run: RunView) {
  const { label, description, icon } = runItem(run, isStopping(run), editorWords);
  return { label, description, iconPath: new vscode.ThemeIcon(icon.name.replace("~spin", "")), run };
}
