import * as vscode from "vscode";
import { planTitle } from "../../core/experiment/plans";
import { Commands } from "../contributions";
import { editorWords } from "../editorWords";
import { choiceWords } from "../../core/run/choiceWords";
import { deviceWords, knownAccuracy, percent, progressWords } from "../../core/run/words";
import type { RunView } from "../../store/feed";
import type { Runs } from "./follower";

/** The run that trains, in the status bar; nothing is there while nothing trains. */
export function runStatusBar(runs: Runs): vscode.Disposable {
  const item = vscode.window.createStatusBarItem(Commands.showRun, vscode.StatusBarAlignment.Left, 10);
  item.name = vscode.l10n.t("Sparse Training");
  const draw = () => {
    const run = runs.runs.find(({ status }) => status === "running");
    if (run === undefined) {
      item.hide();
      return;
    }
    const { text, tooltip } = statusText(run, runs.runs.filter(({ status }) => status === "queued").length);
    item.text = `$(loading~spin) ${text}`;
    item.tooltip = tooltip;
    item.accessibilityInformation = { label: vscode.l10n.t("Training {0}", text) };
    item.command = { command: Commands.showRun, title: vscode.l10n.t("Show Run"), arguments: [run.id] };
    item.show();
  };
  draw();
  return vscode.Disposable.from(item, runs.onDidChange(draw));
}

function statusText({ plan, state }: RunView, waiting: number): { text: string; tooltip: string } {
  const { locale } = editorWords;
  const accuracy = knownAccuracy(state);
  const title = planTitle(plan, locale);
  const words = [
    plan.prune.scheme === "dense" ? "dense" : `${plan.prune.scheme} ${plan.prune.density}`,
    progressWords(state, plan.train.epochs, locale),
    ...(accuracy === undefined ? [] : [percent(accuracy.value)]),
  ];
  const training =
    state.device === undefined
      ? vscode.l10n.t("Training {0}.", title)
      : vscode.l10n.t("Training {0} on {1}.", title, deviceWords(state.device, locale));
  const engine = state.choice === undefined ? [] : [vscode.l10n.t("Engine: {0}.", choiceWords(state.choice, locale))];
  return { text: words.join(" · "), tooltip: [training, ...engine, ...queueWords(waiting)].join("\n") };
}

function queueWords(waiting: number): string[] {
  if (waiting === 0) return [];
  return [
    waiting === 1
      ? vscode.l10n.t("1 more run waits for a turn.")
      : vscode.l10n.t("{0} more runs wait for a turn.", waiting),
  ];
}
