import { delimiter } from "node:path";
import * as vscode from "vscode";

/** Puts the `sparse` command on the path of VS Code's terminals, with this runtime for machines without a Node. */
export function addToTerminals(variables: vscode.EnvironmentVariableCollection, bin: string): void {
  variables.description = vscode.l10n.t("Adds the `sparse` command of Sparse Explorer.");
  variables.prepend("PATH", `${bin}${delimiter}`);
  variables.replace("SPARSE_RUNTIME", process.execPath);
}
