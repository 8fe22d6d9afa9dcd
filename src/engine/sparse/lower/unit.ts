import type { Graph } from "../../../core/model/graph";
import type { Arena } from "../arena";
import type { ParameterPlace } from "../parameters";
import type { Split, Step } from "../program";
import type { LayerStreams } from "../streams";
import type { Tensor } from "../tensors";

/** Channels of a task, where a step goes over channels. */
export const channelTask = 16;

/** What turning a unit into kernel calls needs to know of the whole network. */
export interface Plan {
  readonly graph: Graph;
  readonly arena: Arena;
  /** Most blocks of four images that a batch may have. */
  readonly blocks: number;
  /** By node, for those that units read and write. */
  readonly activation: (node: number) => Tensor;
  readonly gradient: (node: number) => Tensor;
  /** By PyTorch name. */
  readonly parameter: (name: string) => ParameterPlace;
  readonly buffer: (name: string) => number;
  /** Of a convolution's or dense layer's node. */
  readonly streams: (node: number) => LayerStreams;
  /** Address of memory that holds nothing from one layer's weight gradient to the next. */
  readonly scratch: number;
  /** How steps over blocks are cut when they touch these nodes. */
  readonly split: (...nodes: readonly number[]) => Split;
}

/** A unit as kernel calls. */
export interface Lowered {
  readonly node: number;
  readonly forward: (training: boolean) => readonly Step[];
  readonly backward: (pass: BackwardPass) => readonly Step[];
}

/** One way of going backward. */
export interface BackwardPass {
  /** Through batch statistics and dropout, or through running statistics. */
  readonly training: boolean;
  /** Whether the parameters' gradients are wanted. */
  readonly weights: boolean;
  /**
   * Where a unit's part of a node's gradient goes; undefined if nobody needs it. The first part overwrites what the
   * tensor held, the next ones add to it: to be asked in the order of writing.
   */
  readonly target: (node: number) => { readonly gradient: Tensor; readonly accumulate: boolean } | undefined;
}
