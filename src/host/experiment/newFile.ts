import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import * as vscode from "vscode";
import { choosesModel, newExperimentText, purposes, type Purpose } from "../../core/language/newExperiment";
import { phrase } from "../../core/language/phrases";
import { editorWords } from "../editorWords";
import { firstChoice, type Choice } from "../training/choice";
import { askData } from "../training/data";
import { askModel } from "../training/models";
import { ask, askAll, type Answer, type Step } from "../training/steps";

interface Wanted {
  readonly choice: Choice;
  readonly purpose: Purpose;
}

/** Asks what a person wants to find out, and opens a commented file that does; it is saved when they save it. */
export async function newExperimentFile(folder: string | undefined): Promise<void> {
  const title = vscode.l10n.t("New Experiment File");
  const wanted = await askAll<Wanted>({ choice: firstChoice, purpose: "twin" }, [
    (so, place) => askPurpose(so, { title, ...place }),
    (so, place) =>
      choosesModel(so.purpose)
        ? Promise.resolve({ value: so })
        : withChoice(so, (choice) => askModel(choice, folder ?? "", { title, ...place })),
    (so, place) => withChoice(so, (choice) => askData(choice, { title, ...place })),
  ]);
  if (wanted === undefined) return;
  const { purpose, choice } = wanted;
  const text = newExperimentText({
    purpose,
    model: choice.model,
    data: "path" in choice.data ? { ...choice.data, path: beside(choice.data.path, folder) } : choice.data,
    locale: editorWords.locale,
  });
  await open(text, purpose, folder);
}

/** Not saved yet, but with the name it will have, so that paths in it mean what they will mean. */
async function open(text: string, purpose: Purpose, folder: string | undefined): Promise<void> {
  if (folder === undefined) {
    const document = await vscode.workspace.openTextDocument({ language: "sparse-experiment", content: text });
    await vscode.window.showTextDocument(document);
    return;
  }
  const uri = vscode.Uri.file(freeName(folder, purpose)).with({ scheme: "untitled" });
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document);
  await editor.edit((edit) => {
    edit.insert(new vscode.Position(0, 0), text);
  });
}

function freeName(folder: string, stem: string): string {
  for (let number = 1; ; number++) {
    const path = join(folder, `${stem}${number === 1 ? "" : `-${number}`}.sparse.yaml`);
    if (!existsSync(path)) return path;
  }
}

async function askPurpose(so: Wanted, step: Step): Promise<Answer<Wanted>> {
  const { locale } = editorWords;
  const answer = await ask<Purpose>({
    ...step,
    placeholder: vscode.l10n.t("What do you want to find out?"),
    items: () => purposes.map((purpose) => ({ label: phrase(`new.${purpose}`, {}, locale), value: purpose })),
  });
  return typeof answer === "string" ? answer : { value: { ...so, purpose: answer.value } };
}

async function withChoice(so: Wanted, asked: (choice: Choice) => Promise<Answer<Choice>>): Promise<Answer<Wanted>> {
  const answer = await asked(so.choice);
  return typeof answer === "string" ? answer : { value: { ...so, choice: answer.value } };
}

/** A folder below the open one is named from there, so that the file can be handed on. */
function beside(path: string, folder: string | undefined): string {
  const within = folder === undefined ? ".." : relative(folder, path);
  return within.startsWith("..") ? path : `./${within.split("\\").join("/")}`;
}
