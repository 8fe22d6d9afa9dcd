import { sizeOf, type Graph, type Layer } from "../src/core/model/graph";
import { keptOf } from "../src/core/sparsity/mask";
import type { Masks } from "../src/core/training/engine";
import { fuse, type Unit } from "../src/engine/sparse/fuse";

/** A part of a step as one layer sees it. */
export type Pass = "forward" | "backward" | "input gradient" | "weight gradient" | "update";

/** What one layer has to do in one pass, whatever the engine does beyond it. */
export interface Work {
  /** Kind and shape: equal for layers that do the same. */
  readonly layer: string;
  /** Floating-point operations at kept weights, two a multiply-add. */
  readonly flop: number;
  /** Of activations and their gradients, each read or written once; weights and sums over a channel do not count. */
  readonly bytes: number;
}

const floatBytes = 4;

/** The pass that a kernel belongs to: the weights' gradients have kernels of their own. */
export function passOf(op: Layer["op"] | undefined, kernel: string, direction: "forward" | "backward"): Pass {
  if (op === undefined) return "update";
  if (direction === "forward" || !isWeighted(op)) return direction;
  return /weight|bias/i.test(kernel) ? "weight gradient" : "input gradient";
}

/** @returns the work of a node (undefined: the update of all weights) in a pass, for a whole batch */
export function workOf(graph: Graph, masks: Masks, batch: number): (node: number | undefined, pass: Pass) => Work {
  const units = new Map(fuse(graph).map((unit) => [unit.node, unit]));
  const bytes = (node: number): number => floatBytes * batch * sizeOf(graph.nodes[node]!.shape);
  return (node, pass) => {
    const unit = node === undefined ? undefined : units.get(node);
    if (unit === undefined) return { layer: "all weights", flop: 0, bytes: 0 };
    const layer = titleOf(graph, unit);
    const [input, output] = [bytes(unit.input), bytes(unit.node)];
    // A convolution's gradients each read one of its two tensors' gradients and one tensor more.
    if (unit.kind !== "affine") return { layer, flop: flopOf(graph, masks, batch, unit), bytes: input + output };
    const residuals = unit.residuals.length;
    if (pass === "forward") return { layer, flop: 0, bytes: (2 + residuals) * output };
    // Batch norm's sums must be known first, so that its input and its output's gradient are read twice.
    const read = unit.norm === undefined ? 2 : 4;
    return { layer, flop: 0, bytes: (read + 1 + residuals) * output };
  };
}

/** The same for each of a convolution's passes: every kept weight meets every output position once. */
function flopOf(graph: Graph, masks: Masks, batch: number, { node, input }: Unit): number {
  const { name, layer, shape } = graph.nodes[node]!;
  if (layer.op !== "conv2d" && layer.op !== "dense") return 0;
  const mask = masks.get(`${name}.weight`);
  const taps = layer.op === "conv2d" ? sizeOf(layer.kernel) : 1;
  const kept = mask ? keptOf(mask) : layer.out * graph.nodes[input]!.shape[0] * taps;
  return 2 * kept * shape[1] * shape[2] * batch;
}

function titleOf(graph: Graph, unit: Unit): string {
  const { layer, shape } = graph.nodes[unit.node]!;
  const from = graph.nodes[unit.input]!.shape;
  const size = ([, height, width]: typeof shape): string => `${height}×${width}`;
  if (unit.kind === "affine") {
    const parts = [
      ...(unit.norm === undefined ? [] : ["norm"]),
      ...unit.residuals.map(() => "add"),
      ...(unit.relu ? ["ReLU"] : []),
    ];
    return `${parts.join(" + ")}, ${shape[0]} at ${size(shape)}`;
  }
  if (layer.op === "dense") return `dense, ${from[0]} → ${shape[0]}`;
  if (layer.op !== "conv2d") return `${layer.op}, ${from[0]} at ${size(from)}`;
  const stride = sizeOf(layer.stride) === 1 ? "" : `, stride ${layer.stride[0]}`;
  return `${layer.kernel.join("×")} conv, ${from[0]} → ${shape[0]} at ${size(from)}${stride}`;
}

function isWeighted(op: Layer["op"]): boolean {
  return op === "conv2d" || op === "dense";
}
