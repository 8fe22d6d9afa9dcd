import Table from "cli-table3";
import type { Candidate } from "./candidates";
import { overDense, overPeer, type Group, type Report, type Row } from "./report";
import type { Summary } from "./statistics";

/** Load of a machine on which nobody else works, more or less. */
const quietLoad = 0.5;

/** The report for the terminal: a heading, then a table for each network and number of threads. */
export function reportText(report: Report): string {
  return [heading(report), ...report.groups.map(groupText)].join("\n\n");
}

function heading({ machine, engine, peer, settings }: Report): string {
  const other = peer ? `PyTorch ${peer.pytorch} on Python ${peer.python}` : "no PyTorch";
  return [
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}; load ${machine.load.toFixed(1)} before`,
    `Node ${machine.node} (V8 ${machine.v8}), ${engine}; ${other}`,
    `Whole training steps, batch ${settings.batch}. Medians [quartiles] in ms; × = how many times as fast.`,
    ...(machine.load > quietLoad ? ["The machine was busy: trust CPU time on 1 thread, and nothing on several."] : []),
  ].join("\n");
}

function groupText(group: Group): string {
  const drawn = new Table({
    head: ["", "MACs", "wall ms", "", "CPU ms", "", "× PyTorch: wall", "CPU", "× density 1: wall", "CPU"],
    colAligns: ["left", ...Array.from({ length: 9 }, () => "right" as const)],
    style: { head: [], border: [], compact: true },
    chars: plainLines,
  });
  drawn.push(...group.rows.map((row) => cells(group, row)));
  return `${group.network}, ${group.threads} ${group.threads === 1 ? "thread" : "threads"}\n${drawn.toString()}`;
}

function cells(group: Group, row: Row): string[] {
  const ours = row.candidate.by === "sparse";
  return [
    title(row.candidate),
    `${(100 * row.macs).toFixed(1)} %`,
    ...[row.wallMs, row.cpuMs].flatMap((times) => [times.median.toFixed(1), quartiles(times)]),
    ...(["wallMs", "cpuMs"] as const).map((clock) => factor(overPeer(group, row, clock))),
    ...(["wallMs", "cpuMs"] as const).map((clock) => factor(ours ? overDense(group, row, clock) : undefined)),
  ];
}

function title(candidate: Candidate): string {
  if (candidate.by === "sparse") return `${candidate.scheme} ${candidate.density}`;
  return `PyTorch ${candidate.masked ? "masked" : "dense"}, ${candidate.layout}`;
}

function quartiles({ lower, upper }: Summary): string {
  return `[${lower.toFixed(1)}–${upper.toFixed(1)}]`;
}

function factor(value: number | undefined): string {
  return value === undefined ? "–" : value.toFixed(2);
}

const none = ["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"];
const plainLines = {
  ...Object.fromEntries([...none, "left", "left-mid", "right", "right-mid"].map((part) => [part, ""])),
  ...{ mid: "─", "mid-mid": "─", middle: " " },
};
