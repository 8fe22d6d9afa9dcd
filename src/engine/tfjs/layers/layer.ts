import type { Tensor } from "@tensorflow/tfjs-core";
import type { GraphNode, Shape } from "../../../core/model/graph";
import type { Operations, Shape4 } from "../operations";

/** What a layer computes with, in one call. */
export interface Context {
  readonly operations: Operations;
  readonly node: GraphNode;
  /** Examples. */
  readonly count: number;
  /** Shape of the first input. */
  readonly shape: Shape;
  readonly inputs: readonly Tensor[];
  /** The node's parameters, in the graph's order. */
  readonly parameters: readonly Tensor[];
  readonly training: boolean;
  /** Running mean and variance of a batch norm. */
  readonly running: readonly Tensor[];
  /** 0 or 1 / (1 − rate) for every element of a dropout's output. */
  readonly kept: (rate: number) => Tensor;
}

/** What a layer leaves for the way back. */
export interface Pass {
  readonly output: Tensor;
  /** Mean and unbiased variance of the batch, of a batch norm in training. */
  readonly statistics?: readonly [mean: Tensor, variance: Tensor];
  readonly backward: (dy: Tensor, wanted: Wanted) => Gradients;
}

/** Which gradients are of use to anybody. */
export interface Wanted {
  readonly inputs: boolean;
  readonly parameters: boolean;
}

export interface Gradients {
  /** One for each input, if they were wanted. */
  readonly inputs: readonly Tensor[];
  /** In the order of the parameters, if they were wanted. */
  readonly parameters: readonly Tensor[];
}

/** `[images, rows, columns, channels]` of a batch. */
export function batched(count: number, [channels, height, width]: Shape): Shape4 {
  return [count, height, width, channels];
}
