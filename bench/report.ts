import * as Type from "typebox";
import type { Static } from "typebox";
import { CandidateSchema, type Candidate, type Ours } from "./candidates";
import { MachineSchema, type Machine } from "./machine";
import { VersionsSchema } from "./pytorch";
import { RuntimeSchema, type Runtime } from "./runner";
import { LayerTimesSchema } from "./runner/layers";
import { LimitsSchema } from "./runner/limits";
import { SettingsSchema } from "./settings";
import { summary, SummarySchema } from "./statistics";

/** One candidate's time for a step, in ms. */
const RowSchema = Type.Object({
  candidate: CandidateSchema,
  /** Share of the dense network's multiply-adds; 1 for PyTorch, which leaves none out. */
  macs: Type.Number(),
  /** Size of our WebAssembly memory. */
  memoryBytes: Type.Optional(Type.Integer()),
  wallMs: SummarySchema,
  cpuMs: SummarySchema,
});

const GroupSchema = Type.Object({
  network: Type.String(),
  threads: Type.Integer(),
  rows: Type.Array(RowSchema),
});

const ProfileSchema = Type.Object({
  network: Type.String(),
  scheme: Type.String(),
  density: Type.Number(),
  ...LayerTimesSchema.properties,
});

export const ReportSchema = Type.Object({
  /** Year, month and day of the run. */
  date: Type.String(),
  machine: MachineSchema,
  /** Versions of Node; the first is the one that is quoted. */
  runtimes: Type.Array(RuntimeSchema, { minItems: 1 }),
  /** Absent where there is no PyTorch; `productGflops` is its product of float32 matrices on one thread. */
  pytorch: Type.Optional(Type.Object({ ...VersionsSchema.properties, productGflops: Type.Number() })),
  settings: SettingsSchema,
  limits: LimitsSchema,
  /** To make a batch of 64 images of 32×32, in ms. */
  loadingMs: SummarySchema,
  groups: Type.Array(GroupSchema),
  profiles: Type.Array(ProfileSchema),
});

/** Everything a run has found out, as it stands in the JSON file. */
export type Report = Readonly<Static<typeof ReportSchema>>;
/** What was measured in turn, and may be compared. */
export type Group = Readonly<Static<typeof GroupSchema>>;
export type Row = Readonly<Static<typeof RowSchema>>;
/** Where the time of a step goes. */
export type Profile = Readonly<Static<typeof ProfileSchema>>;

export type Clock = "wallMs" | "cpuMs";

/** How many times as long PyTorch's dense step takes, in the better of its layouts; undefined without PyTorch. */
export function overPyTorch(group: Group, row: Row, clock: Clock): number | undefined {
  const dense = group.rows.filter(({ candidate }) => candidate.by === "pytorch" && !candidate.masked);
  if (dense.length === 0) return undefined;
  return Math.min(...dense.map((peer) => peer[clock].median)) / row[clock].median;
}

/** How many times as long our sparse kernels take at density 1; undefined where that was not measured. */
export function overDense(group: Group, row: Row, clock: Clock): number | undefined {
  const dense = group.rows.find(({ candidate }) => candidate.by === "ours" && candidate.way === "sparse");
  return dense === undefined ? undefined : dense[clock].median / row[clock].median;
}

/** The row of the same masks on another version of Node, or in another way. */
export function rowOf(group: Group, wanted: Omit<Ours, "by">): Row | undefined {
  return group.rows.find(
    ({ candidate }) =>
      candidate.by === "ours" &&
      candidate.node === wanted.node &&
      candidate.way === wanted.way &&
      candidate.scheme === wanted.scheme &&
      candidate.density === wanted.density,
  );
}

/** Share of our fastest step on one thread that making a batch takes; undefined where no such network was measured. */
export function loadingShare({ groups, loadingMs }: Report, network: string): number | undefined {
  const rows = groups.find((group) => group.network === network && group.threads === 1)?.rows ?? [];
  const ours = rows.flatMap(({ candidate, wallMs }) => (candidate.by === "ours" ? [wallMs.median] : []));
  return ours.length === 0 ? undefined : loadingMs.median / Math.min(...ours);
}

/** Load of a machine on which nobody else works, more or less. */
const quietLoad = 0.5;
/** Wall time of a step on one thread, as a multiple of its CPU time, that is still no sign of waiting for a core. */
const unhindered = 1.15;

/** Whether others worked on the machine, before the run or during it: then only CPU time on one thread tells much. */
export function wasBusy({ machine, groups }: Report): boolean {
  const single = groups.flatMap(({ threads, rows }) => (threads === 1 ? rows : []));
  const ours = single.filter(({ candidate }) => candidate.by === "ours");
  return isBusy(
    machine,
    ours.map(({ wallMs, cpuMs }) => ({ wallMs: wallMs.median, cpuMs: cpuMs.median })),
  );
}

/** @param single times of steps on one thread: without other programs wall time is CPU time there */
export function isBusy({ load }: Machine, single: readonly Readonly<Record<Clock, number>>[]): boolean {
  const waits = single.map(({ wallMs, cpuMs }) => wallMs / cpuMs);
  return load > quietLoad || (waits.length > 0 && summary(waits).median > unhindered);
}

export function titleOf(candidate: Candidate): string {
  if (candidate.by === "pytorch") return `PyTorch ${candidate.masked ? "masked" : "dense"}, ${candidate.layout}`;
  const masks = `${candidate.scheme} ${candidate.density}`;
  const ways = { engine: masks, sparse: `${masks}, sparse kernels`, sparseprop: `${masks}, SparseProp's loops` };
  return ways[candidate.way];
}

/** "Node 24". */
export function majorOf({ node }: Pick<Runtime, "node">): string {
  return `Node ${node.split(".")[0]}`;
}
