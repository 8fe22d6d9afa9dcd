import * as vscode from "vscode";
import { Views } from "../contributions";
import type { DensityTree } from "./tree";

/** The Layer Density view, which names the run or plan it shows, or says why it cannot show it. */
export function densityView(tree: DensityTree): vscode.Disposable {
  const view = vscode.window.createTreeView(Views.density, { treeDataProvider: tree });
  const name = () => {
    view.description = tree.title;
    view.message = tree.problem ?? "";
  };
  name();
  return vscode.Disposable.from(view, tree.onDidChangeTreeData(name));
}
