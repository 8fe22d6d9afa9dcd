/** A row of the Runs view: data, so that it can be tested without an editor. */
import {
  childrenOf,
  tally,
  type CellRow,
  type ExperimentRow,
  type Row,
  type RunRow,
  type Tally,
} from "../../core/run/outline";
import type { RunStatus } from "../../core/run/status";
import { count, duration, knownAccuracy, percent, progressWords, statusWord } from "../../core/run/words";
import type { RunView } from "../../store/feed";
import { contexts } from "../contributions";
import type { Words } from "../words";

export interface RowItem {
  readonly label: string;
  readonly description: string;
  /** For screen readers: the whole line in words. */
  readonly spoken: string;
  /** Of a codicon, and the theme colour it has. */
  readonly icon: { readonly name: string; readonly colour?: string };
  /** What the menus of the manifest go by. */
  readonly context: string;
}

const icons: Readonly<Record<RunStatus, RowItem["icon"]>> = {
  queued: { name: "clock" },
  running: { name: "loading~spin", colour: "charts.blue" },
  interrupted: { name: "debug-disconnect", colour: "list.warningForeground" },
  completed: { name: "pass", colour: "testing.iconPassed" },
  stopped: { name: "debug-pause" },
  failed: { name: "error", colour: "testing.iconFailed" },
};

/** @param stopping whether a run has been asked to stop */
export function rowItem(row: Row<RunView>, stopping: (run: RunView) => boolean, words: Words): RowItem {
  switch (row.kind) {
    case "experiment":
      return experimentItem(row, words);
    case "cell":
      return cellItem(row, words);
    case "run":
      return runItem(row.run, stopping(row.run), words, row);
  }
}

/** @param row where it stands: below its cell it goes by its seed */
export function runItem(
  run: RunView,
  stopping: boolean,
  words: Words,
  { label: network, folded }: Pick<RunRow<RunView>, "label" | "folded"> = { label: titleOf(run), folded: false },
): RowItem {
  const { say, locale } = words;
  const seed = say("seed {0}", run.plan.seed);
  const label = run.name ?? (folded ? seed : network);
  // The seed comes last: what a narrow view cuts off should be what matters least.
  const facts = [
    ...stateWords(run, stopping, words),
    ...accuracyWords(run, words),
    ...(run.name !== undefined && !folded ? [network] : []),
    ...(label === seed ? [] : [seed]),
  ];
  const state = stopping ? say("stopping") : statusWord(run.status, locale);
  const starred = run.starred === true;
  return {
    label: starred ? `★ ${label}` : label,
    description: facts.join(" · "),
    spoken: [
      ...(starred ? [say("starred")] : []),
      run.name ?? titleOf(run),
      state,
      ...facts,
      ...(label === seed ? [seed] : []),
    ].join(", "),
    icon: icons[run.status],
    context: [
      `${contexts.run}.${run.status}`,
      ...(starred ? ["starred"] : ["plain"]),
      ...(run.place !== undefined && run.place > 1 ? ["behind"] : []),
    ].join("."),
  };
}

/** Without its seed. */
function titleOf({ title, plan }: RunView): string {
  return title.replace(` · seed ${plan.seed}`, "");
}

function experimentItem(row: ExperimentRow<RunView>, words: Words): RowItem {
  const { experiment, runs, common } = row;
  const { say } = words;
  const label = experiment ?? say("Started without a file");
  const facts = [...(common === "" ? [] : [common]), ...summaryWords(tally(runs), words)];
  const networks = childrenOf(row).length;
  const spoken = [label, networks === 1 ? say("1 network") : say("{0} networks", count(networks)), ...facts].join(", ");
  const icon = { name: experiment === undefined ? "folder" : "beaker" };
  return { label, description: facts.join(" · "), spoken, icon, context: contexts.experiment };
}

function cellItem({ title, label, runs }: CellRow<RunView>, words: Words): RowItem {
  const { say } = words;
  const sum = tally(runs);
  const { accuracy } = sum;
  const facts = summaryWords(sum, words);
  const spread = accuracy?.sd === undefined ? undefined : (100 * accuracy.sd).toFixed(1);
  const mean = accuracy === undefined ? [] : [`${percent(accuracy.mean)}${spread === undefined ? "" : ` ± ${spread}`}`];
  const spokenMean =
    accuracy === undefined
      ? []
      : [
          say("mean test accuracy {0} over {1} seeds", percent(accuracy.mean), accuracy.n),
          ...(spread === undefined ? [] : [say("standard deviation {0} points", spread)]),
        ];
  const time = sum.trainedMs === 0 ? [] : [duration(sum.trainedMs, words.locale)];
  const counted = mean.map((text) => `${text} (${accuracy?.n ?? 0})`);
  return {
    label,
    description: [...counted, ...facts, ...time].join(" · "),
    spoken: [title, ...spokenMean, ...facts, ...time].join(", "),
    icon: icons[leading(sum)],
    context:
      sum.statuses.running === undefined && sum.statuses.queued === undefined
        ? contexts.cell
        : `${contexts.cell}.active`,
  };
}

/** "3 of 5 finished, 1 training"; "5 finished" where all are. */
function summaryWords({ runs, statuses }: Tally, { say, locale }: Words): string[] {
  const { completed = 0 } = statuses;
  const others = order.flatMap((status) => {
    const some = statuses[status] ?? 0;
    return some === 0 ? [] : [`${count(some)} ${statusWord(status, locale)}`];
  });
  const finished =
    completed === runs ? say("{0} finished", count(runs)) : say("{0} of {1} finished", count(completed), count(runs));
  return [[finished, ...others].join(", ")];
}

const order: readonly RunStatus[] = ["running", "queued", "failed", "interrupted", "stopped"];

/** The state of a cell: what still goes on, else what went wrong. */
function leading({ statuses }: Tally): RunStatus {
  return order.find((status) => (statuses[status] ?? 0) > 0) ?? "completed";
}

function stateWords({ state, status, plan, place }: RunView, stopping: boolean, { say, locale }: Words): string[] {
  const progress = progressWords(state, plan.train.epochs, locale);
  switch (status) {
    case "queued":
      return [place === undefined ? statusWord("queued", locale) : say("place {0} in the queue", place)];
    case "running":
      return stopping ? [say("stopping"), progress] : [progress];
    case "completed":
      return [];
    case "stopped":
    case "interrupted":
    case "failed": {
      const word = statusWord(status, locale);
      return [state.startedAt === undefined ? word : say("{0} in {1}", word, progress)];
    }
  }
}

function accuracyWords({ state }: RunView, { say }: Words): string[] {
  const accuracy = knownAccuracy(state);
  if (accuracy === undefined) return [];
  return [accuracy.on === "test" ? say("{0} on test", percent(accuracy.value)) : percent(accuracy.value)];
}
