import * as vscode from "vscode";
import { Commands } from "./contributions";

/** What comes along to be copied: from a folder of the extension to a place in one that is made for it. */
interface Sample {
  readonly from: readonly string[];
  readonly folder: string;
  /** Within the folder; nowhere for the folder itself. */
  readonly place: readonly string[];
}

const samples: Readonly<Record<"openExample" | "openExperiments", Sample>> = {
  openExample: { from: ["media", "example"], folder: "sparse-example", place: [] },
  // One further down, as in the repository: files name data sets beside `experiments`.
  openExperiments: { from: ["experiments"], folder: "sparse-experiments", place: ["experiments"] },
};

/** Copies the example with its finished runs, or the paper's experiments, to where a person wants them. */
export function sampleCommands(extension: vscode.Uri): vscode.Disposable {
  const command = (id: keyof typeof samples) =>
    vscode.commands.registerCommand(Commands[id], () => openCopy(extension, samples[id]));
  return vscode.Disposable.from(command("openExample"), command("openExperiments"));
}

/** Opens the copy in a window of its own. */
async function openCopy(extension: vscode.Uri, { from, folder, place }: Sample): Promise<void> {
  const [parent] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      title: vscode.l10n.t("Where should the folder {0} be made?", folder),
      openLabel: vscode.l10n.t("Make It Here"),
    })) ?? [];
  if (parent === undefined) return;
  const made = vscode.Uri.joinPath(parent, folder);
  try {
    const target = vscode.Uri.joinPath(made, ...place);
    await vscode.workspace.fs.copy(vscode.Uri.joinPath(extension, ...from), target, { overwrite: false });
  } catch (error) {
    // What is there from before is opened as it is.
    if (!(error instanceof vscode.FileSystemError && error.code === "FileExists")) {
      const reason = error instanceof Error ? error.message : String(error);
      void vscode.window.showErrorMessage(
        vscode.l10n.t("{0} could not be made: {1} Choose another place.", made.fsPath, reason),
      );
      return;
    }
  }
  await vscode.commands.executeCommand("vscode.openFolder", made, { forceNewWindow: true });
}
