import type { Graph } from "../src/core/model/graph";
import { candidates, macShare, masksOf, type Candidate } from "./candidates";
import { graphOf } from "./network";
import type { Peer } from "./pytorch";
import type { Group, Row } from "./report";
import type { Runner } from "./runner";
import type { OurTimes, StepTimes } from "./runner/step";
import type { NetworkSettings } from "./settings";
import { summary } from "./statistics";

/** Who measures; each in a process of its own, of which one works at a time. */
export interface Measurers {
  /** By version of Node; the first is the one that is quoted. */
  readonly runners: ReadonlyMap<string, Runner>;
  /** Absent where there is no PyTorch. */
  readonly pytorch: Peer | undefined;
}

/** Every candidate in turn, round by round: what disturbs the machine for a while disturbs them all. */
export async function measure(measurers: Measurers, network: NetworkSettings, threads: number): Promise<Group> {
  const graph = graphOf(network);
  const { densities, elsewhere, rounds } = network;
  const nodes = [...measurers.runners.keys()];
  const field = { densities, elsewhere, nodes, pytorch: measurers.pytorch !== undefined };
  const entries = candidates(field).map((candidate) => ({
    candidate,
    turns: new Array<StepTimes & Partial<OurTimes>>(),
  }));
  for (let round = 0; round < rounds; round++) {
    for (const { candidate, turns } of entries) turns.push(await turn(measurers, network, graph, threads, candidate));
  }
  return {
    ...{ network: network.name, threads },
    rows: entries.map(({ candidate, turns }): Row => {
      const memoryBytes = turns[0]?.memoryBytes;
      return {
        ...{ candidate, macs: candidate.by === "ours" ? macShare(graph, masksOf(graph, candidate)) : 1 },
        ...(memoryBytes !== undefined && { memoryBytes }),
        wallMs: summary(turns.flatMap(({ wallMs }) => wallMs)),
        cpuMs: summary(turns.flatMap(({ cpuMs }) => cpuMs)),
      };
    }),
  };
}

async function turn(
  { runners, pytorch }: Measurers,
  network: NetworkSettings,
  graph: Graph,
  threads: number,
  candidate: Candidate,
): Promise<StepTimes & Partial<OurTimes>> {
  const { name, classes, batch, warmups, steps, turnMs } = network;
  const length = { warmups, steps, turnMs };
  if (candidate.by === "ours") {
    const runner = runners.get(candidate.node);
    if (!runner) throw new Error(`Node ${candidate.node} is to be measured, but has not been started.`);
    return runner.steps({ network: { name, classes, batch }, threads, candidate, ...length });
  }
  if (!pytorch) throw new Error("PyTorch is to be measured, but has not been started.");
  const { layout, masked } = candidate;
  return pytorch.steps({ graph, batch, threads, layout, masked, ...length });
}
