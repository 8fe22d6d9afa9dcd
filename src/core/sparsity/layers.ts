/** What a scheme sees of a network: the tensors it thins. */
import { prunable, sizeOf, type Graph } from "../model/graph";

export interface PrunableLayers {
  /** PyTorch order, `[out, in, kh, kw]` or `[out, in]`; the first is the network's first layer. */
  readonly shapes: readonly (readonly number[])[];
  /** Number of weights of each. */
  readonly sizes: readonly number[];
  /** Number of weights of all. */
  readonly total: number;
  /** Index of the last dense layer that feeds the output, −1 where there is none. */
  readonly classifier: number;
}

export function prunableLayers(graph: Graph): PrunableLayers {
  const weights = prunable(graph);
  const sizes = weights.map(({ shape }) => sizeOf(shape));
  const node = classifierNode(graph);
  return {
    shapes: weights.map(({ shape }) => shape),
    sizes,
    total: sum(sizes),
    classifier: weights.findIndex((weight) => weight.node === node),
  };
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function classifierNode(graph: Graph): number {
  const feeds = new Set([graph.nodes.length - 1]);
  for (let index = graph.nodes.length - 1; index >= 0; index--) {
    if (!feeds.has(index)) continue;
    const { layer, inputs } = graph.nodes[index]!;
    if (layer.op === "dense") return index;
    inputs.forEach((input) => feeds.add(input));
  }
  return -1;
}
