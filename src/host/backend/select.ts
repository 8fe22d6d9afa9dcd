/** The list of compute backends: filled in while one after the other is tried. */
import * as vscode from "vscode";
import { engineIds, type Candidate } from "../../core/training/engines";
import { backendIds, backendPackages, type BackendPackage } from "../../install/packages";
import { backendFolder, installedBackends, startedBackends } from "../../install/places";
import type { FoundNode } from "../../launch/node";
import { tryEngineApart } from "../../launch/trying";
import { editorWords } from "../editorWords";
import { foldersHere, programOf, type TrainingPlace } from "../training/program";
import { trainingThreads } from "../training/threads";
import { backendRows, type BackendAction, type BackendRow } from "./rows";
import { engineSet } from "./setting";

interface BackendItem extends vscode.QuickPickItem {
  readonly action?: BackendAction;
}

/** What a person picks; closing the list ends what is being tried. */
export async function pickBackend(place: TrainingPlace, node: FoundNode): Promise<BackendAction | undefined> {
  const pick = vscode.window.createQuickPick<BackendItem>();
  const closed = new AbortController();
  const tried: Candidate[] = [];
  const show = () => {
    const [active] = pick.activeItems;
    pick.items = rowsHere(place, node, tried).map(itemOf);
    // A new list would begin at its top again.
    const same = pick.items.find(({ label }) => label === active?.label);
    if (same !== undefined) pick.activeItems = [same];
  };
  pick.title = vscode.l10n.t("Select Compute Backend");
  pick.placeholder = vscode.l10n.t("What networks are trained on, where an experiment file does not say");
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.keepScrollPosition = true;
  pick.busy = true;
  show();
  try {
    return await new Promise((resolve, reject) => {
      pick.onDidHide(() => {
        resolve(undefined);
      });
      pick.onDidAccept(() => {
        const action = pick.selectedItems[0]?.action;
        if (action !== undefined) resolve(action);
      });
      pick.show();
      tryAll(programOf(place, node, foldersHere(place)), closed.signal, (candidate) => {
        tried.push(candidate);
        pick.busy = tried.length < engineIds.length;
        show();
      }).catch(reject);
    });
  } finally {
    closed.abort();
    pick.dispose();
  }
}

async function tryAll(
  program: ReturnType<typeof programOf>,
  signal: AbortSignal,
  onTried: (candidate: Candidate) => void,
): Promise<void> {
  // The one that is there on every machine first: the others may take half a minute to load and compile.
  for (const engine of [...engineIds].sort((a, b) => Number(b === "sparse") - Number(a === "sparse"))) {
    const candidate = await tryEngineApart(program, engine, { threads: trainingThreads(), signal });
    if (signal.aborted) return;
    onTried(candidate);
  }
}

function rowsHere({ storage }: TrainingPlace, node: FoundNode, tried: readonly Candidate[]): readonly BackendRow[] {
  const here = `${process.platform}-${process.arch}`;
  const platforms = (id: (typeof backendIds)[number]): BackendPackage["platforms"] => backendPackages[id].platforms;
  const installed = Object.fromEntries(installedBackends(storage).map((id) => [id, backendFolder(storage, id)]));
  const possible = backendIds.filter((id) => platforms(id).includes(here));
  return backendRows(
    { wish: engineSet(), tried, possible, installed, started: startedBackends(storage), node },
    editorWords,
  );
}

function itemOf({ icon, separator, ...row }: BackendRow): BackendItem {
  if (separator === true) return { label: row.label, kind: vscode.QuickPickItemKind.Separator };
  return { ...row, iconPath: new vscode.ThemeIcon(icon) };
}
