import type { Context, Pass } from "./layer";

const perChannel = [0, 1, 2];

/** By the batch's statistics in training, by the running ones in evaluation. */
export function batchNorm(epsilon: number, context: Context): Pass {
  const { operations, inputs, parameters, running, training } = context;
  const input = inputs[0]!;
  const [gamma, beta] = [parameters[0]!, parameters[1]!];
  if (training) {
    const { output, mean, variance, backward } = operations.normalise(input, gamma, beta, epsilon);
    return {
      output,
      statistics: [mean, variance],
      backward: (dy) => {
        const { dx, scale, shift } = backward(dy);
        return { inputs: [dx], parameters: [scale, shift] };
      },
    };
  }
  const inverse = operations.rsqrt(operations.add(running[1]!, operations.constant(epsilon)));
  const factor = operations.multiply(gamma, inverse);
  const centred = operations.subtract(input, running[0]!);
  return {
    output: operations.add(operations.multiply(centred, factor), beta),
    backward: (dy, wanted) => ({
      inputs: [operations.multiply(dy, factor)],
      parameters: wanted.parameters
        ? [
            operations.multiply(operations.sum(operations.multiply(dy, centred), perChannel), inverse),
            operations.sum(dy, perChannel),
          ]
        : [],
    }),
  };
}
