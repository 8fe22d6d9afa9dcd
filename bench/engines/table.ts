import { initialState } from "../../src/core/training/initialise";
import { engines } from "../../src/core/training/engines";
import { graphOf, type Network } from "../network";
import { plainTable } from "../plainTable";
import { titleOf, type Clock } from "../report";
import type { Summary } from "../statistics";
import { againstPyTorch, overRounds, wasBusy, type EngineGroup, type EngineRow, type EnginesReport } from "./report";
import { outcomes } from "./targets";

/** The report for the terminal: the engines there are, a table for each network and number of threads, the targets. */
export function enginesText(report: EnginesReport): string {
  return [
    heading(report),
    plainTable(["engine", "", ""], report.engines.map(stateCells), 3),
    ...report.groups.map((group) => groupText(group)),
    ...report.overhead.map((group) => overheadText(group)),
    targetsText(report),
  ].join("\n\n");
}

function heading(report: EnginesReport): string {
  const { machine, node, pytorch, date, settings } = report;
  const devices = pytorch?.devices.map(({ name }) => name).join(", ");
  const peer = pytorch ? `PyTorch ${pytorch.pytorch} on Python ${pytorch.python} (${devices})` : "no PyTorch";
  return [
    `${date}: ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}; load ${machine.load.toFixed(1)} before`,
    `Node ${node}; ${peer}`,
    `Whole training steps, ${settings.rounds} rounds: medians [quartiles]. × PyTorch = how many times as fast as PyTorch,`,
    "in the better of its memory layouts, on the same device and as many threads, round by round. A GPU's work is not CPU time.",
    ...(wasBusy(report) ? ["The machine was busy: trust CPU time on 1 thread, and little on several."] : []),
  ].join("\n");
}

function stateCells({ engine, works, reason }: EnginesReport["engines"][number]): string[] {
  return [engine, works ? "measured" : "not measured", reason];
}

function groupText(group: EngineGroup): string {
  const { network, threads, rows } = group;
  const head = [
    ...[
      "",
      "density",
      "images/s",
      "",
      "a CPU second",
      "× PyTorch dense: wall",
      "",
      "CPU",
      "× PyTorch masked: wall",
      "",
      "CPU",
    ],
  ];
  const title = `${network.name}, batch ${network.batch}, ${threadsText(threads)}`;
  return [
    `${title}\n${plainTable(
      head,
      rows.map((row) => cells(group, row)),
    )}`,
    ...reasons(rows),
  ].join("\n");
}

function cells(group: EngineGroup, row: EngineRow): string[] {
  const rateBy = (clock: Clock) => overRounds(row, (turn) => (1000 * group.network.batch) / turn[clock]);
  const rate = rateBy("wallMs");
  const cpuRate = rateBy("cpuMs");
  const ratios = [false, true].flatMap((masked) => {
    const wall = againstPyTorch(group, row, { masked, clock: "wallMs" });
    const cpu = againstPyTorch(group, row, { masked, clock: "cpuMs" });
    return [...spread(wall, 2), cpu?.median.toFixed(2) ?? "–"];
  });
  const digits = rate !== undefined && rate.median < 100 ? 1 : 0;
  return [...names(row), ...spread(rate, digits), cpuRate?.median.toFixed(digits) ?? "–", ...ratios];
}

function overheadText(group: EngineGroup): string {
  const { network, threads, rows } = group;
  const operations = operationsOf(network);
  const all = Object.values(operations).reduce((sum, count) => sum + count, 0);
  const head = ["", "density", "µs a step", "", "µs an operation: wall", "CPU"];
  const table = rows.map((row) => {
    const step = overRounds(row, ({ wallMs }) => 1000 * wallMs);
    const each = (["wallMs", "cpuMs"] as const).map((clock) => overRounds(row, (turn) => (1000 * turn[clock]) / all));
    return [...names(row), ...spread(step, 0), ...each.map((cost) => cost?.median.toFixed(1) ?? "–")];
  });
  return [
    `What an operation costs: ${network.name}, batch ${network.batch}, ${threadsText(threads)}`,
    `A step with hardly any arithmetic, as ${all} operations: ${operations.forward} layers forward and as many back, ${operations.update} tensors updated.`,
    plainTable(head, table),
    ...reasons(rows),
  ].join("\n");
}

/** What a step has to do layer by layer, however many kernels that takes. */
function operationsOf(network: Network) {
  const graph = graphOf(network);
  const forward = graph.nodes.length - 1;
  return { forward, backward: forward, update: initialState(graph, 0).parameters.size };
}

function targetsText(report: EnginesReport): string {
  const lines = outcomes(report).flatMap(({ title, outcomes: found }) => [
    `${title}:`,
    ...(found.length === 0 ? ["  not measured here"] : []),
    ...found.map(({ row, group: { network, threads }, clock, ratio, met }) => {
      const where = `${names(row).join(" ")}, ${network.name}, batch ${network.batch}, ${threadsText(threads)}`;
      const by = clock === "cpuMs" ? "CPU time" : "wall time";
      return `  ${where}: ${spread(ratio, 2).join(" ")} by ${by}: ${met ? "met" : "not met"}`;
    }),
  ]);
  return ["Targets", ...lines].join("\n");
}

function names({ contestant }: EngineRow): [string, string] {
  if (contestant.by === "engine") return [engines[contestant.engine].title, String(contestant.density)];
  return [`${titleOf(contestant)}, ${contestant.device}`, "–"];
}

function reasons(rows: readonly EngineRow[]): string[] {
  return rows.flatMap((row) => (row.reason === undefined ? [] : [`${names(row).join(", ")}: ${row.reason}`]));
}

function spread(found: Summary | undefined, digits: number): [string, string] {
  if (found === undefined) return ["–", ""];
  return [found.median.toFixed(digits), `[${found.lower.toFixed(digits)}–${found.upper.toFixed(digits)}]`];
}

function threadsText(threads: number): string {
  return `${threads} ${threads === 1 ? "thread" : "threads"}`;
}
