/** A whole network, forward and back, one operation after the other: nothing is compiled, and nothing is remembered. */
import type { Tensor } from "@tensorflow/tfjs-core";
import type { Graph, GraphNode } from "../../core/model/graph";
import { dropoutKeeps } from "../dropout";
import type { TensorFlow } from "./library";
import type { Operations } from "./operations";
import { batchNorm } from "./layers/batchNorm";
import { convolution, dense } from "./layers/convolution";
import { add, dropout, flatten, relu } from "./layers/elementwise";
import { batched, type Context, type Pass } from "./layers/layer";
import { avgPool, globalAvgPool, maxPool } from "./layers/pool";

/** By node; none for a node without. */
export type ByNode = readonly (readonly Tensor[])[];

export interface NetworkInput {
  readonly images: Tensor;
  readonly parameters: ByNode;
  /** Running mean and variance. */
  readonly running: ByNode;
  readonly training: boolean;
  /** Of dropout, in training. */
  readonly keyOf: (node: number) => number;
}

/** What went through the network: one pass a node, of which the first only holds the images. */
export function forward(operations: Operations, graph: Graph, input: NetworkInput): Pass[] {
  const count = input.images.shape[0];
  const passes: Pass[] = [];
  for (const [index, node] of graph.nodes.entries()) {
    const inputs = node.inputs.map((from) => passes[from]!.output);
    passes.push(
      layer(
        {
          ...{ operations, node, count, inputs, training: input.training },
          shape: graph.nodes[node.inputs[0] ?? 0]!.shape,
          parameters: input.parameters[index]!,
          running: input.running[index]!,
          kept: (rate) => operations.tensor(factors(node, count, rate, input.keyOf(index)), batched(count, node.shape)),
        },
        input.images,
      ),
    );
  }
  return passes;
}

export interface BackwardRequest {
  /** Of the logits. */
  readonly gradient: Tensor;
  readonly wanted: "parameters" | "images";
}

/** Gradients of every node's parameters and of the images; what nothing leads to has none. */
export function backward(
  tf: TensorFlow,
  operations: Operations,
  graph: Graph,
  passes: readonly Pass[],
  request: BackwardRequest,
) {
  const { nodes } = graph;
  const parameters: (readonly Tensor[] | undefined)[] = nodes.map(() => undefined);
  const arrived: (Tensor | undefined)[] = nodes.map(() => undefined);
  arrived[nodes.length - 1] = operations.reshape(request.gradient, passes.at(-1)!.output.shape);
  const needed = leadsSomewhere(graph, request.wanted);
  for (let index = nodes.length - 1; index > 0; index--) {
    const dy = arrived[index];
    if (dy === undefined) continue;
    const { inputs } = nodes[index]!;
    const wanted = { inputs: inputs.some((from) => needed[from]), parameters: request.wanted === "parameters" };
    const found = tf.tidy(() => {
      const gradients = passes[index]!.backward(dy, wanted);
      // What was there before is part of the sum, and of no more use.
      const sums = new Map<number, Tensor>();
      if (wanted.inputs) {
        inputs.forEach((from, which) => {
          const before = sums.get(from) ?? arrived[from];
          const gradient = gradients.inputs[which]!;
          sums.set(from, before ? operations.add(before, gradient) : gradient);
        });
      }
      return { sums: [...sums.values()], from: [...sums.keys()], parameters: [...gradients.parameters] };
    });
    parameters[index] = found.parameters;
    arrived[index] = undefined;
    found.from.forEach((from, which) => (arrived[from] = found.sums[which]!));
    // A sum hands its gradient on as it is.
    if (!arrived.includes(dy)) dy.dispose();
  }
  return { parameters, images: arrived[0] };
}

/** Whether a gradient of a node's output is of use: to parameters at it or before it, or to the images. */
function leadsSomewhere({ nodes }: Graph, wanted: BackwardRequest["wanted"]): boolean[] {
  const found: boolean[] = [];
  for (const { inputs, layer } of nodes) {
    const learns = layer.op === "conv2d" || layer.op === "dense" || layer.op === "batchNorm";
    found.push(wanted === "images" || learns || inputs.some((from) => found[from]!));
  }
  return found;
}

function layer(context: Context, images: Tensor): Pass {
  const { layer: kind } = context.node;
  switch (kind.op) {
    case "input":
      return { output: images, backward: () => ({ inputs: [], parameters: [] }) };
    case "conv2d":
      return convolution(kind, context);
    case "dense":
      return dense(kind, context);
    case "batchNorm":
      return batchNorm(kind.epsilon, context);
    case "relu":
      return relu(context);
    case "add":
      return add(context);
    case "maxPool":
      return maxPool(kind, context);
    case "avgPool":
      return avgPool(kind, kind.countPadding, context);
    case "globalAvgPool":
      return globalAvgPool(context);
    case "flatten":
      return flatten(kind.order, context);
    case "dropout":
      return dropout(kind.rate, context);
  }
}

/** What dropout multiplies with, `[images, rows, columns, channels]`. */
function factors(
  { shape: [channels, height, width] }: GraphNode,
  count: number,
  rate: number,
  key: number,
): Float32Array {
  const values = new Float32Array(count * channels * height * width);
  const scale = 1 / (1 - rate);
  const pixels = height * width;
  let at = 0;
  for (let image = 0; image < count; image++) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      for (let channel = 0; channel < channels; channel++) {
        values[at++] = dropoutKeeps(key, (image * channels + channel) * pixels + pixel, rate) ? scale : 0;
      }
    }
  }
  return values;
}
