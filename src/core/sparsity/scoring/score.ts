/** Scores the weights of a plan's network before its first step. */
import type { Dataset } from "../../data/images";
import type { Plan } from "../../experiment/plan";
import { prunable, type Graph } from "../../model/graph";
import type { Batch, Engine, NetworkState, Tensors } from "../../training/engine";
import { initialState } from "../../training/initialise";
import { scoredSchemes, type ScoredSchemeId } from "../scoredSchemes";
import { classBatch, firstBatch, halves } from "./batches";
import { graspScores } from "./grasp";
import { graspBytes, graspImagesPerClass } from "./graspMemory";
import { snipScores, snipState } from "./snip";

export interface Scoring {
  readonly plan: Plan;
  readonly graph: Graph;
  readonly data: Dataset;
  readonly engine: Pick<Engine, "open">;
  readonly threads: number;
  /** Awaited now and then: to give way, or to throw. */
  readonly pause: () => Promise<void>;
}

/** Scoring that is ready to begin. */
export interface PreparedScoring {
  /** How many training images it takes. */
  readonly images: number;
  readonly scores: () => Promise<Tensors>;
}

/** Of GraSP, in GiB. */
const memoryLimit = 16;

/**
 * Chooses the images that a score is made on. Scores belong to the dense network without dropout, in training mode, and
 * to the plan's seed: the initial weights are the run's own (SNIP draws others), the images those it trains on first.
 *
 * @throws DataError where there are too few images
 * @throws RangeError where there are more than fit into memory at once
 */
export function prepareScoring(scheme: ScoredSchemeId, scoring: Scoring): PreparedScoring {
  const { plan, data, graph, pause } = scoring;
  const state = initialState(graph, plan.seed);
  switch (scoredSchemes[scheme].score) {
    case "snip": {
      const batch = firstBatch(plan, data);
      return { images: batch.labels.length, scores: () => snip(scoring, state, batch) };
    }
    case "grasp": {
      const batch = classBatch(plan, data, graspImagesPerClass);
      refuseTooLarge(scheme, graph, batch.labels.length);
      return { images: batch.labels.length, scores: () => graspScores(graph, state, halves(batch), pause) };
    }
    case "magnitude":
      return { images: 0, scores: () => Promise.resolve(magnitudeScores(graph, state)) };
  }
}

function refuseTooLarge(scheme: ScoredSchemeId, graph: Graph, images: number): void {
  const gibibytes = graspBytes(graph, images) / 2 ** 30;
  if (gibibytes <= memoryLimit) return;
  throw new RangeError(
    `${scheme} would need about ${Math.round(gibibytes).toLocaleString("en")} GiB of memory to score ` +
      `${images.toLocaleString("en")} images with ${graph.name}, more than the ${memoryLimit} GiB it may take; ` +
      `use another scheme, such as snip_ratio or erk.`,
  );
}

/** |w|: how far a weight is from zero when training starts. */
function magnitudeScores(graph: Graph, { parameters }: NetworkState): Tensors {
  return new Map(prunable(graph).map(({ name }) => [name, parameters.get(name)!.map(Math.abs)]));
}

async function snip({ plan, graph, engine, threads, pause }: Scoring, state: NetworkState, batch: Batch) {
  const drawn = snipState(graph, state, plan.seed);
  const request = { graph: withoutDropout(graph), state: drawn, masks: new Map(), threads, seed: plan.seed };
  const session = await engine.open({ ...request, batch: batch.labels.length });
  try {
    await pause();
    return await snipScores(graph, session, drawn.parameters, batch);
  } finally {
    await session.close();
  }
}

function withoutDropout(graph: Graph): Graph {
  const nodes = graph.nodes.map((node) =>
    node.layer.op === "dropout" ? { ...node, layer: { ...node.layer, rate: 0 } } : node,
  );
  return { ...graph, nodes };
}
