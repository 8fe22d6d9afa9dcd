import { sizeOf, type Graph } from "../../core/model/graph";
import type { Masks } from "../../core/training/engine";
import { createArena, type Arena } from "./arena";
import { fuse, type Unit } from "./fuse";
import { geometryOf, gradientBorder, inputBorder, noBorder, widest, type Border } from "./geometry";
import { lowerAffine, placeNorm, type NormPlace } from "./lower/affine";
import { lowerConvolve, partialBytes } from "./lower/convolve";
import { lowerDropout, type DropoutKey } from "./lower/dropout";
import { lowerFlatten, lowerPool } from "./lower/reshape";
import type { Lowered, Plan } from "./lower/unit";
import { placeParameters, type ParameterPlaces } from "./parameters";
import { chain, placeDeferred, type Phase, type Split, type Step } from "./program";
import { blockBytes, lanes, pixelBytes, placeTensor, type Tensor } from "./tensors";
import type { MeasuredWays } from "./ways";

export type ProgramName =
  "forwardTraining" | "forwardEvaluation" | "learn" | "gradientsTraining" | "gradientsEvaluation" | "gradientsImages";

/** A network, ready to run: what stands where in memory, and what the threads do. */
export interface Compiled {
  readonly arena: Arena;
  readonly programs: Readonly<Record<ProgramName, readonly Phase[]>>;
  /** By node, for those whose output is kept; gradients may take their place on the way back. */
  readonly activations: ReadonlyMap<number, Tensor>;
  readonly images: Tensor;
  readonly imagesGradient: Tensor;
  readonly logits: Tensor;
  readonly logitsGradient: Tensor;
  readonly parameters: ParameterPlaces;
  readonly dropouts: readonly DropoutKey[];
}

/** Tasks that a batch of full size is cut into, at least where it has that many blocks. */
const blockTasks = 16;
/** Blocks at a time where a tensor is a single pixel: they fill the kernels' eight registers. */
const flatBlocks = 8;

/**
 * Turns a graph and its masks into phases of kernel calls over one linear memory. Pure: it allocates nothing.
 * @param batch largest number of examples of a call
 * @param ways of layers that have been measured; the others go the usual way
 */
export function compile(graph: Graph, masks: Masks, batch: number, ways: MeasuredWays = new Map()): Compiled {
  const blocks = Math.ceil(batch / lanes);
  const arena = createArena();
  const units = fuse(graph);
  const places = placeParameters(arena, graph, masks, ways);
  const tensors = placeTensors(arena, graph, units, blocks);
  const byName = new Map(places.parameters.map((place) => [place.name, place]));
  const bufferByName = new Map(places.buffers.map((place) => [place.name, place.address]));
  const split = (...nodes: readonly number[]): Split => blockSplit(graph, nodes, blocks);
  const scratch = units.map(({ node, input }) => {
    const weight = byName.get(`${graph.nodes[node]!.name}.weight`);
    return weight?.kind === "weight" ? partialBytes(blocks, split(node, input), weight.count) : 0;
  });
  const plan: Plan = {
    ...{ graph, arena, blocks, split },
    activation: (node) => tensors.activations.get(node)!,
    gradient: (node) => tensors.gradients.get(node)!,
    parameter: (name) => byName.get(name)!,
    buffer: (name) => bufferByName.get(name)!,
    streams: (node) => places.streams.get(node)!,
    scratch: arena.reserve(Math.max(0, ...scratch)),
  };
  const dropouts: DropoutKey[] = [];
  const lowered = lower(plan, units, dropouts);
  // A row's last tile reads on behind the row's end: that must be memory, even behind the last tensor.
  arena.reserve(Math.max(...units.map(({ node, input }) => readBehind(graph, plan, node, input))));
  const last = graph.nodes.length - 1;
  const trained = trainedNodes(graph);

  const named = (node: number, steps: readonly Step[]): Step[] => steps.map((step) => ({ ...step, node }));
  const forward = (training: boolean): Phase[] => {
    const steps = lowered.flatMap((unit) => named(unit.node, unit.forward(training)));
    // They read parameters only, and so the rest of an evaluation needs no barrier at all.
    const statistics = steps.filter(({ kernel }) => kernel === "runningStatistics");
    return chain([...statistics, ...steps.filter((step) => !statistics.includes(step))]);
  };
  const backward = (training: boolean, weights: boolean): Phase[] => {
    const written = new Set([last]);
    const target = (node: number) => {
      if (weights && !trained.has(node)) return undefined;
      const accumulate = written.has(node);
      written.add(node);
      return { gradient: plan.gradient(node), accumulate };
    };
    const steps = [...lowered]
      .reverse()
      .flatMap((unit) =>
        written.has(unit.node) ? named(unit.node, unit.backward({ training, weights, target })) : [],
      );
    return chain(placeDeferred(steps));
  };

  const gradientsTraining = backward(true, true);
  return {
    ...{ arena, dropouts, parameters: places, activations: tensors.activations },
    programs: {
      forwardTraining: forward(true),
      forwardEvaluation: forward(false),
      learn: [...gradientsTraining, ...chain(places.update)],
      gradientsTraining,
      gradientsEvaluation: backward(false, true),
      gradientsImages: backward(false, false),
    },
    ...{ images: plan.activation(0), imagesGradient: plan.gradient(0) },
    ...{ logits: plan.activation(last), logitsGradient: plan.gradient(last) },
  };
}

