/** A run as a line of the Runs view: data, so that it can be tested without an editor. */
import type { RunStatus } from "../../core/run/status";
import { knownAccuracy, percent, progressWords, statusWords } from "../../core/run/words";
import type { RunView } from "../../store/feed";

export interface RunItem {
  readonly label: string;
  readonly description: string;
  /** For screen readers: the whole line in words. */
  readonly spoken: string;
  /** Of a codicon, and the theme colour it has. */
  readonly icon: { readonly name: string; readonly colour?: string };
}

const icons: Readonly<Record<RunStatus, RunItem["icon"]>> = {
  queued: { name: "clock" },
  running: { name: "loading~spin", colour: "charts.blue" },
  interrupted: { name: "debug-disconnect", colour: "list.warningForeground" },
  completed: { name: "pass", colour: "testing.iconPassed" },
  stopped: { name: "debug-pause" },
  failed: { name: "error", colour: "testing.iconFailed" },
};

export function runItem(run: RunView, stopping: boolean): RunItem {
  // The seed comes last: what a narrow view cuts off should be what matters least.
  const seed = `seed ${run.plan.seed}`;
  const words = [...stateWords(run, stopping), ...accuracyWords(run), seed];
  return {
    label: run.title.replace(` · ${seed}`, ""),
    description: words.join(" · "),
    spoken: [run.title.replace(` · ${seed}`, ""), stopping ? "stopping" : statusWords[run.status], ...words].join(", "),
    icon: icons[run.status],
  };
}

function stateWords({ state, status, plan }: RunView, stopping: boolean): string[] {
  const progress = progressWords(state, plan.train.epochs);
  switch (status) {
    case "queued":
      return [statusWords.queued];
    case "running":
      return stopping ? ["stopping", progress] : [progress];
    case "completed":
      return [];
    case "stopped":
    case "interrupted":
    case "failed":
      return [state.startedAt === undefined ? status : `${status} in ${progress}`];
  }
}

function accuracyWords({ state }: RunView): string[] {
  const accuracy = knownAccuracy(state);
  if (accuracy === undefined) return [];
  return [accuracy.on === "test" ? `${percent(accuracy.value)} on test` : percent(accuracy.value)];
}
