import type { Candidate } from "./candidates";
import type { Machine } from "./machine";
import type { PeerVersions } from "./peer";
import type { Settings } from "./settings";
import type { Summary } from "./statistics";

/** Everything a run has found out, as it stands in the JSON file. */
export interface Report {
  readonly machine: Machine;
  /** Build of the kernels, in words. */
  readonly engine: string;
  /** Undefined where there is no PyTorch. */
  readonly peer: PeerVersions | undefined;
  readonly settings: Settings;
  readonly groups: readonly Group[];
}

/** What was measured in turn, and may be compared. */
export interface Group {
  readonly network: string;
  readonly threads: number;
  readonly rows: readonly Row[];
}

/** One candidate's time for a step, in ms. */
export interface Row {
  readonly candidate: Candidate;
  /** Share of the dense network's multiply-adds; 1 for PyTorch, which leaves none out. */
  readonly macs: number;
  readonly wallMs: Summary;
  readonly cpuMs: Summary;
}

export type Clock = "wallMs" | "cpuMs";

/** How many times as long PyTorch's dense step takes, in the better of its layouts; undefined without PyTorch. */
export function overPeer(group: Group, row: Row, clock: Clock): number | undefined {
  const dense = group.rows.filter(({ candidate }) => candidate.by === "pytorch" && !candidate.masked);
  if (dense.length === 0) return undefined;
  return Math.min(...dense.map((peer) => peer[clock].median)) / row[clock].median;
}

/** How many times as long our own step takes at density 1; undefined where that was not measured. */
export function overDense(group: Group, row: Row, clock: Clock): number | undefined {
  const dense = group.rows.find(({ candidate }) => candidate.by === "sparse" && candidate.density === 1);
  return dense === undefined ? undefined : dense[clock].median / row[clock].median;
}
