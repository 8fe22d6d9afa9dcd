import type { Layer, Shape } from "../../../core/model/graph";
import { describe } from "../descriptors";
import type { KernelName } from "../program";
import { elementOffsets } from "../tensors";
import type { Lowered, Plan } from "./unit";

/** Maximum, average and global pooling. */
export function lowerPool(plan: Plan, node: number, input: number): Lowered {
  const { arena, graph } = plan;
  const { layer } = graph.nodes[node]!;
  const split = plan.split(node, input);
  const fields = {
    ...{ input: plan.activation(input).descriptor, output: plan.activation(node).descriptor },
    ...{ outputGradient: plan.gradient(node).descriptor, ...windowOf(layer, graph.nodes[input]!.shape) },
  };
  const [forward, backward]: [KernelName, KernelName] =
    layer.op === "maxPool" ? ["maxPool", "maxPoolGradient"] : ["averagePool", "averagePoolGradient"];
  return {
    node,
    forward: () => [{ kernel: forward, descriptor: arena.place(describe("Pool", fields)), split }],
    backward: ({ target }) => {
      const to = target(input);
      if (!to) return [];
      const gradient = { inputGradient: to.gradient.descriptor, accumulate: to.accumulate };
      return [{ kernel: backward, descriptor: arena.place(describe("Pool", { ...fields, ...gradient })), split }];
    },
  };
}

function windowOf(layer: Layer, [, height, width]: Shape) {
  if (layer.op !== "maxPool" && layer.op !== "avgPool") {
    return { kernelRows: height, kernelColumns: width, strideRows: 1, strideColumns: 1 };
  }
  return {
    ...{ kernelRows: layer.kernel[0], kernelColumns: layer.kernel[1] },
    ...{ strideRows: layer.stride[0], strideColumns: layer.stride[1] },
    ...{ top: layer.padding.top, left: layer.padding.left },
    countPadding: layer.op === "avgPool" && layer.countPadding,
  };
}

/** Pixels to features, in PyTorch's order of them or Keras's. */
export function lowerFlatten(plan: Plan, node: number, input: number): Lowered {
  const { arena, graph } = plan;
  const { layer } = graph.nodes[node]!;
  const order = layer.op === "flatten" ? layer.order : "chw";
  const [x, dx] = [plan.activation(input), plan.gradient(input)];
  const split = plan.split(node, input);
  const fields = {
    ...{ input: x.descriptor, output: plan.activation(node).descriptor },
    ...{ offsets: arena.place(elementOffsets(x, order)) },
    ...{ inputGradient: dx.descriptor, inputGradientOffsets: arena.place(elementOffsets(dx, order)) },
    ...{ outputGradient: plan.gradient(node).descriptor },
  };
  return {
    node,
    forward: () => [{ kernel: "flatten", descriptor: arena.place(describe("Flatten", fields)), split }],
    backward: ({ target }) => {
      const to = target(input);
      if (!to) return [];
      const descriptor = arena.place(describe("Flatten", { ...fields, accumulate: to.accumulate }));
      return [{ kernel: "flattenGradient", descriptor, split }];
    },
  };
}
