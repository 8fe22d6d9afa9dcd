/** How long a run will take and what memory it will need, before it starts. */
import type { SplitCounts } from "../data/format";
import { dataShape, planGraph, type DataChoice, type DataFolder, type Plan } from "../experiment/plan";
import { prunable, sizeOf, type Graph } from "../model/graph";
import { sum } from "../sparsity/layers";
import { scoreOf } from "../sparsity/schemes";
import type { Calibration } from "./calibration";
import { callsOf, type Calls } from "./calls";
import { expectedKept } from "./kept";
import { processBytes } from "./processBytes";
import { speedOf, type Speed } from "./speed";
import { blockWork } from "./work";

/** What an estimate rests on, handed in. */
export interface Grounds {
  /** Of this machine; undefined where nothing was measured yet. */
  readonly calibration: Calibration | undefined;
  /** How many images a data set has; undefined where none can tell. */
  readonly images: (data: DataChoice) => SplitCounts | undefined;
}

/** What decides a run's cost; a cell of a grid has it too. */
export type Costly = Pick<Plan, "model" | "data" | "prune" | "train" | "evaluate" | "evaluation">;

export interface RunEstimate {
  /** Of the training process when it holds most. */
  readonly bytes: number;
  /** Undefined where nothing was measured, or where nobody knows how many images there are. */
  readonly seconds?: number;
  /** GraSP's scoring is not in the time: no engine does it, and it was not measured. */
  readonly scoringLeftOut: boolean;
}

export interface GridEstimate {
  readonly runs: number;
  /** Of the largest run: one trains at a time. */
  readonly bytes: number;
  /** Of all runs, one after the other; undefined where one of them is. */
  readonly seconds?: number;
  readonly scoringLeftOut: boolean;
}

export interface Estimates {
  readonly run: (plan: Costly) => RunEstimate;
  /** @param plans each once, as `expand` gives them */
  readonly grid: (plans: readonly Costly[]) => GridEstimate;
}

/** Equal runs but for seed, rates and the like are estimated once, and a network is built once. */
export function estimatesWith(grounds: Grounds): Estimates {
  const speed = grounds.calibration && speedOf(grounds.calibration);
  const graphs = new Map<string, Graph>();
  const runs = new Map<Graph, Map<string, RunEstimate>>();
  const graphOf = ({ model, data }: Costly): Graph => {
    if ("graph" in model) return model.graph;
    return remembered(graphs, JSON.stringify([model.preset, dataShape(data)]), () => planGraph({ model, data }));
  };
  const run = (plan: Costly): RunEstimate => {
    const graph = graphOf(plan);
    const { data, prune, evaluate, evaluation } = plan;
    const { epochs, batch, validation } = plan.train;
    const key = JSON.stringify([data, prune, epochs, batch, validation, evaluate, evaluation]);
    const ofGraph = remembered(runs, graph, () => new Map<string, RunEstimate>());
    return remembered(ofGraph, key, () => estimate(plan, graph, speed, grounds.images));
  };
  return {
    run,
    grid: (plans) => {
      const estimates = plans.map(run);
      const seconds = estimates.map((one) => one.seconds);
      return {
        runs: plans.length,
        bytes: Math.max(0, ...new Set(estimates.map(({ bytes }) => bytes))),
        ...(seconds.every((one) => one !== undefined) && { seconds: sum(seconds) }),
        scoringLeftOut: estimates.some(({ scoringLeftOut }) => scoringLeftOut),
      };
    },
  };
}

function estimate(plan: Costly, graph: Graph, speed: Speed | undefined, images: Grounds["images"]): RunEstimate {
  const kept = expectedKept(graph, plan.prune);
  const counts = images(plan.data);
  const testImages = (folder: DataFolder) =>
    folder.format === "imagenet" ? undefined : images({ format: folder.format, path: folder.path })?.test;
  const calls = counts && callsOf(plan, counts, testImages);
  const seconds = speed && calls && duration(graph, kept, calls, speed);
  return {
    bytes: processBytes(plan, graph, kept, counts, calls),
    ...(seconds !== undefined && { seconds }),
    scoringLeftOut: scoreOf(plan.prune.scheme) === "grasp",
  };
}

function duration(graph: Graph, kept: readonly number[], calls: Calls, speed: Speed): number {
  const work = blockWork(graph, kept);
  const all = prunable(graph).map(({ shape }) => sizeOf(shape));
  return (
    calls.step * speed.step(work) +
    calls.forward * speed.forward(work) +
    calls.attack * speed.attack(work) +
    calls.dense * speed.step(blockWork(graph, all)) +
    speed.choose(graph, kept) +
    calls.sessions * speed.open(graph, kept) +
    calls.denseSessions * speed.open(graph, all)
  );
}

/** `undefined` is no answer here: it means not asked yet. */
function remembered<Key, Answer extends object>(answers: Map<Key, Answer>, key: Key, ask: () => Answer): Answer {
  const answer = answers.get(key) ?? ask();
  answers.set(key, answer);
  return answer;
}
