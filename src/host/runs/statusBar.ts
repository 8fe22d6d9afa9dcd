import * as vscode from "vscode";
import { Commands } from "../contributions";
import { knownAccuracy, percent, progressWords } from "../../core/run/words";
import type { RunView } from "../../store/feed";
import type { Runs } from "./follower";

/** The run that trains, in the status bar; nothing is there while nothing trains. */
export function runStatusBar(runs: Runs): vscode.Disposable {
  const item = vscode.window.createStatusBarItem(Commands.showRun, vscode.StatusBarAlignment.Left, 10);
  item.name = "Sparse Training";
  const draw = () => {
    const run = runs.runs.find(({ status }) => status === "running");
    if (run === undefined) {
      item.hide();
      return;
    }
    const { text, tooltip } = statusText(run, runs.runs.filter(({ status }) => status === "queued").length);
    item.text = `$(loading~spin) ${text}`;
    item.tooltip = tooltip;
    item.accessibilityInformation = { label: `Training ${text}` };
    item.command = { command: Commands.showRun, title: "Show Run", arguments: [run.id] };
    item.show();
  };
  draw();
  return vscode.Disposable.from(item, runs.onDidChange(draw));
}

function statusText({ plan, state, title }: RunView, waiting: number): { text: string; tooltip: string } {
  const accuracy = knownAccuracy(state);
  const words = [
    plan.prune.scheme === "dense" ? "dense" : `${plan.prune.scheme} ${plan.prune.density}`,
    progressWords(state, plan.train.epochs),
    ...(accuracy === undefined ? [] : [percent(accuracy.value)]),
  ];
  const device = state.device === undefined ? "" : ` on ${state.device.description}`;
  const queue = waiting === 0 ? "" : `\n${waiting} more ${waiting === 1 ? "run waits" : "runs wait"} for a turn.`;
  return { text: words.join(" · "), tooltip: `Training ${title}${device}.${queue}` };
}
