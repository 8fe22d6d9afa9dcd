import { profileText } from "./layerTable";
import { plainTable } from "./plainTable";
import {
  loadingShare,
  majorOf,
  overDense,
  overPyTorch,
  rowOf,
  titleOf,
  type Group,
  type Report,
  type Row,
  wasBusy,
} from "./report";
import type { Runtime } from "./runner";
import type { Summary } from "./statistics";

/** The report for the terminal: a heading, a table for each network and number of threads, then where the time goes. */
export function reportText(report: Report): string {
  const { runtimes, groups, profiles } = report;
  return [
    heading(report),
    ...groups.map((group) => groupText(group, runtimes)),
    limitsText(report),
    ...profiles.map((profile) => profileText(profile, report.limits)),
  ].join("\n\n");
}

function heading(report: Report): string {
  const { machine, runtimes, pytorch, date } = report;
  const other = pytorch ? `PyTorch ${pytorch.pytorch} on Python ${pytorch.python}` : "no PyTorch";
  const ours = runtimes.map(({ node, v8, kernels }) => `Node ${node} (V8 ${v8}, ${kernels})`).join(", ");
  return [
    `${date}: ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}; load ${machine.load.toFixed(1)} before`,
    `${ours}; ${other}`,
    "Whole training steps. Medians [quartiles] in ms; × = how many times as fast; density 1: our sparse kernels there.",
    ...(wasBusy(report) ? ["The machine was busy: trust CPU time on 1 thread, and nothing on several."] : []),
  ].join("\n");
}

function groupText(group: Group, runtimes: readonly Runtime[]): string {
  const [first, ...others] = runtimes;
  const head = [
    ...["", "MACs", "MB", "wall ms", "", "CPU ms", "", "× PyTorch: wall", "CPU", "× density 1: wall", "CPU"],
    ...others.flatMap((runtime) => [`${majorOf(runtime)}: wall ms`, "× PyTorch"]),
  ];
  const shown = group.rows.filter(({ candidate }) => candidate.by === "pytorch" || candidate.node === first?.node);
  const threads = `${group.threads} ${group.threads === 1 ? "thread" : "threads"}`;
  const rows = shown.map((row) => [...cells(group, row), ...others.flatMap((other) => elsewhere(group, row, other))]);
  return `${group.network}, ${threads}, ${first ? majorOf(first) : ""}\n${plainTable(head, rows)}`;
}

function cells(group: Group, row: Row): string[] {
  const ours = row.candidate.by === "ours";
  return [
    titleOf(row.candidate),
    `${(100 * row.macs).toFixed(1)} %`,
    row.memoryBytes === undefined ? "–" : (row.memoryBytes / 1e6).toFixed(0),
    ...[row.wallMs, row.cpuMs].flatMap((times) => [times.median.toFixed(1), quartiles(times)]),
    ...(["wallMs", "cpuMs"] as const).map((clock) => factor(overPyTorch(group, row, clock))),
    ...(["wallMs", "cpuMs"] as const).map((clock) => factor(ours ? overDense(group, row, clock) : undefined)),
  ];
}

/** The same candidate on another version of Node. */
function elsewhere(group: Group, { candidate }: Row, { node }: Runtime): string[] {
  const row = candidate.by === "ours" ? rowOf(group, { ...candidate, node }) : undefined;
  return row ? [row.wallMs.median.toFixed(1), factor(overPyTorch(group, row, "wallMs"))] : ["–", "–"];
}

function limitsText(report: Report): string {
  const { limits, pytorch, loadingMs, settings } = report;
  const shares = settings.networks.flatMap(({ name, batch }) => {
    const share = batch === 64 ? loadingShare(report, name) : undefined;
    return share === undefined ? [] : [`${(100 * share).toFixed(1)} % of the fastest step of ${name} on 1 thread`];
  });
  const native = pytorch ? `; PyTorch's matrix product ${pytorch.productGflops.toFixed(0)} GFLOP/s` : "";
  return [
    `One thread's limits in WebAssembly: ${limits.gflops.toFixed(1)} GFLOP/s from registers${native};`,
    `reading ${limits.level1GBps.toFixed(0)} GB/s from L1, ${limits.level2GBps.toFixed(0)} from L2, ` +
      `${limits.memoryGBps.toFixed(1)} from memory; copying memory ${limits.copyGBps.toFixed(1)} (read + written).`,
    `Making a batch of 64 images (shift, mirror, normalise; beside the step in training) takes ${loadingMs.median.toFixed(2)} ms${shares.map((share) => `, ${share}`).join("")}.`,
  ].join("\n");
}

function quartiles({ lower, upper }: Summary): string {
  return `[${lower.toFixed(1)}–${upper.toFixed(1)}]`;
}

function factor(value: number | undefined): string {
  return value === undefined ? "–" : value.toFixed(2);
}
