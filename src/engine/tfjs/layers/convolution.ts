import type { Layer, Window } from "../../../core/model/graph";
import { batched, type Context, type Pass } from "./layer";
import { padded } from "./padding";

const perChannel = [0, 1, 2];

/** Filters are `[rows, columns, inputs, outputs]`. */
export function convolution(
  window: Window,
  { operations, count, shape, inputs, parameters: [filter, bias] }: Context,
): Pass {
  const { input, taps, unpad } = padded(operations, inputs[0]!, count, shape, window, 0, true);
  const product = operations.convolve(input, filter!, taps);
  return {
    output: bias ? operations.add(product, bias) : product,
    backward: (dy, wanted) => ({
      inputs: wanted.inputs ? [unpad(operations.convolvedGradient(dy, filter!, input.shape, taps))] : [],
      parameters: wanted.parameters
        ? [operations.filterGradient(input, dy, filter!.shape, taps), ...(bias ? [operations.sum(dy, perChannel)] : [])]
        : [],
    }),
  };
}

/** Weights are `[outputs, inputs]`. */
export function dense({ out }: Extract<Layer, { op: "dense" }>, context: Context): Pass {
  const { operations, count, shape, inputs, parameters } = context;
  const [weight, bias] = parameters;
  const input = operations.reshape(inputs[0]!, [count, shape[0]]);
  const product = operations.product(input, weight!, false, true);
  return {
    output: operations.reshape(bias ? operations.add(product, bias) : product, [count, 1, 1, out]),
    backward: (gradient, wanted) => {
      const dy = operations.reshape(gradient, [count, out]);
      return {
        inputs: wanted.inputs
          ? [operations.reshape(operations.product(dy, weight!, false, false), batched(count, shape))]
          : [],
        parameters: wanted.parameters
          ? [operations.product(dy, input, true, false), ...(bias ? [operations.sum(dy, [0])] : [])]
          : [],
      };
    },
  };
}
