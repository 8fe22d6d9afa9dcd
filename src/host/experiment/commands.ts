import * as vscode from "vscode";
import { planKey } from "../../core/experiment/plans";
import { Commands } from "../contributions";
import type { DensitySubject } from "../density/subject";
import { editorWords } from "../editorWords";
import type { Runs } from "../runs/follower";
import { plansOfText } from "../training/plans";
import { newExperimentFile } from "./newFile";
import { previewDensities } from "./preview";

export interface ExperimentParts {
  /** The folder that is open; undefined where there is none on a disk. */
  readonly folder: string | undefined;
  readonly runs: Runs;
  readonly subject: DensitySubject;
  /** Opens the results page on these runs. */
  readonly showResults: (ids: readonly string[]) => Promise<void>;
}

/** The commands over an experiment file, but for training it. */
export function experimentCommands({ folder, runs, subject, showResults }: ExperimentParts): vscode.Disposable {
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
      if (document === undefined) return;
      await runs.look();
      const found = runsOfText(document, runs);
      if ("problem" in found) void vscode.window.showErrorMessage(found.problem);
      else if (found.ids.length > 0) await showResults(found.ids);
      else void vscode.window.showInformationMessage(vscode.l10n.t("Nothing of this experiment has been trained yet."));
    }),
  );
}

function runsOfText(document: vscode.TextDocument, { runs }: Runs): { problem: string } | { ids: string[] } {
  const planned = plansOfText(document.getText(), document.uri.fsPath, editorWords);
  if ("problem" in planned) return planned;
  const place = new Map(planned.plans.map((plan, index) => [planKey(plan), index]));
  const found = runs.map(({ id, plan }) => ({ id, at: place.get(planKey(plan)) ?? -1 })).filter(({ at }) => at >= 0);
  // In the file's order.
  return { ids: found.sort((left, right) => left.at - right.at).map(({ id }) => id) };
}

/** The experiment file given, as code lenses give it or the explorer does, or the one in the editor. */
export async function experimentAt(uri: vscode.Uri | string | undefined): Promise<vscode.TextDocument | undefined> {
  if (uri === undefined) return vscode.window.activeTextEditor?.document;
  return await vscode.workspace.openTextDocument(typeof uri === "string" ? vscode.Uri.parse(uri) : uri);
}
