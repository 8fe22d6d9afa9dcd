import { basename } from "node:path";
import * as vscode from "vscode";
import { Commands, Views } from "../contributions";
import type { Plan } from "../../core/experiment/plan";
import type { DensitySubject } from "../density/subject";
import { editorWords } from "../editorWords";
import type { Runs } from "../runs/follower";
import { firstChoice, readChoice, type Choice } from "./choice";
import { experimentAt } from "../experiment/commands";
import { askData } from "./data";
import { askDensity } from "./density";
import type { Launcher, StartOptions } from "./launcher";
import { askModel } from "./models";
import { plansOfChoice, plansOfText, type Planned } from "./plans";
import { mayTrain } from "./mayTrain";
import { askScheme } from "./schemes";
import { askAll, type Answer } from "./steps";

export interface TrainingParts {
  /** The folder that is open; undefined where there is none on a disk. */
  readonly folder: string | undefined;
  /** Undefined where there is no folder. */
  readonly launcher: Launcher | undefined;
  readonly runs: Runs;
  readonly subject: DensitySubject;
  readonly memory: vscode.Memento;
  /** Shows a run that a person has asked for. */
  readonly show: (id: string) => Promise<void>;
}

const choiceKey = "choice";

/** What was last picked for this workspace. */
export function keptChoice(memory: vscode.Memento): Choice | undefined {
  return readChoice(memory.get(choiceKey));
}

/** The commands that pick what to train and train it. */
export function trainingCommands(parts: TrainingParts): vscode.Disposable {
  const { registerCommand } = vscode.commands;
  return vscode.Disposable.from(
    registerCommand(Commands.trainModel, () => trainModel(parts)),
    registerCommand(Commands.runExperiment, (uri?: vscode.Uri | string) => runExperiment(parts, uri)),
    registerCommand(Commands.selectModel, () =>
      select(parts, (choice, folder) =>
        askModel(choice, folder, { title: vscode.l10n.t("Select Model Definition File") }),
      ),
    ),
    registerCommand(Commands.selectScheme, () =>
      select(parts, (choice, folder) =>
        askScheme(choice, folder, { title: vscode.l10n.t("Select Pruning Scheme") }, preview(parts)),
      ),
    ),
  );
}

async function trainModel(parts: TrainingParts): Promise<void> {
  const { folder, launcher, memory } = parts;
  const allowed = await mayTrain({ trusted: vscode.workspace.isTrusted, folder: folder !== undefined });
  if (!allowed || folder === undefined || launcher === undefined) return;
  const title = vscode.l10n.t("Train Random-Pruned Model");
  const choice = await previewed(parts, () =>
    askAll(keptChoice(memory) ?? firstChoice, [
      (so, place) => askModel(so, folder, { title, ...place }),
      (so, place) => askScheme(so, folder, { title, ...place }, preview(parts)),
      (so, place) => askDensity(so, folder, { title, ...place }, preview(parts)),
      (so, place) => askData(so, { title, ...place }),
    ]),
  );
  if (choice === undefined) return;
  await memory.update(choiceKey, choice);
  await train(parts, launcher, plansOfChoice(choice, folder, editorWords), {});
}

/** Trains every plan of an experiment file: the given one, or the one in the editor. */
async function runExperiment(parts: TrainingParts, uri: vscode.Uri | string | undefined): Promise<void> {
  const { folder, launcher } = parts;
  const allowed = await mayTrain({ trusted: vscode.workspace.isTrusted, folder: folder !== undefined });
  const document = allowed ? await experimentAt(uri) : undefined;
  if (launcher === undefined || document === undefined) return;
  const saved = document.isDirty || document.isUntitled ? await vscode.workspace.save(document.uri) : document.uri;
  if (saved === undefined) return;
  const { fsPath } = saved;
  await train(parts, launcher, plansOfText(document.getText(), fsPath, editorWords), { experiment: basename(fsPath) });
}

async function train(parts: TrainingParts, launcher: Launcher, planned: Planned, options: StartOptions): Promise<void> {
  if ("problem" in planned) {
    await vscode.window.showErrorMessage(planned.problem);
    return;
  }
  const { plans, ...asked } = planned;
  const [first] = await launcher.start(plans, { ...options, ...asked });
  await parts.runs.look();
  if (first === undefined) return;
  await parts.show(first.id);
  if (first.answer === "reused") void offerAgain(parts, launcher, plans[0]!);
}

/** An identical run is not trained twice unless a person wants just that. */
async function offerAgain(parts: TrainingParts, launcher: Launcher, plan: Plan): Promise<void> {
  const again = vscode.l10n.t("Train Again");
  const reason = vscode.l10n.t(
    "This very run is finished: the same model, densities, data and seed give the same numbers.",
  );
  if ((await vscode.window.showInformationMessage(reason, again)) !== again) return;
  const [run] = await launcher.start([plan], { fresh: true });
  await parts.runs.look();
  if (run !== undefined) await parts.show(run.id);
}

async function select(
  parts: TrainingParts,
  askOne: (choice: Choice, folder: string) => Promise<Answer<Choice>>,
): Promise<void> {
  const { folder, memory, subject } = parts;
  if (folder === undefined) {
    await mayTrain({ trusted: true, folder: false });
    return;
  }
  const choice = await previewed(parts, () => askAll(keptChoice(memory) ?? firstChoice, [(so) => askOne(so, folder)]));
  if (choice === undefined) return;
  await memory.update(choiceKey, choice);
  subject.show({ kind: "plan", choice });
  await vscode.commands.executeCommand(`${Views.density}.focus`);
}

/** While a person picks, the Layer Density view shows what it would come to; nothing picked leaves it as it was. */
async function previewed(parts: TrainingParts, pick: () => Promise<Choice | undefined>): Promise<Choice | undefined> {
  const before = parts.subject.current;
  const choice = await pick();
  if (choice === undefined) parts.subject.show(before);
  return choice;
}

function preview({ subject }: TrainingParts): (choice: Choice) => void {
  return (choice) => {
    subject.show({ kind: "plan", choice });
  };
}
