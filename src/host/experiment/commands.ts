import * as vscode from "vscode";
import { Commands } from "../contributions";
import type { DensitySubject } from "../density/subject";
import { editorWords } from "../editorWords";
import { plansOfText } from "../training/plans";
import type { Comparisons } from "./comparison";
import { newExperimentFile } from "./newFile";
import { previewDensities } from "./preview";

export interface ExperimentParts {
  /** The folder that is open; undefined where there is none on a disk. */
  readonly folder: string | undefined;
  readonly comparisons: Comparisons;
  readonly subject: DensitySubject;
}

/** The commands over an experiment file, but for training it. */
export function experimentCommands({ folder, comparisons, subject }: ExperimentParts): vscode.Disposable {
  const { registerCommand } = vscode.commands;
  return vscode.Disposable.from(
    registerCommand(Commands.newExperiment, () => newExperimentFile(folder)),
    registerCommand(Commands.previewExperiment, async (uri?: vscode.Uri | string) => {
      const document = await experimentAt(uri);
      if (document === undefined) return;
      await previewDensities(plansOfText(document.getText(), document.uri.fsPath, editorWords), subject);
    }),
    registerCommand(Commands.compareExperiment, async (uri?: vscode.Uri | string) => {
      const document = await experimentAt(uri);
      if (document !== undefined) await comparisons.show(document.uri);
    }),
  );
}

/** The experiment file given, as code lenses give it or the explorer does, or the one in the editor. */
export async function experimentAt(uri: vscode.Uri | string | undefined): Promise<vscode.TextDocument | undefined> {
  if (uri === undefined) return vscode.window.activeTextEditor?.document;
  return await vscode.workspace.openTextDocument(typeof uri === "string" ? vscode.Uri.parse(uri) : uri);
}
