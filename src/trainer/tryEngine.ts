/** Tries an engine: whether it is there, computes what PyTorch computed, and how long it takes for a step of a plan. */
import { planGraph, type Plan } from "../core/experiment/plan";
import { sizeOf, type Graph } from "../core/model/graph";
import { stream } from "../core/random";
import { layerDensities } from "../core/sparsity/densities";
import { drawMasks } from "../core/sparsity/mask";
import { isScored } from "../core/sparsity/schemes";
import type { Batch, Engine } from "../core/training/engine";
import type { Candidate } from "../core/training/engines";
import { initialState } from "../core/training/initialise";
import { replay, type GoldenTraining } from "../core/training/replay";

export interface Trial {
  /** What must come out. */
  readonly golden: GoldenTraining;
  /** To time a step of. */
  readonly plan?: Plan;
  readonly threads: number;
  /** ms, from any start. */
  readonly now: () => number;
}

/**
 * How far a number may be off, relative to its tensor's largest. It leaves room for TensorFloat-32, the ten bits in
 * which NVIDIA's cards multiply: it is to find wrong kernels, not rounding.
 */
const tolerance = 1e-2;
/** Steps that are not timed (a GPU compiles its programs), and those that are, unless they take too long. */
const steps = { warmUp: 2, most: 8, enoughMs: 3_000 };

export async function tryEngine(engine: Engine, { golden, plan, threads, now }: Trial): Promise<Candidate> {
  const { available, reason, software } = await engine.probe(threads);
  if (!available) return { engine: engine.id, works: false, reason: reason.replace(/\.$/, "") };
  try {
    const { maxError } = await replay(golden, engine, threads);
    const error = Math.max(...Object.values(maxError).map(Number));
    // Written so that an error that is no number is one.
    if (!(error <= tolerance)) {
      const off = error.toExponential(0);
      return { engine: engine.id, works: false, reason: `its numbers are wrong: they differ from PyTorch's by ${off}` };
    }
    // In software a step takes minutes, and nothing follows from that.
    const stepMs = plan && software !== true ? await timeStep(engine, plan, threads, now) : undefined;
    const found = { ...(software && { software }), ...(stepMs !== undefined && { stepMs }) };
    return { engine: engine.id, works: true, reason, ...found };
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error);
    return { engine: engine.id, works: false, reason: sentence.replace(/\.$/, "") };
  }
}

/** Mean time of a training step in ms, on random images, until it has been computed and not only handed over. */
async function timeStep(engine: Engine, plan: Plan, threads: number, now: () => number): Promise<number> {
  const graph = planGraph(plan);
  const { batch: size, optimizer, labelSmoothing } = plan.train;
  const { scheme, density, sampling } = plan.prune;
  // Weights that are scored first: their masks are not known yet, and any of that density takes about as long.
  const densities = layerDensities(isScored(scheme) ? "uniform" : scheme, graph, density);
  const masks = drawMasks(graph, densities, sampling, plan.seed);
  const state = initialState(graph, plan.seed);
  const session = await engine.open({ graph, state, masks, batch: size, threads, seed: plan.seed });
  try {
    const batch = randomBatch(graph, size);
    const { momentum, nesterov, weightDecay } = optimizer;
    const update = { rate: 1e-4, momentum, nesterov, weightDecay, labelSmoothing };
    const timed = async (count: number): Promise<number> => {
      const started = now();
      for (let step = 0; step < count; step++) await session.step(batch, { ...update, step });
      await session.results();
      return (now() - started) / count;
    };
    let stepMs = 0;
    for (let warmUp = 0; warmUp < steps.warmUp; warmUp++) stepMs = await timed(1);
    return await timed(Math.min(steps.most, Math.max(1, Math.floor(steps.enoughMs / stepMs))));
  } finally {
    await session.close();
  }
}

function randomBatch(graph: Graph, size: number): Batch {
  const random = stream(1, "trial");
  const images = Float32Array.from({ length: size * sizeOf(graph.nodes[0]!.shape) }, () => random.normal());
  return { images, labels: Int32Array.from({ length: size }, (_, index) => index % graph.classes) };
}
