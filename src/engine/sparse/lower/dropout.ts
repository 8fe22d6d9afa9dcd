import { describe, fieldAddress } from "../descriptors";
import type { KernelName } from "../program";
import type { Lowered, Plan } from "./unit";

/** Where a node's key is to be written before each step. */
export interface DropoutKey {
  readonly node: number;
  readonly address: number;
}

/** Dropout; `keys` takes the places of its key. */
export function lowerDropout(plan: Plan, node: number, input: number, keys: DropoutKey[]): Lowered {
  const { arena, graph } = plan;
  const { layer } = graph.nodes[node]!;
  const rate = layer.op === "dropout" ? layer.rate : 0;
  const kernel: KernelName = "dropout";
  const split = plan.split(node, input);
  const step = (from: number, to: number, training: boolean, accumulate: boolean) => {
    const active = training ? { threshold: rate * 2 ** 32, scale: 1 / (1 - rate) } : { threshold: 0, scale: 1 };
    const descriptor = arena.place(describe("Dropout", { input: from, output: to, accumulate, ...active }));
    keys.push({ node, address: fieldAddress("Dropout", descriptor, "key") });
    return [{ kernel, descriptor, split }];
  };
  return {
    node,
    forward: (training) => step(plan.activation(input).descriptor, plan.activation(node).descriptor, training, false),
    backward: ({ training, target }) => {
      const to = target(input);
      return to ? step(plan.gradient(node).descriptor, to.gradient.descriptor, training, to.accumulate) : [];
    },
  };
}
