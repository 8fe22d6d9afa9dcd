import type { Tensor } from "@tensorflow/tfjs-core";
import type { Shape, Window } from "../../../core/model/graph";
import type { Operations } from "../operations";
import type { Context, Pass } from "./layer";
import { padded } from "./padding";

/** Less than any number a network computes: padding never wins. */
const lowest = -3.4028234663852886e38;

export function maxPool(window: Window, { operations, count, shape, inputs }: Context): Pass {
  const { input, taps, unpad } = padded(operations, inputs[0]!, count, shape, window, lowest, false);
  const output = operations.maximum(input, taps);
  return {
    output,
    backward: (dy) => ({ inputs: [unpad(operations.maximumGradient(dy, input, output, taps))], parameters: [] }),
  };
}

/** Averages over whole windows of zeros and pixels; where padding does not count, what that makes too small is raised. */
export function avgPool(
  window: Window,
  countPadding: boolean,
  { operations, node, count, shape, inputs }: Context,
): Pass {
  const { input, taps, unpad } = padded(operations, inputs[0]!, count, shape, window, 0, false);
  const averages = operations.average(input, taps);
  const raise = countPadding || input === inputs[0] ? undefined : shares(operations, window, shape, node.shape);
  const raised = (values: Tensor): Tensor => (raise ? operations.multiply(values, raise) : values);
  return {
    output: raised(averages),
    backward: (dy) => ({ inputs: [unpad(operations.averageGradient(raised(dy), input, taps))], parameters: [] }),
  };
}

export function globalAvgPool({ operations, shape: [, height, width], inputs }: Context): Pass {
  return {
    output: operations.mean(inputs[0]!, [1, 2], true),
    backward: (dy) => ({
      inputs: [operations.multiply(dy, operations.filled([1, height, width, 1], 1 / (height * width)))],
      parameters: [],
    }),
  };
}

/** For each output pixel, the window's size by the number of its pixels that are no padding; 0 where all are. */
function shares(
  operations: Operations,
  { kernel, stride, padding }: Window,
  input: Shape,
  [, height, width]: Shape,
): Tensor {
  const inside = (output: number, size: number, step: number, before: number, extent: number): number => {
    const from = output * step - before;
    return Math.max(0, Math.min(from + size, extent) - Math.max(from, 0));
  };
  const values = new Float32Array(height * width);
  for (let row = 0; row < height; row++) {
    const rows = inside(row, kernel[0], stride[0], padding.top, input[1]);
    for (let column = 0; column < width; column++) {
      const columns = inside(column, kernel[1], stride[1], padding.left, input[2]);
      values[row * width + column] = rows * columns > 0 ? (kernel[0] * kernel[1]) / (rows * columns) : 0;
    }
  }
  return operations.tensor(values, [1, height, width, 1]);
}
