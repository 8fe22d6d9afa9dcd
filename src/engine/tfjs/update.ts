import type { Tensor } from "@tensorflow/tfjs-core";
import type { Graph } from "../../core/model/graph";
import type { Update } from "../../core/training/engine";
import type { Operations } from "./operations";

/** Stochastic gradient descent by PyTorch's formulas (`torch.optim.SGD`, no dampening) on all parameters at once. */
export function descend(
  operations: Operations,
  {
    parameters,
    momentum,
    gradient,
  }: { readonly parameters: Tensor; readonly momentum: Tensor; readonly gradient: Tensor },
  update: Update,
): { readonly parameters: Tensor; readonly momentum: Tensor } {
  const { add, scale, subtract } = operations;
  const decayed = update.weightDecay === 0 ? gradient : add(gradient, scale(parameters, update.weightDecay));
  const velocity = add(scale(momentum, update.momentum), decayed);
  const direction = update.nesterov ? add(decayed, scale(velocity, update.momentum)) : velocity;
  return { parameters: subtract(parameters, scale(direction, update.rate)), momentum: velocity };
}

/** How much of its old value each running statistic keeps, and how much of the batch's it takes, one number each. */
export function blend({ nodes }: Graph): { readonly keep: Float32Array; readonly take: Float32Array } {
  const take = nodes.flatMap(({ layer, shape }) =>
    layer.op === "batchNorm" ? new Array<number>(2 * shape[0]).fill(layer.momentum) : [],
  );
  return { keep: Float32Array.from(take, (share) => 1 - share), take: Float32Array.from(take) };
}
