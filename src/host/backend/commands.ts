import * as vscode from "vscode";
import { backendIds, type BackendId } from "../../install/packages";
import { Commands } from "../contributions";
import { editorWords } from "../editorWords";
import { mayTrain } from "../training/mayTrain";
import { nodeHere } from "../training/program";
import { failureWords } from "./faultWords";
import { getNode, install, remove, type BackendParts } from "./installing";
import { pickBackend } from "./select";
import { useEngine } from "./setting";

/** The commands that choose what networks are trained on, and install what some of that needs. */
export function backendCommands(opened: Omit<BackendParts, "closed">): vscode.Disposable {
  const closing = new AbortController();
  const parts = { ...opened, closed: closing.signal };
  let busy = false;
  // They start programs, which a folder that is not trusted must not make happen. No folder is needed.
  const allowed = () => mayTrain({ trusted: vscode.workspace.isTrusted, folder: true });
  // What two of them do at a time they would do to the same files.
  const alone = async (work: () => Promise<void>) => {
    if (!(await allowed())) return;
    if (busy) {
      await vscode.window.showInformationMessage(
        vscode.l10n.t("Something is being installed already; wait for its end, or cancel it."),
      );
      return;
    }
    busy = true;
    try {
      await work();
    } finally {
      busy = false;
    }
  };
  const { registerCommand } = vscode.commands;
  return vscode.Disposable.from(
    registerCommand(Commands.selectBackend, async () => {
      if (await allowed()) await select(parts);
    }),
    registerCommand(Commands.installBackend, (asked: unknown) =>
      alone(() => install(parts, backendOf(asked) ?? "tensorflow-gpu")),
    ),
    registerCommand(Commands.removeBackend, (asked: unknown) => alone(() => remove(parts, backendOf(asked)))),
    registerCommand(Commands.getNode, () => alone(() => getNode(parts))),
    new vscode.Disposable(() => {
      closing.abort();
    }),
  );
}

function backendOf(asked: unknown): BackendId | undefined {
  return backendIds.find((id) => id === asked);
}

async function select({ place }: BackendParts): Promise<void> {
  try {
    const action = await pickBackend(place, await nodeHere(place));
    const { executeCommand } = vscode.commands;
    if (action?.kind === "use") await useEngine(action.engine);
    if (action?.kind === "install") void executeCommand(Commands.installBackend, action.id);
    if (action?.kind === "remove") void executeCommand(Commands.removeBackend, action.id);
    if (action?.kind === "getNode") void executeCommand(Commands.getNode);
  } catch (error) {
    await vscode.window.showErrorMessage(failureWords(error, editorWords));
  }
}
