import { isAbsolute, relative } from "node:path";
import * as vscode from "vscode";
import { parameterCount } from "../../core/model/cost";
import { presetNames, presetChoice } from "../../core/model/presetNames";
import { count } from "../../core/run/words";
import { editorWords } from "../editorWords";
import { graphOfChoice } from "./plans";
import type { Choice } from "./choice";
import { ask, type Answer, type PickItem, type Step } from "./steps";

const browse = Symbol("browse");

/** Asks for a model: a definition file of the workspace, one from elsewhere, or a preset. */
export async function askModel(choice: Choice, folder: string, step: Step): Promise<Answer<Choice>> {
  const files = (await modelFiles()).map((uri) => fileName(uri.fsPath, folder));
  const items = modelItems(files, choice, folder);
  const answer = await ask<string | typeof browse>({
    ...step,
    placeholder: vscode.l10n.t("A model file or a network; type any cifar_resnet_<depth>_<width>"),
    items: (typed) => [...items, ...typedPreset(typed, choice, folder), browseItem()],
    active: (value) => value === choice.model,
  });
  if (answer === "back" || answer === "cancelled") return answer;
  if (answer.value !== browse) return { value: { ...choice, model: answer.value } };
  const [uri] = (await vscode.window.showOpenDialog({
    title: vscode.l10n.t("Select Model Definition File"),
    filters: { [vscode.l10n.t("Model definitions")]: ["yaml", "yml", "json"] },
  })) ?? [undefined];
  if (uri === undefined) return await askModel(choice, folder, step);
  return { value: { ...choice, model: fileName(uri.fsPath, folder) } };
}

function modelItems(files: readonly string[], choice: Choice, folder: string): PickItem<string | typeof browse>[] {
  const presets = presetNames.map((name) => ({ ...presetItem(name, choice, folder), value: name }));
  const separator = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const own = files.map((file) => ({ label: file, iconPath: new vscode.ThemeIcon("file-code"), value: file }));
  const small = presets.filter(({ value }) => /^(cifar|vgg)/.test(value));
  const large = presets.filter(({ value }) => !/^(cifar|vgg)/.test(value));
  return [
    ...(own.length === 0 ? [] : [separator(vscode.l10n.t("in this folder")), ...own]),
    separator(vscode.l10n.t("networks for 32×32 images")),
    ...small,
    separator(vscode.l10n.t("networks for ImageNet")),
    ...large,
    separator(vscode.l10n.t("elsewhere")),
  ];
}

function browseItem(): PickItem<typeof browse> {
  return {
    label: vscode.l10n.t("Browse…"),
    iconPath: new vscode.ThemeIcon("folder-opened"),
    alwaysShow: true,
    value: browse,
  };
}

/** A cifar_resnet of any depth and width, once its name is typed. */
function typedPreset(typed: string, choice: Choice, folder: string): PickItem<string>[] {
  if (presetNames.includes(typed) || presetChoice(typed) === undefined) return [];
  return [{ ...presetItem(typed, choice, folder), alwaysShow: true, value: typed }];
}

function presetItem(name: string, choice: Choice, folder: string): PickItem<string> {
  const graph = graphOfChoice({ ...choice, model: name, data: { format: "builtin" } }, folder, editorWords);
  const description = "problem" in graph ? undefined : vscode.l10n.t("{0} parameters", count(parameterCount(graph)));
  return {
    label: name,
    ...(description !== undefined && { description }),
    iconPath: new vscode.ThemeIcon("symbol-structure"),
  };
}

/** Model definition files of the workspace, by name; of other JSON files those that name Keras's classes. */
async function modelFiles(): Promise<vscode.Uri[]> {
  const exclude = "**/{node_modules,.sparse,.git,.venv,dist,out}/**";
  const [yaml, json] = await Promise.all([
    vscode.workspace.findFiles("**/*.model.{yaml,yml}", exclude, 1_000),
    vscode.workspace.findFiles("**/*.json", exclude, 500),
  ]);
  const keras = await Promise.all(json.map(async (uri) => ((await isKerasModel(uri)) ? [uri] : [])));
  return [...yaml, ...keras.flat()].sort((a, b) => a.path.localeCompare(b.path));
}

/** Topologies are small; weights stand in files of their own. */
const largestModelBytes = 8_000_000;

async function isKerasModel(uri: vscode.Uri): Promise<boolean> {
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > largestModelBytes) return false;
  const text = Buffer.from(await vscode.workspace.fs.readFile(uri)).toString("utf8");
  return /"class_name"\s*:\s*"(Sequential|Functional|Model)"/.test(text);
}

/** As an experiment file in the folder would name it; a path is told from a preset by its slash. */
function fileName(path: string, folder: string): string {
  const name = relative(folder, path);
  return isAbsolute(name) || name.startsWith("..") ? path : `./${name.replaceAll("\\", "/")}`;
}
