import * as Type from "typebox";
import type { Static } from "typebox";
import { engineIds, engines } from "../../src/core/training/engines";
import { PyTorchSchema } from "../candidates";
import { MachineSchema } from "../machine";
import { NetworkSchema } from "../network";
import { DeviceSchema, DevicesSchema, VersionsSchema } from "../pytorch";
import { isBusy, type Clock } from "../report";
import { summary, type Summary } from "../statistics";
import { BlockTimesSchema } from "./block";
import { EngineStateSchema } from "./process";
import { EngineSettingsSchema } from "./settings";

const EngineContestantSchema = Type.Object({
  ...{ by: Type.Literal("engine"), engine: Type.Enum(engineIds), density: Type.Number() },
});
const PeerSchema = Type.Object({ ...PyTorchSchema.properties, device: DeviceSchema });
const RowSchema = Type.Object({
  contestant: Type.Union([EngineContestantSchema, PeerSchema]),
  /** One a round. */
  turns: Type.Array(BlockTimesSchema),
  /** Why there are no turns, or no more. */
  reason: Type.Optional(Type.String()),
});
const GroupSchema = Type.Object({
  network: NetworkSchema,
  threads: Type.Integer(),
  rows: Type.Array(RowSchema),
});

export const EnginesReportSchema = Type.Object({
  /** Year, month and day of the run. */
  date: Type.String(),
  machine: MachineSchema,
  /** Version of Node that the engines ran on. */
  node: Type.String(),
  pytorch: Type.Optional(Type.Object({ ...VersionsSchema.properties, devices: DevicesSchema })),
  settings: EngineSettingsSchema,
  engines: Type.Array(EngineStateSchema),
  groups: Type.Array(GroupSchema),
  /** Of a network with hardly any arithmetic. */
  overhead: Type.Array(GroupSchema),
});

/** Everything a run has found out, as it stands in the JSON file. */
export type EnginesReport = Readonly<Static<typeof EnginesReportSchema>>;
/** An engine at a density, or PyTorch on a device. */
export type Contestant = Readonly<Static<typeof RowSchema>>["contestant"];
/** What was measured in turn, and may be compared. */
export type EngineGroup = Readonly<Static<typeof GroupSchema>>;
export type EngineRow = Readonly<Static<typeof RowSchema>>;

/** Quartiles over the rounds of something of each turn; undefined without turns. */
export function overRounds(
  { turns }: EngineRow,
  of: (turn: EngineRow["turns"][number]) => number,
): Summary | undefined {
  return turns.length === 0 ? undefined : summary(turns.map(of));
}

/**
 * How many times as fast as PyTorch, in the better of its layouts, on the same device: each round by itself, so that
 * what disturbs the machine for a while falls out. Undefined where either was not measured.
 */
export function againstPyTorch(
  { rows }: EngineGroup,
  row: EngineRow,
  { masked, clock }: { readonly masked: boolean; readonly clock: Clock },
): Summary | undefined {
  const median = (peer: EngineRow): number => overRounds(peer, (turn) => turn[clock])!.median;
  const peers = rows.filter(
    ({ contestant, turns }) =>
      contestant.by === "pytorch" &&
      contestant.masked === masked &&
      onGpu({ contestant }) === onGpu(row) &&
      turns.length > 0,
  );
  const [best] = peers.sort((a, b) => median(a) - median(b));
  const pairs = Math.min(row.turns.length, best?.turns.length ?? 0);
  if (best === undefined || pairs === 0) return undefined;
  return summary(row.turns.slice(0, pairs).map((turn, round) => best.turns[round]![clock] / turn[clock]));
}

/** Whether it computes on a GPU. */
export function onGpu({ contestant }: Pick<EngineRow, "contestant">): boolean {
  return contestant.by === "engine" ? engines[contestant.engine].gpu : contestant.device !== "cpu";
}

/** Whether others worked on the machine, before the run or during it. */
export function wasBusy({ machine, groups }: EnginesReport): boolean {
  const single = groups.flatMap(({ threads, rows }) => (threads === 1 ? rows.filter((row) => !onGpu(row)) : []));
  return isBusy(
    machine,
    single.flatMap(({ turns }) => turns),
  );
}
