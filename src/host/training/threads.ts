import { availableParallelism } from "node:os";
import * as vscode from "vscode";
import { Settings } from "../contributions";

/** CPU threads to train with. One core is left to the editor, which is in use while training goes on. */
export function trainingThreads(): number {
  const setting = vscode.workspace.getConfiguration().get<number>(Settings.threads, 0);
  return setting > 0 ? setting : Math.max(1, availableParallelism() - 1);
}
