import type { Graph } from "../src/core/model/graph";
import type { Engine } from "../src/core/training/engine";
import { candidates, macShare, masksOf, type Candidate } from "./candidates";
import type { Peer } from "./peer";
import type { Group } from "./report";
import type { NetworkSettings, Settings } from "./settings";
import { summary } from "./statistics";
import { timeSteps, type StepTimes } from "./step";

export interface Field {
  readonly engine: Engine;
  readonly graph: Graph;
  readonly threads: number;
  /** Absent where there is no PyTorch. */
  readonly peer: Peer | undefined;
  readonly settings: Settings;
}

/** Every candidate in turn, round by round: what disturbs the machine for a while disturbs them all. */
export async function measure(field: Field, { rounds, steps }: NetworkSettings): Promise<Group> {
  const { graph, threads, peer, settings } = field;
  const rows = candidates(settings.densities, peer !== undefined).map((candidate) => ({
    ...{ candidate, macs: shareOf(graph, candidate) },
    ...{ wallMs: new Array<number>(), cpuMs: new Array<number>() },
  }));
  for (let round = 0; round < rounds; round++) {
    for (const row of rows) {
      const { wallMs, cpuMs } = await timeCandidate(field, row.candidate, steps);
      row.wallMs.push(...wallMs);
      row.cpuMs.push(...cpuMs);
    }
  }
  return {
    ...{ network: graph.name, threads },
    rows: rows.map((row) => ({ ...row, wallMs: summary(row.wallMs), cpuMs: summary(row.cpuMs) })),
  };
}

async function timeCandidate(field: Field, candidate: Candidate, steps: number): Promise<StepTimes> {
  const { engine, graph, threads, peer, settings } = field;
  const { batch, warmups } = settings;
  if (candidate.by === "pytorch") {
    if (!peer) throw new Error("PyTorch is to be measured, but has not been started.");
    return peer.time({ layout: candidate.layout, masked: candidate.masked, warmups, steps });
  }
  const masks = masksOf(graph, candidate.scheme, candidate.density);
  const times = await timeSteps(engine, { graph, masks, batch, threads, warmups, steps });
  // A closed session's memory lingers until it is collected, and wide networks fill half a gigabyte each.
  globalThis.gc?.();
  return times;
}

function shareOf(graph: Graph, candidate: Candidate): number {
  return candidate.by === "pytorch" ? 1 : macShare(graph, masksOf(graph, candidate.scheme, candidate.density));
}
