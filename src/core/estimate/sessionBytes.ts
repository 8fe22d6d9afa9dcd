/**
 * What training holds in memory, before it starts: how many bytes a session of the sparse engine allocates at once, for a
 * network, its kept weights and a batch. (The data set and the program are not in it.)
 *
 * Of activations and their gradients, images in blocks of four, so 16 bytes a pixel and channel:
 * - the output of every layer, but of those that run joined to the next one (batch norm → add → relu), with the zeros
 *   that convolutions read around it;
 * - gradients: a convolution's stands where its output stood, where only an element-wise layer reads that; the others
 *   live from the layer that reads the output to the one that made it, and then make room for one of the same size.
 * Of parameters: 28 bytes a kept weight (offset and value in both directions, place of the copy, gradient, momentum),
 * 12 another parameter, 4 a running statistic. Of sums: 96 bytes a block and channel of a batch norm, 32 a block and bias,
 * and the partial weight gradients of one layer, up to 16 sets of 32 bytes a kept weight while they take up to 32 MiB.
 */
import {
  buffers,
  parameters,
  prunable,
  sizeOf,
  type Graph,
  type GraphNode,
  type Layer,
  type Shape,
} from "../model/graph";
import { sum } from "../sparsity/layers";

const blockImages = 4;
const pixelBytes = 16;
const weightBytes = 28;
const parameterBytes = 12;
const normBytes = 96;
const biasBytes = 32;
const partialBytes = 32;
const partialSets = 16;
const flatBlocks = 8;
const partialLimit = 32 * 2 ** 20;

/** Bytes that a session's memory can hold: its addresses have 32 bits. */
export const sessionLimit = 2 ** 32;

/**
 * @returns a function of the weights that are kept, by layer in the order of `prunable`, and of the images of a step: bytes,
 *   within a few per cent of what the engine allocates
 */
export function sessionBytesOf(graph: Graph): (kept: readonly number[], batch: number) => number {
  const { nodes } = graph;
  const others = sum(parameters(graph).map(({ kind, shape }) => (kind === "weight" ? 0 : sizeOf(shape))));
  const statistics = sum(buffers(graph).map(({ shape }) => sizeOf(shape)));
  const sums = sum(
    nodes.map(({ layer, shape }) => {
      if (layer.op === "batchNorm") return normBytes * shape[0];
      return "bias" in layer && layer.bias ? biasBytes * shape[0] : 0;
    }),
  );
  const blockBytes = sums + pixelBytes * tensorPixels(graph);
  const single = ({ shape }: GraphNode) => shape[1] * shape[2] === 1;
  const flat = prunable(graph).map(({ node }) => single(nodes[node]!) && single(nodes[nodes[node]!.inputs[0]!]!));
  const partials = (kept: number, blocks: number, together: number): number => {
    const sets = Math.ceil(blocks / (Math.ceil(blocks / partialSets / together) * together));
    return (sets * kept * partialBytes <= partialLimit ? sets : 1) * kept * partialBytes;
  };
  return (kept, batch) => {
    const blocks = Math.ceil(batch / blockImages);
    const largest = Math.max(0, ...kept.map((count, layer) => partials(count, blocks, flat[layer] ? flatBlocks : 1)));
    return sum(kept) * weightBytes + others * parameterBytes + 4 * statistics + largest + blocks * blockBytes;
  };
}

/** Pixels of one image, over all channels, of all outputs and gradients that are in memory at the same time. */
function tensorPixels(graph: Graph): number {
  const { nodes } = graph;
  const readers = nodes.map((): number[] => []);
  nodes.forEach(({ inputs }, node) => {
    for (const input of inputs) readers[input]!.push(node);
  });
  const opOf = (node: number | undefined) => (node === undefined ? undefined : nodes[node]!.layer.op);
  const onlyReader = (node: number) => (readers[node]!.length === 1 ? readers[node]![0] : undefined);

  // From the end: an addition takes in one batch norm, a ReLU the one or the other.
  const joined = new Set<number>();
  for (const [node, { layer, inputs }] of [...nodes.entries()].reverse()) {
    if (layer.op !== "add" && layer.op !== "relu") continue;
    const fitting = inputs.filter((input) => {
      const op = opOf(input);
      return onlyReader(input) === node && (op === "batchNorm" || (op === "add" && layer.op === "relu"));
    });
    if (fitting.length > 0) joined.add(fitting.at(-1)!);
  }
  const inputsOf = (node: number): number[] =>
    nodes[node]!.inputs.flatMap((input) => (joined.has(input) ? inputsOf(input) : [input]));
  const inPlace = (node: number): boolean => {
    const op = opOf(node);
    const reader = opOf(onlyReader(node));
    return (op === "conv2d" || op === "dense") && (reader === "batchNorm" || reader === "relu");
  };

  const outputs = nodes.map(({ shape }, node) => {
    if (joined.has(node)) return 0;
    const borders = readers[node]!.map((reader) => readExtent(nodes[reader]!.layer, nodes[reader]!.shape));
    if (inPlace(node)) borders.push(gradientExtent(nodes[node]!.layer, nodes[nodes[node]!.inputs[0]!]!.shape));
    const extent = (axis: 0 | 1) => Math.max(shape[axis + 1]!, ...borders.map((border) => border[axis]));
    return shape[0] * extent(0) * extent(1);
  });

  const open = new Set<number>();
  const bySize = new Map<number, { now: number; most: number }>();
  const change = (node: number, by: 1 | -1): void => {
    if (inPlace(node)) return;
    const size = sizeOf(nodes[node]!.shape);
    const count = bySize.get(size) ?? { now: 0, most: 0 };
    const now = count.now + by;
    bySize.set(size, { now, most: Math.max(count.most, now) });
  };
  for (let node = nodes.length - 1; node > 0; node--) {
    if (joined.has(node)) continue;
    for (const touched of [node, ...inputsOf(node)]) {
      if (!open.has(touched)) change(touched, 1);
      open.add(touched);
    }
    change(node, -1);
  }
  return sum(outputs) + sum([...bySize].map(([size, { most }]) => size * most));
}

/** Rows and columns of its input that a layer reads, zeros around it included; nothing but convolutions reads zeros. */
function readExtent(layer: Layer, [, ...size]: Shape): readonly [number, number] {
  if (layer.op !== "conv2d") return [0, 0];
  const extent = (axis: 0 | 1) => (size[axis] - 1) * layer.stride[axis] + layer.kernel[axis];
  return [extent(0), extent(1)];
}

/** Rows and columns of a convolution's gradient that the gradient of its input reads. */
function gradientExtent(layer: Layer, [, ...inputSize]: Shape): readonly [number, number] {
  if (layer.op !== "conv2d") return [0, 0];
  const extent = (axis: 0 | 1) => Math.ceil((inputSize[axis] + layer.kernel[axis] - 1) / layer.stride[axis]);
  return [extent(0), extent(1)];
}
