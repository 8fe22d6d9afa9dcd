import * as vscode from "vscode";
import { backendFolder, fetchedNode, installedBackends } from "../../install/places";
import { backendsIn } from "../../launch/backends";
import { findNode, type FoundNode } from "../../launch/node";
import type { TrainerProgram } from "../../launch/queue";
import { Settings } from "../contributions";

/** What this machine trains with. */
export interface TrainingPlace {
  /** Path of the bundled trainer. */
  readonly trainer: string;
  /** The extension's folder for what it installs. */
  readonly storage: string;
}

export function trainingPlace({ extensionUri, globalStorageUri }: vscode.ExtensionContext): TrainingPlace {
  return {
    trainer: vscode.Uri.joinPath(extensionUri, "dist", "trainer.js").fsPath,
    storage: globalStorageUri.fsPath,
  };
}

/** @throws Error in one sentence when the Node that was set cannot be used */
export function nodeHere({ storage }: TrainingPlace): Promise<FoundNode> {
  const setting = vscode.workspace.getConfiguration().get<string>(Settings.nodePath, "");
  return findNode({ setting, fetched: fetchedNode(storage) });
}

/** @throws as `nodeHere` does */
export async function programHere(place: TrainingPlace): Promise<TrainerProgram & { readonly description: string }> {
  const found = await nodeHere(place);
  return { ...programOf(place, found, foldersHere(place)), description: found.description };
}

/** @param folders where TensorFlow's packages are looked for */
export function programOf(
  { trainer }: TrainingPlace,
  { node, env }: FoundNode,
  folders: readonly string[],
): TrainerProgram {
  return { node, env: { ...env, ...backendsIn(folders) }, trainer };
}

/** The folder that is set, then those of what we have installed. */
export function foldersHere({ storage }: TrainingPlace): readonly string[] {
  const setting = vscode.workspace.getConfiguration().get<string>(Settings.backendFolder, "");
  return [setting, ...installedBackends(storage).map((id) => backendFolder(storage, id))];
}
