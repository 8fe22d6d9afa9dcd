import * as vscode from "vscode";
import { Views } from "../contributions";
import type { DensityTree } from "./tree";

/** The Layer Density view, which names the run or plan it shows, and says what it cannot show, and why. */
export function densityView(tree: DensityTree): vscode.Disposable {
  const view = vscode.window.createTreeView(Views.density, { treeDataProvider: tree });
  const name = () => {
    view.description = tree.title;
    view.message = tree.message ?? "";
  };
  name();
  return vscode.Disposable.from(view, tree.onDidChangeTreeData(name));
}
