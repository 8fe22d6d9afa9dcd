import { performance } from "node:perf_hooks";
import { prunable, sizeOf, type Graph } from "../../core/model/graph";
import type { Masks, SessionRequest, Ways } from "../../core/training/engine";
import { allocate, callAddress } from "./arena";
import { compile } from "./compile";
import { describe } from "./descriptors";
import { geometryOf, type Geometry } from "./geometry";
import { hasWideCode } from "./module";
import { runTask, taskCount, type KernelName, type Kernels, type Phase } from "./program";
import { keptPositions } from "./streams";
import { lanes } from "./tensors";
import { instantiate } from "./threads";
import {
  forwardLoop,
  inputGradientLoop,
  waysToTry,
  writeWays,
  type LayerWays,
  type MeasuredWays,
  type Way,
} from "./ways";

/** Blocks of four images that a way is timed on. */
const blocks = 2;
/** A way counts with its best round: what disturbs one does not disturb all, and the first ones run unoptimised code. */
const rounds = { fewest: 3, most: 8 };
/** Time for a layer after which no further round begins. */
const enoughMs = 300;

/**
 * Times each convolution alone, in every way that may be the fastest, on the thread that calls.
 * Costs at most some hundred times a layer's work on eight images; layers of the same shape and about the same density
 * are measured once.
 */
export function measureWays({ graph, masks, batch }: SessionRequest, module: WebAssembly.Module): Ways {
  const measured = new Map<string, LayerWays>();
  const byKind = new Map<string, LayerWays | undefined>();
  for (const { name, node, shape } of prunable(graph)) {
    const geometry = geometryOf(graph, node);
    const mask = masks.get(name);
    const density = keptPositions(sizeOf(shape), mask).length / sizeOf(shape);
    const kind = JSON.stringify([geometry, Math.round(4 * Math.log2(density))]);
    if (!byKind.has(kind)) byKind.set(kind, fastest(graph, node, mask, Math.min(batch, blocks * lanes), module));
    const ways = byKind.get(kind);
    if (ways) measured.set(graph.nodes[node]!.name, ways);
  }
  return writeWays(measured);
}

/** The fastest ways of one layer; undefined where there is nothing to choose. */
function fastest(
  graph: Graph,
  node: number,
  mask: Uint8Array | undefined,
  batch: number,
  module: WebAssembly.Module,
): LayerWays | undefined {
  const { name, layer, inputs } = graph.nodes[node]!;
  const geometry = geometryOf(graph, node);
  const choices = choicesOf(geometry, mask);
  if (choices.length === 1) return undefined;
  const input = { name: "input", inputs: [], shape: graph.nodes[inputs[0]!]!.shape, layer: { op: "input" } } as const;
  const alone: Graph = { ...graph, nodes: [input, { ...graph.nodes[node]!, inputs: [0], layer }] };
  const masks = new Map(mask ? [[`${name}.weight`, mask]] : []);
  const candidates = choices.map((ways) => {
    const { kernels, programs } = load(alone, masks, batch, new Map([[name, ways]]), module);
    const forward = loops([...programs.forwardEvaluation, ...programs.gradientsEvaluation]);
    return { ways, kernels, forward, inputGradient: loops(programs.gradientsImages), times: [Infinity, Infinity] };
  });
  const count = Math.ceil(batch / lanes);
  const started = performance.now();
  for (let round = 0; round < rounds.most; round++) {
    if (round >= rounds.fewest && performance.now() - started > enoughMs) break;
    for (const { kernels, forward, inputGradient, times } of candidates) {
      times[0] = Math.min(times[0]!, timeOf(forward, kernels, count));
      times[1] = Math.min(times[1]!, timeOf(inputGradient, kernels, count));
    }
  }
  const best = (direction: 0 | 1) =>
    candidates.reduce((found, next) => (next.times[direction]! < found.times[direction]! ? next : found)).ways;
  return { forward: best(0).forward, inputGradient: best(1).inputGradient };
}

/** Each direction's ways, side by side; a direction with fewer of them repeats its last. */
function choicesOf(geometry: Geometry, mask: Uint8Array | undefined): readonly LayerWays[] {
  const { inputs, outputs, kernel } = geometry;
  const size = inputs * outputs * kernel[0] * kernel[1];
  const kept = mask ? mask.reduce((sum, bit) => sum + bit, 0) : size;
  const forward = waysToTry(forwardLoop(geometry), kept / size, kept);
  const inputGradient = waysToTry(inputGradientLoop(geometry), kept / size, kept);
  const at = (ways: readonly Way[], index: number): Way => ways[Math.min(index, ways.length - 1)]!;
  return Array.from({ length: Math.max(forward.length, inputGradient.length) }, (_, index) => ({
    forward: at(forward, index),
    inputGradient: at(inputGradient, index),
  }));
}

function load(graph: Graph, masks: Masks, batch: number, ways: MeasuredWays, module: WebAssembly.Module) {
  const { arena, programs } = compile(graph, masks, batch, ways);
  const memory = allocate(arena);
  const call = describe("Call", { images: batch, blocks: Math.ceil(batch / lanes), wide: hasWideCode() });
  new Uint32Array(memory.buffer, callAddress).set(call);
  return { kernels: instantiate(module, memory), programs };
}

/** Of a program, what the ways differ in. */
function loops(phases: readonly Phase[]): readonly Phase[] {
  const chosen = (kernel: KernelName): boolean => kernel.startsWith("convolve") || kernel.startsWith("weightGradient");
  return phases.map(({ ops, split }) => ({ ops: ops.filter(({ kernel }) => chosen(kernel)), split }));
}

/** Time in ms of these phases on one thread. */
function timeOf(phases: readonly Phase[], kernels: Kernels, count: number): number {
  const started = performance.now();
  for (const phase of phases) {
    for (let task = 0; task < taskCount(phase.split, count); task++) runTask(phase, kernels, count, task);
  }
  return performance.now() - started;
}
