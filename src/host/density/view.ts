import * as vscode from "vscode";
import { Views } from "../contributions";
import { badgeProvider } from "./badges";
import type { DensityTree } from "./tree";

/**
 * The Layer Density view with the badges of its layers; it names the run or plan it shows, and says what it cannot show,
 * and why.
 */
export function densityView(tree: DensityTree): vscode.Disposable {
  const view = vscode.window.createTreeView(Views.density, { treeDataProvider: tree });
  const name = () => {
    view.description = tree.title;
    view.message = tree.message ?? "";
  };
  name();
  const badges = vscode.window.registerFileDecorationProvider(badgeProvider);
  return vscode.Disposable.from(view, badges, tree.onDidChangeTreeData(name));
}
