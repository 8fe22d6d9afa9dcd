/** Measures how fast training is on this machine, for estimates: a few steps of a few small networks. */
import { subjectGraph, subjects, type CalibrationPoint, type Subject } from "../core/estimate/calibration";
import { pgd, pixelNetwork } from "../core/evaluation/robustness";
import { sizeOf, type Graph } from "../core/model/graph";
import { stream } from "../core/random";
import { layerDensities } from "../core/sparsity/densities";
import { drawMasks } from "../core/sparsity/mask";
import type { Batch, Engine, Session } from "../core/training/engine";
import { initialState } from "../core/training/initialise";

export interface CalibrationOptions {
  readonly engine: Engine;
  readonly threads: number;
  /** ms, from any start. */
  readonly now: () => number;
  /** Networks to time; all of them where it is left out. */
  readonly subjects?: readonly Subject[];
}

/** Parts of the measurement that are done, and altogether. */
export interface CalibrationProgress {
  readonly done: number;
  readonly total: number;
}

/** What is repeated. */
const calls = ["stepMs", "forwardMs", "attackMs"] as const;
type Call = (typeof calls)[number];

/** A network that is ready. */
interface Candidate {
  readonly subject: Subject;
  readonly session: Session;
  readonly prepared: Pick<CalibrationPoint, "chooseMs" | "openMs">;
  readonly run: Readonly<Record<Call, () => Promise<unknown>>>;
  readonly times: Readonly<Record<Call, number[]>>;
}

/** All networks are timed in turn: what disturbs a few seconds of it does not disturb all that is known of one. */
const rounds = 3;
/** How long a call is repeated in a round, and how often. */
const enoughMs: Readonly<Record<Call, number>> = { stepMs: 200, forwardMs: 100, attackMs: 120 };
const times = { fewest: 2, most: 20 };

const seed = 1;
const update = { rate: 1e-3, momentum: 0.9, nesterov: true, weightDecay: 5e-4, labelSmoothing: 0 };

/** Takes ten seconds or so on a machine that does nothing else. Yields after every part; who has enough need not go on. */
export async function* calibrate(
  options: CalibrationOptions,
): AsyncGenerator<CalibrationProgress, readonly CalibrationPoint[]> {
  const chosen = options.subjects ?? subjects;
  const total = chosen.length * (1 + rounds);
  const candidates: Candidate[] = [];
  try {
    for (const subject of chosen) {
      candidates.push(await prepare(subject, options));
      yield { done: candidates.length, total };
    }
    for (let round = 0; round < rounds; round++) {
      for (const [index, candidate] of candidates.entries()) {
        for (const call of calls) await time(candidate, call, options.now);
        yield { done: (1 + round) * candidates.length + index + 1, total };
      }
    }
    return candidates.map(({ subject, prepared, times }) => {
      const measured = { stepMs: typical(times.stepMs), forwardMs: typical(times.forwardMs) };
      return { ...subject, shape: [...subject.shape], ...prepared, ...measured, attackMs: typical(times.attackMs) };
    });
  } finally {
    for (const { session } of candidates) await session.close();
  }
}

async function prepare(subject: Subject, { engine, threads, now }: CalibrationOptions): Promise<Candidate> {
  const { scheme, density, batch } = subject;
  const graph = subjectGraph(subject);
  const masks = drawMasks(graph, layerDensities(scheme, graph, density), "exact", seed);
  const request = { graph, masks, batch, threads, seed, state: initialState(graph, seed) };
  const started = now();
  const ways = await engine.measureWays?.(request);
  const chosen = now();
  const session = await engine.open({ ...request, ...(ways && { ways }) });
  const opened = now();
  const examples = noise(graph, batch);
  let step = 0;
  const run = {
    stepMs: async () => {
      await session.step(examples, { ...update, step: step++ });
      return session.results();
    },
    forwardMs: () => session.logits(examples.images, batch),
    attackMs: attackOn(session, graph, examples.labels),
  };
  // The first calls run code that is not optimised yet.
  for (const call of calls) await run[call]();
  const prepared = { chooseMs: chosen - started, openMs: opened - chosen };
  return { subject, session, run, prepared, times: { stepMs: [], forwardMs: [], attackMs: [] } };
}

function noise(graph: Graph, batch: number): Batch {
  const random = stream(seed, "calibration");
  return {
    images: Float32Array.from({ length: batch * sizeOf(graph.nodes[0]!.shape) }, () => random.normal()),
    labels: Int32Array.from({ length: batch }, (_, image) => image % graph.classes),
  };
}

/** One step after another of an attack without end. */
function attackOn(session: Session, graph: Graph, labels: Int32Array): () => Promise<unknown> {
  const { shape } = graph.nodes[0]!;
  const network = pixelNetwork(session, shape, { mean: shape.map(() => 0.5), std: shape.map(() => 0.25) });
  const pixels = new Float64Array(labels.length * sizeOf(shape)).fill(0.5);
  const moves = pgd(network, pixels, labels, { eps: 0.1, steps: Infinity, stepSize: 0.01, seed, images: labels });
  return () => moves.next();
}

async function time(candidate: Candidate, call: Call, now: () => number): Promise<void> {
  const started = now();
  for (let count = 0; count < times.fewest || (count < times.most && now() - started < enoughMs[call]); count++) {
    const before = now();
    await candidate.run[call]();
    candidate.times[call].push(now() - before);
  }
}

/** The median of the faster half: what else the machine does only ever adds. */
function typical(all: readonly number[]): number {
  return [...all].sort((short, long) => short - long)[Math.floor(all.length / 4)]!;
}
