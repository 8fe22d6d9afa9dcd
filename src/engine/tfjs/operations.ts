/**
 * The operations networks are made of, on tensors `[images, rows, columns, channels]`. They are TensorFlow.js's kernels,
 * called without its differentiation: the layers know their gradients.
 */
import type { NamedAttrMap, NamedTensorMap, Tensor } from "@tensorflow/tfjs-core";
import type { Window } from "../../core/model/graph";
import type { Library, NativeAttribute } from "./library";

export type Shape4 = [number, number, number, number];

/** A window whose padding has been made explicit already, or is what TensorFlow calls "same". */
export interface Taps extends Pick<Window, "kernel" | "stride"> {
  readonly pad: "same" | "valid";
}

export interface Normalised {
  readonly output: Tensor;
  /** Of the batch, by channel; the variance is the unbiased one. */
  readonly mean: Tensor;
  readonly variance: Tensor;
  readonly backward: (dy: Tensor) => NormGradients;
}

export interface NormGradients {
  readonly dx: Tensor;
  readonly scale: Tensor;
  readonly shift: Tensor;
}

export type Operations = ReturnType<typeof operationsOf>;

const images = [0, 1, 2];
const none = [0, 0] as const;

export function operationsOf({ tf, native, backend, leastBatch = 1 }: Library) {
  const engine = tf.engine();
  const run = (name: string, inputs: NamedTensorMap, attributes?: NamedAttrMap): Tensor =>
    engine.runKernel<Tensor>(name, inputs, attributes);
  const constants = new Map<number, Tensor>();

  /** A scalar that stays; there are few different ones. */
  const constant = (value: number): Tensor => {
    const known = constants.get(value);
    if (known) return known;
    const made = tf.keep(tf.scalar(value));
    constants.set(value, made);
    return made;
  };
  const add = (a: Tensor, b: Tensor): Tensor => run(tf.Add, { a, b });
  const subtract = (a: Tensor, b: Tensor): Tensor => run(tf.Sub, { a, b });
  const multiply = (a: Tensor, b: Tensor): Tensor => run(tf.Multiply, { a, b });
  const scale = (a: Tensor, factor: number): Tensor => multiply(a, constant(factor));
  const square = (x: Tensor): Tensor => run(tf.Square, { x });
  const sum = (x: Tensor, axis: readonly number[]): Tensor => run(tf.Sum, { x }, { axis: [...axis], keepDims: false });
  const mean = (x: Tensor, axis: readonly number[], keepDims: boolean): Tensor =>
    run(tf.Mean, { x }, { axis: [...axis], keepDims });
  const reshape = (x: Tensor, shape: readonly number[]): Tensor =>
    x.shape.join() === shape.join() ? x : run(tf.Reshape, { x }, { shape: [...shape] });

  /** By the batch's own statistics. Centres first, so that a mean far from zero costs no digits. */
  const normalise = (x: Tensor, gamma: Tensor, beta: Tensor, epsilon: number): Normalised => {
    const values = x.size / gamma.size;
    const average = mean(x, images, false);
    const centred = subtract(x, average);
    const biased = mean(square(centred), images, false);
    const inverse = run(tf.Rsqrt, { x: add(biased, constant(epsilon)) });
    const factor = multiply(gamma, inverse);
    return {
      output: add(multiply(centred, factor), beta),
      mean: average,
      variance: values > 1 ? scale(biased, values / (values - 1)) : biased,
      backward: (dy) => {
        const shift = sum(dy, images);
        const gradient = multiply(sum(multiply(dy, centred), images), inverse);
        // γ / σ · (dy − Σdy / n − x̂ · Σ(dy · x̂) / n)
        const through = multiply(centred, scale(multiply(gradient, inverse), 1 / values));
        const dx = multiply(subtract(subtract(dy, scale(shift, 1 / values)), through), factor);
        return { dx, scale: gradient, shift };
      },
    };
  };

  const slice = (x: Tensor, begin: readonly number[], size: readonly number[]): Tensor =>
    run(tf.Slice, { x }, { begin: [...begin], size: [...size] });
  const pad = (x: Tensor, paddings: readonly (readonly [number, number])[], constantValue: number): Tensor =>
    run(tf.PadV2, { x }, { paddings: paddings.map((pair) => [...pair]), constantValue });
  const maximumGradient = (dy: Tensor, input: Tensor, output: Tensor, taps: Taps): Tensor =>
    run(tf.MaxPoolGrad, { dy, input, output }, pooling(taps));
  /** Of equal pixels the last gets the gradient on WebGPU, the first everywhere else: what is mirrored turns one into the other. */
  const mirrored =
    (gradient: typeof maximumGradient): typeof maximumGradient =>
    (dy, input, output, taps) => {
      const mirror = (x: Tensor): Tensor => run(tf.Reverse, { x }, { dims: [1, 2] });
      const [count = 0, height = 0, width = 0, channels = 0] = input.shape;
      const [, rows = 0, columns = 0] = output.shape;
      // Windows start at the other end: what none of them covers must not be there.
      const covered = [
        (rows - 1) * taps.stride[0] + taps.kernel[0],
        (columns - 1) * taps.stride[1] + taps.kernel[1],
      ] as const;
      const part = slice(input, [0, 0, 0, 0], [count, ...covered, channels]);
      const dx = mirror(gradient(mirror(dy), mirror(part), mirror(output), taps));
      return pad(dx, [none, [0, height - covered[0]], [0, width - covered[1]], none], 0);
    };

  const portable = {
    ...{ add, subtract, multiply, scale, square, sum, mean, reshape, constant, normalise, slice, pad },
    rsqrt: (x: Tensor): Tensor => run(tf.Rsqrt, { x }),
    tensor: (values: Float32Array, shape: readonly number[]): Tensor => tf.tensor(values, [...shape]),
    filled: (shape: readonly number[], value: number): Tensor => tf.fill([...shape], value),
    /** One after the other, flattened. */
    join: (tensors: readonly Tensor[]): Tensor => {
      const flat = tensors.map((tensor) => reshape(tensor, [tensor.size]));
      return flat.length === 1 ? flat[0]! : tf.concat(flat);
    },
    /** Undoes `join`, but for the shapes. */
    part: (x: Tensor, sizes: readonly number[]): Tensor[] => (sizes.length > 1 ? tf.split(x, [...sizes]) : [x]),
    relu: (x: Tensor): Tensor => run(tf.Relu, { x }),
    /** @param y what `relu` has made */
    reluGradient: (dy: Tensor, y: Tensor): Tensor => multiply(dy, run(tf.Step, { x: y }, { alpha: 0 })),
    softmax: (logits: Tensor): Tensor => run(tf.Softmax, { logits }, { dim: logits.rank - 1 }),
    transpose: (x: Tensor, perm: readonly number[]): Tensor => run(tf.Transpose, { x }, { perm: [...perm] }),
    /** Of matrices. */
    product: (a: Tensor, b: Tensor, transposeA: boolean, transposeB: boolean): Tensor =>
      run(tf.BatchMatMul, { a, b }, { transposeA, transposeB }),
    convolve: (x: Tensor, filter: Tensor, taps: Taps): Tensor =>
      run(tf.Conv2D, { x, filter }, { ...convolution(taps), dilations: [1, 1] }),
    filterGradient: (x: Tensor, dy: Tensor, filterShape: readonly number[], taps: Taps): Tensor =>
      run(tf.Conv2DBackpropFilter, { x, dy }, { ...convolution(taps), filterShape: [...filterShape] }),
    convolvedGradient: (dy: Tensor, filter: Tensor, inputShape: readonly number[], taps: Taps): Tensor =>
      run(tf.Conv2DBackpropInput, { dy, filter }, { ...convolution(taps), inputShape: [...inputShape] }),
    maximum: (x: Tensor, taps: Taps): Tensor => run(tf.MaxPool, { x }, pooling(taps)),
    maximumGradient: backend === "webgpu" ? mirrored(maximumGradient) : maximumGradient,
    average: (x: Tensor, taps: Taps): Tensor => run(tf.AvgPool, { x }, pooling(taps)),
    averageGradient: (dy: Tensor, input: Tensor, taps: Taps): Tensor =>
      run(tf.AvgPoolGrad, { dy, input }, pooling(taps)),
    /** Gives back the constants. */
    close: (): void => {
      for (const tensor of constants.values()) tensor.dispose();
    },
  };
  if (native === undefined) return portable;

  // TensorFlow has these in one piece: a third of the operations of a step, and less than half of its passes over memory.
  const float: NativeAttribute = { name: "T", type: "type" };
  const norm = (epsilon: number): NativeAttribute[] => [
    ...[float, { name: "U", type: "type" } as const],
    { name: "epsilon", type: "float", value: epsilon },
    { name: "data_format", type: "string", value: "NHWC" },
    { name: "is_training", type: "bool", value: true },
  ];
  const nothing = tf.keep(tf.tensor1d([]));
  /** Images of zeros add nothing to a filter's gradient. */
  const filledUp = (x: Tensor): Tensor => {
    const [count = 0] = x.shape;
    return count < leastBatch ? pad(x, [[0, leastBatch - count], none, none, none], 0) : x;
  };
  return {
    ...portable,
    filterGradient: (x: Tensor, dy: Tensor, filterShape: readonly number[], taps: Taps): Tensor =>
      portable.filterGradient(filledUp(x), filledUp(dy), filterShape, taps),
    reluGradient: (dy: Tensor, y: Tensor): Tensor => native("ReluGrad", [float], [dy, y], 1)[0]!,
    normalise: (x: Tensor, gamma: Tensor, beta: Tensor, epsilon: number): Normalised => {
      const attributes = norm(epsilon);
      const [output, average, variance, ...reserved] = native(
        "FusedBatchNormV3",
        [...attributes, { name: "exponential_avg_factor", type: "float", value: 1 }],
        [x, gamma, beta, nothing, nothing],
        6,
      );
      return {
        ...{ output: output!, mean: average!, variance: variance! },
        backward: (dy) => {
          const [dx, scale, shift] = native("FusedBatchNormGradV3", attributes, [dy, x, gamma, ...reserved], 5);
          return { dx: dx!, scale: scale!, shift: shift! };
        },
      };
    },
    close: (): void => {
      nothing.dispose();
      portable.close();
    },
  };
}

function convolution({ stride, pad }: Taps): NamedAttrMap {
  return { strides: [...stride], pad, dataFormat: "NHWC" };
}

function pooling({ kernel, stride, pad }: Taps): NamedAttrMap {
  return { filterSize: [...kernel], strides: [...stride], pad };
}
