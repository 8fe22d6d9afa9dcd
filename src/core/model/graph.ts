/**
 * The layer graph: the one form every model takes before anything else looks at it.
 *
 * Presets, `model.json` and `*.model.yaml` become this; schemes, costs, engines and views read only this.
 * It is plain data (it travels as JSON inside a plan), in topological order, with one input (node 0) and one
 * output (the last node, the logits: a softmax head is not part of it, the loss applies its own).
 */

/** Channels, height, width of one example. After `flatten` and `dense` it is `[features, 1, 1]`. */
export type Shape = readonly [channels: number, height: number, width: number];

/** Rows and columns added on each side, in pixels. Asymmetric, because Keras's `same` is. */
export interface Padding {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** How a weight tensor is drawn before training (`method.md` 1.9); biases follow `bias`. */
export interface Initial {
  /**
   * `kaiming_fan_in`, `kaiming_fan_out`: normal, std √(2 / fan). `normal_0.01`: normal, std 0.01.
   * `uniform_fan_in`: PyTorch's default for linear layers, U(±1/√fan_in).
   */
  readonly weight: "kaiming_fan_in" | "kaiming_fan_out" | "normal_0.01" | "uniform_fan_in";
  /** `uniform_fan_in`: PyTorch's default, U(±1/√fan_in). */
  readonly bias: "zero" | "uniform_fan_in";
}

/** A rectangular window: `[height, width]` each. */
export interface Window {
  readonly kernel: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly padding: Padding;
}

export type Layer =
  | { readonly op: "input" }
  | ({ readonly op: "conv2d"; readonly out: number; readonly bias: boolean; readonly initial: Initial } & Window)
  /** `momentum` is PyTorch's: running = (1 − momentum) · running + momentum · batch (variance unbiased). */
  | { readonly op: "batchNorm"; readonly epsilon: number; readonly momentum: number }
  | { readonly op: "relu" }
  | { readonly op: "add" }
  /** Padding never wins a maximum. */
  | ({ readonly op: "maxPool" } & Window)
  /** `countPadding`: whether padded zeros count in the mean (PyTorch's default yes, Keras's `same` no). */
  | ({ readonly op: "avgPool"; readonly countPadding: boolean } & Window)
  | { readonly op: "globalAvgPool" }
  /** Order of the features: `chw` is PyTorch's, `hwc` Keras's. */
  | { readonly op: "flatten"; readonly order: "chw" | "hwc" }
  | { readonly op: "dense"; readonly out: number; readonly bias: boolean; readonly initial: Initial }
  /** Active in training only; kept values are scaled by 1 / (1 − rate). */
  | { readonly op: "dropout"; readonly rate: number };

export interface GraphNode {
  /** PyTorch module path, unique: `blocks.3.conv1`. Nodes without parameters have a name of the same kind. */
  readonly name: string;
  /** Indices of earlier nodes; one, but for `input` (none) and `add` (two or more). */
  readonly inputs: readonly number[];
  /** Shape of this node's output. */
  readonly shape: Shape;
  readonly layer: Layer;
}

export interface Graph {
  readonly name: string;
  readonly classes: number;
  readonly nodes: readonly GraphNode[];
}

/** A trainable tensor; shapes are PyTorch's (`[out, in, kh, kw]`, `[out, in]`, `[n]`), as are names. */
export interface Parameter {
  readonly name: string;
  readonly shape: readonly number[];
  /** `weight`: of a convolution or dense layer, the only kind that is pruned. */
  readonly kind: "weight" | "bias" | "scale" | "shift";
  /** Index of its node. */
  readonly node: number;
}

/** All trainable tensors in PyTorch's order. */
export function parameters(graph: Graph): Parameter[] {
  return graph.nodes.flatMap((node, index) => nodeParameters(graph, node, index));
}

/** The tensors a mask applies to: every convolution and dense weight, in graph order (`method.md` 1.1). */
export function prunable(graph: Graph): Parameter[] {
  return parameters(graph).filter((parameter) => parameter.kind === "weight");
}

/** Batch-norm buffers (`….running_mean`, `….running_var`), each of shape `[channels]`, in graph order. */
export function buffers(graph: Graph): { readonly name: string; readonly shape: readonly number[] }[] {
  return graph.nodes
    .filter((node) => node.layer.op === "batchNorm")
    .flatMap((node) =>
      ["running_mean", "running_var"].map((suffix) => ({ name: `${node.name}.${suffix}`, shape: [node.shape[0]] })),
    );
}

/** Number of elements of a tensor. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

function nodeParameters(graph: Graph, node: GraphNode, index: number): Parameter[] {
  const { layer, name } = node;
  const [channels] = node.shape;
  if (layer.op === "batchNorm") {
    return [
      { name: `${name}.weight`, shape: [channels], kind: "scale", node: index },
      { name: `${name}.bias`, shape: [channels], kind: "shift", node: index },
    ];
  }
  if (layer.op !== "conv2d" && layer.op !== "dense") return [];
  const inputs = graph.nodes[node.inputs[0]!]!.shape[0];
  const shape = layer.op === "conv2d" ? [layer.out, inputs, ...layer.kernel] : [layer.out, inputs];
  const weight: Parameter = { name: `${name}.weight`, shape, kind: "weight", node: index };
  return layer.bias ? [weight, { name: `${name}.bias`, shape: [layer.out], kind: "bias", node: index }] : [weight];
}
