import * as vscode from "vscode";
import { readFilter } from "../../core/run/filter";
import { orders, type Order } from "../../core/run/outline";
import { Commands } from "../contributions";
import { editorWords } from "../editorWords";
import type { RunsView } from "./view";

/** The commands that say which runs the view shows, and in which order. */
export function arrangingCommands(view: RunsView): vscode.Disposable {
  const { registerCommand } = vscode.commands;
  return vscode.Disposable.from(
    registerCommand(Commands.filterRuns, () => {
      askFilter(view);
    }),
    registerCommand(Commands.clearFilter, () => {
      view.filter("");
    }),
    registerCommand(Commands.sortRuns, () => askOrder(view)),
  );
}

/** The view follows what is typed; leaving with Escape brings back what was there before. */
function askFilter(view: RunsView): void {
  const before = view.tree.arrangement.filter;
  const input = vscode.window.createInputBox();
  input.title = vscode.l10n.t("Filter Runs");
  input.value = before;
  input.prompt = vscode.l10n.t("All words must fit: {0}", "erk density<0.1 accuracy>=80 state:failed is:starred");
  input.placeholder = vscode.l10n.t("Words of a run's title, name, scheme, state or experiment");
  let accepted = false;
  input.onDidChangeValue((text) => {
    const filter = readFilter(text, editorWords.locale);
    input.validationMessage = typeof filter === "function" ? undefined : filter.problem;
    if (typeof filter === "function") view.filter(text.trim());
  });
  input.onDidAccept(() => {
    if (input.validationMessage !== undefined) return;
    accepted = true;
    input.hide();
  });
  input.onDidHide(() => {
    if (!accepted) view.filter(before);
    input.dispose();
  });
  input.show();
}

async function askOrder(view: RunsView): Promise<void> {
  const { l10n } = vscode;
  const titles: Readonly<Record<Order, string>> = {
    newest: l10n.t("Newest first"),
    accuracy: l10n.t("Best test accuracy first"),
    density: l10n.t("Sparsest first"),
    name: l10n.t("By name"),
    state: l10n.t("By state: what trains, waits or failed first"),
  };
  const now = view.tree.arrangement.order;
  const items = orders.map((order) => ({
    label: titles[order],
    description: order === now ? l10n.t("now") : "",
    order,
  }));
  const answer = await vscode.window.showQuickPick(items, { placeHolder: l10n.t("Order of the runs") });
  if (answer !== undefined) await view.sort(answer.order);
}
