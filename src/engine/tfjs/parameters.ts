/**
 * All parameters in one tensor, all momenta in another and all running statistics in a third: an update is a handful of
 * operations, however many layers there are. Convolutions' weights lie in it as TensorFlow wants them,
 * `[rows, columns, inputs, outputs]`; everything else as PyTorch has it.
 */
import { buffers, parameters, sizeOf, type Graph, type Parameter } from "../../core/model/graph";
import type { Masks, Tensors } from "../../core/training/engine";

export interface Place {
  readonly name: string;
  readonly node: number;
  /** On the device. */
  readonly shape: readonly number[];
  readonly size: number;
  readonly start: number;
}

export interface Layout {
  /** Weights first. */
  readonly parameters: readonly Place[];
  /** Numbers that are weights, of convolutions and dense layers. */
  readonly weights: number;
  readonly size: number;
  /** Running means and variances, in the graph's order. */
  readonly buffers: readonly Place[];
}

export function layoutOf(graph: Graph): Layout {
  const all = parameters(graph);
  const weights = all.filter(({ kind }) => kind === "weight");
  const placed = place([...weights, ...all.filter(({ kind }) => kind !== "weight")].map(onDevice));
  const nodes = graph.nodes.flatMap(({ layer }, node) => (layer.op === "batchNorm" ? [node, node] : []));
  return {
    parameters: placed,
    weights: weights.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
    size: placed.reduce((sum, { size }) => sum + size, 0),
    buffers: place(buffers(graph).map((buffer, index) => ({ ...buffer, node: nodes[index]! }))),
  };
}

/** One number after the other as the device has them; zeros where a tensor is absent or a mask prunes. */
export function pack(places: readonly Place[], tensors: Tensors, masks: Masks): Float32Array {
  const packed = new Float32Array(places.reduce((sum, { size }) => sum + size, 0));
  for (const place of places) {
    const values = tensors.get(place.name);
    const mask = masks.get(place.name);
    if (values === undefined) continue;
    visit(place, (outside, inside) => {
      if (mask?.[outside] !== 0) packed[inside] = values[outside]!;
    });
  }
  return packed;
}

/** Undoes `pack`. */
export function unpack(places: readonly Place[], packed: Float32Array): Map<string, Float32Array> {
  return new Map(
    places.map((place) => {
      const values = new Float32Array(place.size);
      visit(place, (outside, inside) => (values[outside] = packed[inside]!));
      return [place.name, values];
    }),
  );
}

/** 1 where a number may change and 0 where a mask prunes; undefined where there is no mask. */
export function packMasks({ parameters: places, size }: Layout, masks: Masks): Float32Array | undefined {
  if (masks.size === 0) return undefined;
  const packed = new Float32Array(size).fill(1);
  for (const place of places) {
    const mask = masks.get(place.name);
    if (mask !== undefined) visit(place, (outside, inside) => (packed[inside] = mask[outside]!));
  }
  return packed;
}

function onDevice({ name, node, shape }: Parameter) {
  const [outputs = 1, inputs = 1, rows = 1, columns = 1] = shape;
  return { name, node, shape: shape.length === 4 ? [rows, columns, inputs, outputs] : shape };
}

function place(tensors: readonly Pick<Place, "name" | "node" | "shape">[]): Place[] {
  let start = 0;
  return tensors.map((tensor) => {
    const size = sizeOf(tensor.shape);
    start += size;
    return { ...tensor, size, start: start - size };
  });
}

/** Calls `each` with a number's index in PyTorch's order and its place in all the packed ones. */
function visit({ shape, size, start }: Place, each: (outside: number, inside: number) => void): void {
  const [rows = 1, columns = 1, inputs = 1, outputs = 1] = shape;
  const pixels = shape.length === 4 ? rows * columns : 1;
  if (pixels === 1 && shape.length < 4) {
    for (let index = 0; index < size; index++) each(index, start + index);
    return;
  }
  let outside = 0;
  for (let output = 0; output < outputs; output++) {
    for (let input = 0; input < inputs; input++) {
      for (let pixel = 0; pixel < pixels; pixel++) {
        each(outside++, start + (pixel * inputs + input) * outputs + output);
      }
    }
  }
}
