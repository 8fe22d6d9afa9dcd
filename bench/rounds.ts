import type { Graph } from "../src/core/model/graph";
import type { Ways } from "../src/core/training/engine";
import { candidates, macShare, masksOf, type Candidate, type Ours } from "./candidates";
import { graphOf, type Network } from "./network";
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

/** A candidate and what is known of it before its turns. */
export interface Entry {
  readonly candidate: Candidate;
  /** How our engine computes its layers; measured once, as a run does. */
  readonly ways: Ways | undefined;
}

export async function entriesOf({ runners, pytorch }: Measurers, settings: NetworkSettings): Promise<readonly Entry[]> {
  const { densities, elsewhere } = settings;
  const entries: Entry[] = [];
  const field = { densities, elsewhere, nodes: [...runners.keys()], pytorch: pytorch !== undefined };
  for (const candidate of candidates(field)) {
    const measured = candidate.by === "ours" && candidate.way === "engine";
    const network = networkOf(settings);
    const ways = measured ? await runnerOf(runners, candidate).ways({ network, candidate }) : undefined;
    entries.push({ candidate, ways });
  }
  return entries;
}

/** Every candidate in turn, round by round: what disturbs the machine for a while disturbs them all. */
export async function measure(
  measurers: Measurers,
  settings: NetworkSettings,
  entries: readonly Entry[],
  threads: number,
): Promise<Group> {
  const graph = graphOf(settings);
  const all = entries.map((entry) => ({ entry, turns: new Array<StepTimes & Partial<OurTimes>>() }));
  for (let round = 0; round < settings.rounds; round++) {
    for (const { entry, turns } of all) turns.push(await turn(measurers, settings, graph, threads, entry));
  }
  return {
    ...{ network: settings.name, threads },
    rows: all.map(({ entry: { candidate }, turns }): Row => {
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
  settings: NetworkSettings,
  graph: Graph,
  threads: number,
  { candidate, ways }: Entry,
): Promise<StepTimes & Partial<OurTimes>> {
  const { batch, warmups, steps, turnMs } = settings;
  const length = { warmups, steps, turnMs };
  if (candidate.by === "ours") {
    const subject = { network: networkOf(settings), candidate, ...(ways && { ways }) };
    return runnerOf(runners, candidate).steps({ ...subject, threads, ...length });
  }
  if (!pytorch) throw new Error("PyTorch is to be measured, but has not been started.");
  const { layout, masked } = candidate;
  return pytorch.steps({ graph, batch, threads, layout, masked, ...length });
}

function runnerOf(runners: Measurers["runners"], { node }: Ours): Runner {
  const runner = runners.get(node);
  if (!runner) throw new Error(`Node ${node} is to be measured, but has not been started.`);
  return runner;
}

function networkOf({ name, classes, batch }: NetworkSettings): Network {
  return { name, classes, batch };
}
