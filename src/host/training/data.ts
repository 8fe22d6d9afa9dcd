import { basename, dirname } from "node:path";
import * as vscode from "vscode";
import { dataFormats, fileFormats, type FileFormatId } from "../../core/data/formats";
import { explanation } from "../../core/language/explanations";
import { describeDataFolder } from "../../store/datasetFolder";
import { editorWords } from "../editorWords";
import type { Choice, ChosenData } from "./choice";
import { ask, type Answer, type PickItem, type Step } from "./steps";

const browse = Symbol("browse");

/** Asks for images: the built-in ones, a folder of the workspace that holds a known data set, or one from elsewhere. */
export async function askData(choice: Choice, step: Step): Promise<Answer<Choice>> {
  const found = [...(await dataFolders()), ...("path" in choice.data ? [choice.data.path] : [])];
  const folders = [...new Set(found)].flatMap(folderItems);
  const items: PickItem<ChosenData | typeof browse>[] = [
    {
      label: explanation(dataFormats.builtin.title, editorWords.locale),
      description: vscode.l10n.t("no download"),
      detail: vscode.l10n.t("Ten classes of drawn shapes, 32×32 in colour, made on this machine in seconds."),
      iconPath: new vscode.ThemeIcon("symbol-color"),
      value: { format: "builtin" },
    },
    ...folders,
    {
      label: vscode.l10n.t("Browse…"),
      detail: vscode.l10n.t("A folder with files of one of these, as downloaded: {0}.", knownFormats),
      iconPath: new vscode.ThemeIcon("folder-opened"),
      alwaysShow: true,
      value: browse,
    },
  ];
  const answer = await ask<ChosenData | typeof browse>({
    ...step,
    placeholder: vscode.l10n.t("Images to train and test on"),
    items: () => items,
    active: (value) => value !== browse && sameData(value, choice.data),
  });
  if (answer === "back" || answer === "cancelled") return answer;
  if (answer.value !== browse) return { value: { ...choice, data: answer.value } };
  const data = await browseData();
  return data === undefined ? await askData(choice, step) : { value: { ...choice, data } };
}

/** Every format that a folder's files fit; MNIST and Fashion-MNIST have the same names and sizes. */
function folderItems(folder: string): PickItem<ChosenData>[] {
  const fitting = formatIds.filter((id) => describeDataFolder(fileFormats[id], folder).usable);
  const named = fitting.filter((id) => (id === "fashion_mnist") === /fashion/i.test(basename(folder)));
  return [...named, ...fitting.filter((id) => !named.includes(id))].map((format) => ({
    label: fileFormats[format].title,
    description: vscode.workspace.asRelativePath(folder),
    detail: describeDataFolder(fileFormats[format], folder).sentence,
    iconPath: new vscode.ThemeIcon("file-media"),
    value: { format, path: folder },
  }));
}

async function browseData(): Promise<ChosenData | undefined> {
  const [uri] = (await vscode.window.showOpenDialog({
    title: vscode.l10n.t("Folder of a Data Set"),
    canSelectFiles: false,
    canSelectFolders: true,
  })) ?? [undefined];
  if (uri === undefined) return undefined;
  const [item, ...others] = folderItems(uri.fsPath);
  if (item?.value === undefined) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t(
        "{0} holds no data set that is known here ({1}); choose the folder that the downloaded files lie in.",
        uri.fsPath,
        knownFormats,
      ),
    );
    return undefined;
  }
  if (others.length === 0) return item.value;
  const title = vscode.l10n.t("What do these files hold?");
  return (await vscode.window.showQuickPick([item, ...others], { title }))?.value;
}

/** Folders of the workspace with a file that a data set cannot do without. */
async function dataFolders(): Promise<string[]> {
  const names = Object.values(fileFormats).flatMap(({ files }) =>
    files.filter(({ required }) => required).flatMap(({ name, aliases }) => [name, ...aliases]),
  );
  const pattern = `**/{${[...new Set(names)].flatMap((name) => [name, `${name}.gz`]).join(",")}}`;
  const files = await vscode.workspace.findFiles(pattern, "**/{node_modules,.sparse,.git}/**", 1_000);
  return [...new Set(files.map(({ fsPath }) => dirname(fsPath)))].sort();
}

function sameData(a: ChosenData, b: ChosenData): boolean {
  return a.format === b.format && ("path" in a ? a.path : "") === ("path" in b ? b.path : "");
}

const formatIds = Object.keys(fileFormats).filter((id): id is FileFormatId => Object.hasOwn(fileFormats, id));

const knownFormats = formatIds.map((id) => fileFormats[id].title).join(", ");
