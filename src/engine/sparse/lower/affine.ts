import { describe } from "../descriptors";
import type { AffineUnit } from "../fuse";
import { over, type Step } from "../program";
import { channelTask, type BackwardPass, type Lowered, type Plan } from "./unit";

/** Where a batch norm's numbers stand, apart from its parameters. */
export interface NormPlace {
  readonly coefficients: number;
  /** Moments of its input, written by the convolution before it or by a step of its own. */
  readonly moments: number;
  readonly sums: number;
  /** Descriptor for each mode. */
  readonly training: number;
  readonly evaluation: number;
}

export function placeNorm(plan: Plan, node: number): NormPlace {
  const { arena, blocks } = plan;
  const { name, layer, shape } = plan.graph.nodes[node]!;
  const [channels, height, width] = shape;
  const [scale, shift] = [plan.parameter(`${name}.weight`), plan.parameter(`${name}.bias`)];
  const [coefficients, precise] = [arena.reserve(channels * 24), arena.reserve(channels * 16)];
  const [moments, sums] = [arena.reserve(blocks * channels * 64), arena.reserve(blocks * channels * 32)];
  const fields = {
    ...{ channels, pixels: height * width },
    ...(layer.op === "batchNorm" ? { epsilon: layer.epsilon, momentum: layer.momentum } : {}),
    ...{ scale: scale.values, scaleGradient: scale.gradients, shift: shift.values, shiftGradient: shift.gradients },
    ...{ runningMean: plan.buffer(`${name}.running_mean`), runningVariance: plan.buffer(`${name}.running_var`) },
    ...{ coefficients, precise, moments, sums },
  };
  const descriptor = (training: boolean): number => arena.place(describe("BatchNorm", { ...fields, training }));
  return { coefficients, moments, sums, training: descriptor(true), evaluation: descriptor(false) };
}

/** Batch norm, addition and ReLU. `momentsAtHand`: whether a convolution has written the moments already. */
export function lowerAffine(
  plan: Plan,
  unit: AffineUnit,
  norm: NormPlace | undefined,
  momentsAtHand: boolean,
): Lowered {
  const { arena } = plan;
  const { node, input, residuals, relu } = unit;
  const [x, y, dy] = [plan.activation(input), plan.activation(node), plan.gradient(node)];
  const split = plan.split(node, input);
  const channels = over(y.shape[0], channelTask);
  const coefficients = norm?.coefficients ?? 0;
  // One residual a pass; passes after the first go on from the output itself.
  const passes = residuals.length === 0 ? [undefined] : residuals;

  return {
    node,
    forward: (training) => [
      ...(norm ? statistics(norm, training) : []),
      ...passes.map((residual, pass): Step => {
        const fields = {
          ...{ input: pass === 0 ? x.descriptor : y.descriptor, output: y.descriptor },
          ...{ residual: residual === undefined ? 0 : plan.activation(residual).descriptor },
          ...{ coefficients: pass === 0 ? coefficients : 0, relu: relu && pass === passes.length - 1 },
        };
        return { kernel: "affine", descriptor: arena.place(describe("Affine", fields)), split };
      }),
    ],
    backward: (pass) => [...(norm ? normSteps(norm, pass) : []), ...gradientSteps(pass)],
  };

  function statistics(place: NormPlace, training: boolean): Step[] {
    if (!training) return [{ kernel: "runningStatistics", descriptor: place.evaluation, split: channels }];
    const merge: Step = { kernel: "batchStatistics", descriptor: place.training, split: channels };
    if (momentsAtHand) return [merge];
    const fields = { input: x.descriptor, partials: place.moments };
    return [{ kernel: "moments", descriptor: arena.place(describe("Moments", fields)), split }, merge];
  }

  function normSteps(place: NormPlace, { training, weights }: BackwardPass): Step[] {
    if (!training && !weights) return [];
    const fields = {
      ...{ input: x.descriptor, output: y.descriptor, outputGradient: dy.descriptor },
      ...{ coefficients, relu, partials: place.sums },
    };
    const descriptor = training ? place.training : place.evaluation;
    return [
      { kernel: "affineSums", descriptor: arena.place(describe("Affine", fields)), split },
      { kernel: "normGradient", descriptor, split: channels, deferred: !training },
    ];
  }

  function gradientSteps({ target }: BackwardPass): Step[] {
    return passes.flatMap((residual, pass): Step[] => {
      const toInput = pass === 0 ? target(input) : undefined;
      const toResidual = residual === undefined ? undefined : target(residual);
      if (!toInput && !toResidual) return [];
      const fields = {
        ...{ input: pass === 0 ? x.descriptor : y.descriptor, output: y.descriptor, outputGradient: dy.descriptor },
        ...{ coefficients: toInput ? coefficients : 0, relu },
        ...{ inputGradient: toInput?.gradient.descriptor ?? 0, addToInput: toInput?.accumulate ?? false },
        ...{ residualGradient: toResidual?.gradient.descriptor ?? 0, addToResidual: toResidual?.accumulate ?? false },
      };
      return [{ kernel: "affineGradient", descriptor: arena.place(describe("Affine", fields)), split }];
    });
  }
}
