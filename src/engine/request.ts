import { buffers, parameters, sizeOf, type Graph } from "../core/model/graph";
import type { Batch, SessionRequest } from "../core/training/engine";

/** @throws RangeError in one sentence for what the engine cannot work with. */
export function checkRequest({ graph, state, masks, batch, threads }: SessionRequest): void {
  checkCount("batch", batch);
  checkCount("threads", threads);
  checkGraph(graph);
  for (const { name, shape, kind } of parameters(graph)) {
    checkTensor(name, state.parameters.get(name), sizeOf(shape));
    if (state.momentum.has(name)) checkTensor(`the momentum of ${name}`, state.momentum.get(name), sizeOf(shape));
    if (masks.has(name) && kind === "weight") checkTensor(`the mask of ${name}`, masks.get(name), sizeOf(shape));
  }
  for (const { name, shape } of buffers(graph)) checkTensor(name, state.buffers.get(name), sizeOf(shape));
  const weights = new Set(parameters(graph).flatMap(({ kind, name }) => (kind === "weight" ? [name] : [])));
  for (const name of masks.keys()) {
    if (!weights.has(name)) throw new RangeError(`There is a mask for ${name}, but ${graph.name} has no such weight.`);
  }
}

/** @throws RangeError when images, labels and the session do not go together. */
export function checkBatch(request: SessionRequest, { images, labels }: Batch): void {
  checkImages(request, images, labels.length);
  const { classes } = request.graph;
  for (const label of labels) {
    if (label < 0 || label >= classes) {
      throw new RangeError(`A label is ${label}, but the classes are numbered from 0 to ${classes - 1}.`);
    }
  }
}

export function checkImages({ graph, batch }: SessionRequest, images: Float32Array, count: number): void {
  if (!Number.isInteger(count) || count < 1 || count > batch) {
    throw new RangeError(`A batch holds ${count} examples, but this session takes 1 to ${batch}.`);
  }
  checkTensor(`The batch of ${count} images`, images, count * sizeOf(graph.nodes[0]!.shape));
}

function checkGraph({ name, nodes, classes }: Graph): void {
  const shape = nodes.at(-1)?.shape;
  if (nodes.length < 2 || nodes[0]?.layer.op !== "input" || shape?.join() !== `${classes},1,1`) {
    throw new RangeError(`${name} must lead from one input to ${classes} logits, but ends in ${shape?.join(" × ")}.`);
  }
}

function checkCount(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 1)
    throw new RangeError(`${name} is ${value}, but must be a whole number from 1.`);
}

function checkTensor(name: string, tensor: { readonly length: number } | undefined, size: number): void {
  if (tensor?.length === size) return;
  throw new RangeError(`${name} has ${tensor ? tensor.length : "no"} numbers, but needs ${size}.`);
}
