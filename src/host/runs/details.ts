/** A run in detail, as Markdown: what its tooltip says. */
import { metrics as metricTable, type MetricId } from "../../core/evaluation/metrics";
import type { RunState, Test } from "../../core/run/state";
import { testOf } from "../../core/run/state";
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

/** @param now ms since 1970 */
export function runDetails(run: RunView, now: number): string {
  const { state, plan, status } = run;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["State", `${statusWords[status]}${status === "running" ? `, ${progressWords(state, plan.train.epochs)}` : ""}`],
    ["Reason", state.reason],
    ["Scoring", state.scoring && scoringWords(state.scoring)],
    ["Kept", state.total && `${count(state.total.kept)} of ${count(state.total.size)} weights`],
    ["MACs", state.total && `${short(state.total.macs)} of ${short(state.total.denseMacs)} an image`],
    ["Data", plan.data.format === "builtin" ? "built-in images" : `${plan.data.format}, ${plan.data.path}`],
    ["Device", state.device?.description],
    ["Time", trainingTime(state, status === "running" ? now : undefined)],
    ["Folder", run.folder],
  ];
  const lines = facts.flatMap(([name, value]) => (value === undefined ? [] : [`- ${name}: ${escaped(value)}`]));
  return [`**${escaped(run.title)}**`, lines.join("\n"), testTable(state)].filter((part) => part !== "").join("\n\n");
}

function testTable(state: RunState): string {
  const [best, last] = [testOf(state, "best"), testOf(state, "last")];
  if (last === undefined) return "";
  const columns = [last, ...(best === undefined ? [] : [best])];
  const heads = columns.map(({ which, epoch }) => `${which} epoch (${epoch})`);
  const rows = Object.keys(last.metrics).map((id) => [metricTitle(id), ...columns.map((test) => metricText(id, test))]);
  return [["On the test images", ...heads], heads.map(() => "---:"), ...rows]
    .map((cells, row) => `| ${(row === 1 ? [":---", ...cells] : cells).join(" | ")} |`)
    .join("\n");
}

function metricTitle(id: string): string {
  return isMetric(id) ? metricTable[id].title : id;
}

function metricText(id: string, { metrics }: Test): string {
  const value = metrics[id];
  if (value === undefined) return "";
  return id === "accuracy" ? percent(value) : significant(value);
}

function isMetric(id: string): id is MetricId {
  return Object.hasOwn(metricTable, id);
}

function trainingTime({ startedAt, finishedAt }: RunState, now: number | undefined): string | undefined {
  const end = finishedAt ?? now;
  return startedAt === undefined || end === undefined ? undefined : duration(end - startedAt);
}

function escaped(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>()#+!|~-]/g, "\\$&");
}
