import { denseCost } from "../../src/core/model/cost";
import { engines } from "../../src/core/training/engines";
import { pytorchSetups } from "../candidates";
import { graphOf, type Network } from "../network";
import type { Peer } from "../pytorch";
import { orFault, type Answer, type EngineProcess } from "./process";
import { overRounds, type Contestant, type EngineGroup, type EngineRow } from "./report";
import type { EngineSettings } from "./settings";

/** Somebody who has a turn in every round. */
export interface Entrant {
  readonly contestant: Contestant;
  readonly turn: (network: Network) => Promise<Answer>;
}

/** @param peer PyTorch, and the devices on which it is held against the engines */
export function entrantsOf(
  processes: readonly EngineProcess[],
  peer: { readonly pytorch: Peer; readonly devices: Awaited<ReturnType<Peer["devices"]>> } | undefined,
  threads: number,
  { densities, warmups, turnMs }: EngineSettings,
): readonly Entrant[] {
  const block = { threads, warmups, turnMs };
  const working = processes.filter(({ state }) => state.works);
  const ours = working.flatMap(({ state: { engine }, turn }) =>
    densities.map((density): Entrant => ({
      contestant: { by: "engine", engine, density },
      turn: (network) => turn({ network, density, ...block }),
    })),
  );
  const gpus = new Set(working.map(({ state }) => engines[state.engine].gpu));
  if (peer === undefined) return ours;
  const theirs = peer.devices
    .filter(({ device }) => gpus.has(device !== "cpu"))
    .flatMap(({ device }) =>
      pytorchSetups.map(({ by, layout, masked }): Entrant => ({
        contestant: { by, device, layout, masked },
        turn: (network) => {
          const subject = { graph: graphOf(network), batch: network.batch, device, layout, masked };
          return orFault(peer.pytorch.block({ ...subject, ...block }));
        },
      })),
    );
  return [...ours, ...theirs];
}

/**
 * Everybody in turn, round by round: what disturbs the machine for a while disturbs them all.
 *
 * @param before what they took for a narrower network: who would take too long for this one is left out
 */
export async function play(
  entrants: readonly Entrant[],
  network: Network,
  threads: number,
  { rounds, patienceMs }: Pick<EngineSettings, "rounds" | "patienceMs">,
  before?: EngineGroup,
): Promise<EngineGroup> {
  const rows = entrants.map((entrant) => {
    const expectedMs = before && expected(before, entrant.contestant, network);
    const reason = expectedMs !== undefined && expectedMs > patienceMs ? tooLong(expectedMs, patienceMs) : undefined;
    return { entrant, turns: new Array<EngineRow["turns"][number]>(), reason };
  });
  for (let round = 0; round < rounds; round++) {
    for (const row of rows.filter(({ reason }) => reason === undefined)) {
      const answer = await row.entrant.turn(network);
      if ("fault" in answer) row.reason = answer.fault;
      else row.turns.push(answer);
    }
  }
  return {
    ...{ network, threads },
    rows: rows.map(({ entrant: { contestant }, turns, reason }) => ({
      ...{ contestant, turns },
      ...(reason !== undefined && { reason }),
    })),
  };
}

/** Time of a step in ms, in proportion to the multiply-adds; undefined where nothing is known. */
function expected(before: EngineGroup, contestant: Contestant, network: Network): number | undefined {
  const same = before.rows.find((row) => JSON.stringify(row.contestant) === JSON.stringify(contestant));
  const took = same && overRounds(same, ({ wallMs }) => wallMs);
  return took && (took.median * work(network)) / work(before.network);
}

/** Multiply-adds of a dense step, forward. */
function work(network: Network): number {
  return network.batch * denseCost(graphOf(network)).macs;
}

function tooLong(expectedMs: number, patienceMs: number): string {
  return `left out: a step would take about ${seconds(expectedMs)} s, and --patience is ${seconds(patienceMs)} s`;
}

function seconds(ms: number): string {
  return String(Number((ms / 1000).toPrecision(2)));
}
