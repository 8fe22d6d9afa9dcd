/** A run in detail, as Markdown: what its tooltip says. */
import { flops } from "../../core/model/cost";
import { cellOf } from "../../core/run/compare";
import type { Details } from "../../core/run/findings";
import { metricTitle, metricValue } from "../../core/run/metricWords";
import type { RunState } from "../../core/run/state";
import { testOf } from "../../core/run/state";
import { stepTimeMs, stepTimeWords } from "../../core/run/stepTime";
import { findTwin } from "../../core/run/twin";
import { cellWords } from "../../core/run/verdictWords";
import {
  count,
  duration,
  percent,
  progressWords,
  scoringWords,
  short,
  significant,
  statusWords,
} from "../../core/run/words";
import type { RunView } from "../../store/feed";

/**
 * @param now  ms since 1970
 * @param runs all there are: its dense twin and its other seeds among them
 */
export function runDetails(run: RunView, now: number, runs: readonly RunView[]): string {
  const { state, plan, status } = run;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["State", `${statusWords[status]}${status === "running" ? `, ${progressWords(state, plan.train.epochs)}` : ""}`],
    ["Reason", state.reason],
    ["Scoring", state.scoring && scoringWords(state.scoring)],
    ["Kept", state.total && `${count(state.total.kept)} of ${count(state.total.size)} weights`],
    ["MACs", state.total && `${short(state.total.macs)} of ${short(state.total.denseMacs)} an image`],
    ["FLOPs", state.total && flopsWords(state.total.macs)],
    ["Data", plan.data.format === "builtin" ? "built-in images" : `${plan.data.format}, ${plan.data.path}`],
    ["Device", state.device?.description],
    ["Step", stepWords(run, runs)],
    ["Gradient norm", flowWords(state)],
    ["Seeds", seedsWords(run, runs)],
    ["Time", trainingTime(state, status === "running" ? now : undefined)],
    ["Folder", run.folder],
  ];
  const lines = facts.flatMap(([name, value]) => (value === undefined ? [] : [`- ${name}: ${escaped(value)}`]));
  const tables = [testTable(state), ...detailTables(testOf(state, "last")?.details ?? {})];
  return [`**${escaped(run.title)}**`, lines.join("\n"), ...tables].filter((part) => part !== "").join("\n\n");
}

function testTable(state: RunState): string {
  const [best, last] = [testOf(state, "best"), testOf(state, "last")];
  if (last === undefined) return "";
  const columns = [last, ...(best === undefined ? [] : [best])];
  const heads = columns.map(({ which, epoch }) => `${which} epoch (${epoch})`);
  const rows = Object.keys(last.metrics).map((id) => [
    escaped(metricTitle(id)),
    ...columns.map(({ metrics }) => (metrics[id] === undefined ? "" : metricValue(id, metrics[id]))),
  ]);
  return table(["On the test images", ...heads], rows);
}

/** The curves and bins of the last epoch. */
function detailTables({ robustness = [], reliability = [] }: Details): string[] {
  const attacked = (robustness[0]?.points ?? []).map(({ eps }, index) => [
    `${significant(eps)}/255`,
    ...robustness.map(({ points }) => percent(points[index]!.accuracy)),
  ]);
  const bins = reliability
    .filter(({ count: images }) => images > 0)
    .map(({ low, high, count: images, correct }) => [
      `${percent(low, 0)} to ${percent(high, 0)}`,
      percent(correct / images),
      count(images),
    ]);
  return [
    attacked.length === 0 ? "" : table(["Accuracy under attack", ...robustness.map(({ attack }) => attack)], attacked),
    bins.length === 0 ? "" : table(["Confidence", "accuracy", "images"], bins),
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, column) => (column === 0 ? ":---" : "---:"));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function flopsWords(macs: number): string {
  const { inference, training } = flops(macs);
  return `${short(inference)} to classify an image, ${short(training)} to train on it`;
}

function stepWords(run: RunView, runs: readonly RunView[]): string | undefined {
  const { batch } = run.plan.train;
  const twin = findTwin(run, runs);
  return stepTimeWords(stepTimeMs(run.state, batch), twin && stepTimeMs(twin.state, batch));
}

/** From before training to the last measurement, where there is any. */
function flowWords({ gradientFlow }: RunState): string | undefined {
  const [first, last] = [gradientFlow[0], gradientFlow.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const course = (norm: "kept" | "all") => `${significant(first[norm])} to ${significant(last[norm])}`;
  return `over kept weights ${course("kept")}, over all ${course("all")}, after ${last.epoch} epochs`;
}

function seedsWords(run: RunView, runs: readonly RunView[]): string | undefined {
  const cell = cellOf(run, runs);
  return cell && cellWords(cell);
}

function trainingTime({ startedAt, finishedAt }: RunState, now: number | undefined): string | undefined {
  const end = finishedAt ?? now;
  return startedAt === undefined || end === undefined ? undefined : duration(end - startedAt);
}

function escaped(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>()#+!|~-]/g, "\\$&");
}
