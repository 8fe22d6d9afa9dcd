import * as vscode from "vscode";
import { editorWords } from "../editorWords";
import { refusal, type Circumstances } from "./refusal";

/** Whether training may start; says why where it may not. */
export async function mayTrain(circumstances: Circumstances): Promise<boolean> {
  const refused = refusal(circumstances, editorWords);
  if (refused === undefined) return true;
  const { reason, action, command } = refused;
  if ((await vscode.window.showWarningMessage(reason, action)) === action)
    await vscode.commands.executeCommand(command);
  return false;
}