function lower(plan: Plan, units: readonly Unit[], dropouts: DropoutKey[]): Lowered[] {
  const norms = new Map<number, NormPlace>();
  // The moments of a convolution's output, for one batch norm that reads it, come out of the convolution itself.
  const fromConvolution = new Map<number, number>();
  const convolved = new Set(units.filter(({ kind }) => kind === "convolve").map(({ node }) => node));
  for (const unit of units) {
    if (unit.kind !== "affine" || unit.norm === undefined) continue;
    norms.set(unit.norm, placeNorm(plan, unit.norm));
    const { input } = unit;
    if (convolved.has(input) && plan.graph.nodes[input]!.layer.op === "conv2d") fromConvolution.set(input, unit.norm);
  }
  return units.map((unit): Lowered => {
    const { node, input } = unit;
    switch (unit.kind) {
      case "convolve":
        return lowerConvolve(plan, node, input, norms.get(fromConvolution.get(node) ?? -1)?.moments ?? 0);
      case "affine": {
        const norm = unit.norm === undefined ? undefined : norms.get(unit.norm);
        return lowerAffine(plan, unit, norm, norm !== undefined && fromConvolution.get(input) === unit.norm);
      }
      case "pool":
        return lowerPool(plan, node, input);
      case "flatten":
        return lowerFlatten(plan, node, input);
      case "dropout":
        return lowerDropout(plan, node, input, dropouts);
    }
  });
}

/** How far the kernels may read behind a tensor, in bytes: up to seven pixels of a tile, or seven blocks of a dense layer. */
function readBehind(graph: Graph, plan: Plan, node: number, input: number): number {
  const { layer } = graph.nodes[node]!;
  if (layer.op === "dense") return 7 * Math.max(plan.activation(input).blockStep, plan.activation(node).blockStep);
  return layer.op === "conv2d" ? 7 * layer.stride[1] * pixelBytes : 0;
}

/** How a range of blocks is cut; fixed by shapes and batch, so that sums are the same for any number of threads. */
function blockSplit(graph: Graph, nodes: readonly number[], blocks: number): Split {
  const flat = nodes.every((node) => sizeOf(graph.nodes[node]!.shape.slice(1)) === 1);
  const atOnce = flat ? flatBlocks : 1;
  return { total: "blocks", perTask: Math.ceil(blocks / blockTasks / atOnce) * atOnce, atOnce };
}

/** Nodes whose output depends on a parameter: only their gradients matter to training. */
function trainedNodes(graph: Graph): Set<number> {
  const trained = new Set<number>();
  graph.nodes.forEach(({ layer, inputs }, index) => {
    const own = layer.op === "conv2d" || layer.op === "dense" || layer.op === "batchNorm";
    if (own || inputs.some((input) => trained.has(input))) trained.add(index);
  });
  return trained;
}

/** Activations and gradients of all nodes that are kept in memory. */
function placeTensors(arena: Arena, graph: Graph, units: readonly Unit[], blocks: number) {
  const kept = [0, ...units.map(({ node }) => node)];
  const readers = new Map<number, Unit[]>(kept.map((node) => [node, []]));
  for (const unit of units) for (const input of inputsOf(unit)) readers.get(input)!.push(unit);
  const makers = new Map(units.map((unit) => [unit.node, unit]));
  const shape = (node: number) => graph.nodes[node]!.shape;

  // The gradient of a convolution's output may stand where the output stood, if only an element-wise unit reads it:
  // that unit turns the one into the other, pixel by pixel, and nobody asks for the output again.
  const inPlace = (node: number): boolean => {
    const [reader, ...others] = readers.get(node)!;
    if (makers.get(node)?.kind !== "convolve" || reader?.kind !== "affine" || others.length > 0) return false;
    return !reader.residuals.includes(node);
  };
  const ownBorder = (node: number): Border =>
    makers.get(node)?.kind === "convolve" ? gradientBorder(geometryOf(graph, node)) : noBorder;

  const activations = new Map<number, Tensor>();
  for (const node of kept) {
    const borders = readers
      .get(node)!
      .map((unit) => (unit.kind === "convolve" ? inputBorder(geometryOf(graph, unit.node)) : noBorder));
    if (inPlace(node)) borders.push(ownBorder(node));
    activations.set(node, placeTensor(arena, shape(node), borders.reduce(widest, noBorder), blocks));
  }

  // Other gradients live from their first reader's step to their maker's. One without a border may then make room for
  // another with blocks of the same size: threads never meet in it, since a block is always in one thread's hands.
  const gradients = new Map<number, Tensor>();
  const free = new Map<number, number[]>();
  const allocate = (node: number): void => {
    if (gradients.has(node)) return;
    const border = ownBorder(node);
    const reusable = border === noBorder ? free.get(blockBytes(shape(node), border))?.pop() : undefined;
    gradients.set(
      node,
      inPlace(node) ? activations.get(node)! : placeTensor(arena, shape(node), border, blocks, reusable),
    );
  };
  for (const unit of [...units].reverse()) {
    for (const node of [unit.node, ...inputsOf(unit)]) allocate(node);
    const { data, blockStep } = gradients.get(unit.node)!;
    if (ownBorder(unit.node) === noBorder) free.set(blockStep, [...(free.get(blockStep) ?? []), data]);
  }
  return { activations, gradients };
}

function inputsOf(unit: Unit): readonly number[] {
  return unit.kind === "affine" ? [unit.input, ...unit.residuals] : [unit.input];
}
