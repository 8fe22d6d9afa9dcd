/** A run in detail, as Markdown: what its tooltip says. */
import { planTitle } from "../../core/experiment/plans";
import { flops } from "../../core/model/cost";
import { choiceWords } from "../../core/run/choiceWords";
import { cellOf } from "../../core/run/compare";
import { reasonWords } from "../../core/run/cause";
import type { Details } from "../../core/run/findings";
import { metricTitle, metricValue } from "../../core/run/metricWords";
import type { RunState } from "../../core/run/state";
import { testOf } from "../../core/run/state";
import { scaleWords } from "../../core/run/scaleWords";
import { stepTimeMs, stepTimeWords } from "../../core/run/stepTime";
import { cellWords } from "../../core/run/verdictWords";
import {
  count,
  deviceWords,
  duration,
  percent,
  progressWords,
  scoringWords,
  short,
  significant,
  statusWord,
} from "../../core/run/words";
import type { Locale } from "../../core/template";
import type { RunView } from "../../store/feed";
import type { Words } from "../words";

export interface Detailed {
  /** With its whole state. */
  readonly run: RunView;
  /** All there are: its other seeds among them. */
  readonly runs: readonly RunView[];
  /** The whole state of its dense twin, where there is one. */
  readonly twin?: RunState;
  /** ms since 1970. */
  readonly now: number;
}

export function runDetails({ run, runs, twin, now }: Detailed, words: Words): string {
  const { say, locale } = words;
  const { state, plan, status } = run;
  const progress = status === "running" ? `, ${progressWords(state, plan.train.epochs, locale)}` : "";
  const device = state.device && deviceWords(state.device, locale);
  const facts: readonly (readonly [string, string | undefined])[] = [
    [say("Run"), run.name === undefined ? undefined : planTitle(plan, locale)],
    [say("State"), `${statusWord(status, locale)}${progress}`],
    [say("Place in the queue"), run.place === undefined ? undefined : String(run.place)],
    [say("Reason"), reasonWords(state, locale)],
    [say("Experiment"), state.experiment],
    [say("Scale"), plan.scale === undefined ? undefined : scaleWords(plan.scale, locale)],
    [say("Scoring"), state.scoring && scoringWords(state.scoring, locale)],
    [say("Kept"), state.total && say("{0} of {1} weights", count(state.total.kept), count(state.total.size))],
    ["MACs", state.total && say("{0} of {1} an image", short(state.total.macs), short(state.total.denseMacs))],
    ["FLOPs", state.total && flopsWords(state.total.macs, words)],
    [say("Data"), plan.data.format === "builtin" ? say("built-in images") : `${plan.data.format}, ${plan.data.path}`],
    [say("Device"), device],
    [say("Engine"), state.choice && choiceWords(state.choice, locale)],
    [say("Step"), stepWords(run, twin, locale)],
    [say("Gradient norm"), flowWords(state, words)],
    [say("Seeds"), seedsWords(run, runs, locale)],
    [say("Time"), trainingTime(state, status === "running" ? now : undefined, locale)],
    [say("Folder"), run.folder],
  ];
  const lines = facts.flatMap(([name, value]) => (value === undefined ? [] : [`- ${name}: ${escaped(value)}`]));
  const tables = [testTable(state, words), ...detailTables(testOf(state, "last")?.details ?? {}, words)];
  const title = `**${escaped(run.name ?? planTitle(plan, locale))}**`;
  return [title, lines.join("\n"), ...tables].filter((part) => part !== "").join("\n\n");
}

function testTable(state: RunState, { say, locale }: Words): string {
  const [best, last] = [testOf(state, "best"), testOf(state, "last")];
  if (last === undefined) return "";
  const columns = [last, ...(best === undefined ? [] : [best])];
  const heads = columns.map(({ which, epoch }) =>
    which === "best" ? say("best epoch ({0})", epoch) : say("last epoch ({0})", epoch),
  );
  const rows = Object.keys(last.metrics).map((id) => [
    escaped(metricTitle(id, locale)),
    ...columns.map(({ metrics }) => (metrics[id] === undefined ? "" : metricValue(id, metrics[id]))),
  ]);
  return table([say("On the test images"), ...heads], rows);
}

/** The curves and bins of the last epoch. */
function detailTables({ robustness = [], reliability = [] }: Details, { say }: Words): string[] {
  const attacked = (robustness[0]?.points ?? []).map(({ eps }, index) => [
    `${significant(eps)}/255`,
    ...robustness.map(({ points }) => percent(points[index]!.accuracy)),
  ]);
  const bins = reliability
    .filter(({ count: images }) => images > 0)
    .map(({ low, high, count: images, correct }) => [
      say("{0} to {1}", percent(low, 0), percent(high, 0)),
      percent(correct / images),
      count(images),
    ]);
  return [
    attacked.length === 0
      ? ""
      : table([say("Accuracy under attack"), ...robustness.map(({ attack }) => attack)], attacked),
    bins.length === 0 ? "" : table([say("Confidence"), say("accuracy"), say("images")], bins),
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, column) => (column === 0 ? ":---" : "---:"));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function flopsWords(macs: number, { say }: Words): string {
  const { inference, training } = flops(macs);
  return say("{0} to classify an image, {1} to train on it", short(inference), short(training));
}

function stepWords({ state, plan }: RunView, twin: RunState | undefined, locale: Locale): string | undefined {
  const { batch } = plan.train;
  return stepTimeWords(stepTimeMs(state, batch), twin && stepTimeMs(twin, batch), locale);
}

/** From before training to the last measurement, where there is any. */
function flowWords({ gradientFlow }: RunState, { say }: Words): string | undefined {
  const [first, last] = [gradientFlow[0], gradientFlow.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const course = (norm: "kept" | "all") => say("{0} to {1}", significant(first[norm]), significant(last[norm]));
  return say("over kept weights {0}, over all {1}, after {2} epochs", course("kept"), course("all"), last.epoch);
}

function seedsWords(run: RunView, runs: readonly RunView[], locale: Locale): string | undefined {
  const cell = cellOf(run, runs);
  return cell && cellWords(cell, locale);
}

function trainingTime(
  { startedAt, finishedAt }: RunState,
  now: number | undefined,
  locale: Locale,
): string | undefined {
  const end = finishedAt ?? now;
  return startedAt === undefined || end === undefined ? undefined : duration(end - startedAt, locale);
}

function escaped(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>()#+!|~-]/g, "\\$&");
}
