import { batched, type Context, type Pass } from "./layer";

export function relu({ operations, inputs }: Context): Pass {
  const output = operations.relu(inputs[0]!);
  return { output, backward: (dy) => ({ inputs: [operations.reluGradient(dy, output)], parameters: [] }) };
}

export function add({ operations, inputs }: Context): Pass {
  return {
    output: inputs.reduce((sum, input) => operations.add(sum, input)),
    backward: (dy) => ({ inputs: inputs.map(() => dy), parameters: [] }),
  };
}

export function dropout(rate: number, { operations, inputs, training, kept }: Context): Pass {
  const input = inputs[0]!;
  if (!training) return { output: input, backward: (dy) => ({ inputs: [dy], parameters: [] }) };
  const factors = kept(rate);
  return {
    output: operations.multiply(input, factors),
    backward: (dy) => ({ inputs: [operations.multiply(dy, factors)], parameters: [] }),
  };
}

export function flatten(order: "chw" | "hwc", { operations, count, shape, inputs }: Context): Pass {
  const input = inputs[0]!;
  const [channels, height, width] = shape;
  const flat = [count, 1, 1, channels * height * width];
  if (order === "hwc" || height * width === 1) {
    return {
      output: operations.reshape(input, flat),
      backward: (dy) => ({ inputs: [operations.reshape(dy, batched(count, shape))], parameters: [] }),
    };
  }
  return {
    output: operations.reshape(operations.transpose(input, [0, 3, 1, 2]), flat),
    backward: (dy) => ({
      inputs: [operations.transpose(operations.reshape(dy, [count, channels, height, width]), [0, 2, 3, 1])],
      parameters: [],
    }),
  };
}
