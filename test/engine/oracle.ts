/**
 * The reference every engine is compared with: each layer forward and backward in float64, in plain loops straight from
 * its formula. Tensors are NCHW. Slow on purpose; finite differences check it in turn.
 */
import { sizeOf, type Graph, type GraphNode, type Layer, type Shape, type Window } from "../../src/core/model/graph";

export type Numbers = ReadonlyMap<string, ArrayLike<number>>;

export interface OracleBatch {
  readonly images: ArrayLike<number>;
  readonly labels: Int32Array;
}

export interface OracleMode {
  readonly training: boolean;
  readonly labelSmoothing: number;
  /** Whether dropout keeps an element of a node's output, by its index in the batch; without it nothing is dropped. */
  readonly keeps?: (node: number, element: number, rate: number) => boolean;
}

export interface OracleResult {
  readonly loss: number;
  readonly correct: number;
  readonly logits: Float64Array;
  /** By parameter name, at every position. */
  readonly gradients: ReadonlyMap<string, Float64Array>;
  readonly imageGradient: Float64Array;
  /** Running statistics after this batch; as they were in evaluation. */
  readonly buffers: ReadonlyMap<string, Float64Array>;
}

/** What a layer leaves for the way back: its outputs' gradients in, its inputs' gradients out. */
interface Pass {
  readonly output: Float64Array;
  readonly backward: (gradient: Float64Array) => Float64Array[];
}

interface Context {
  readonly node: GraphNode;
  readonly index: number;
  readonly inputs: readonly Float64Array[];
  readonly shape: Shape;
  readonly count: number;
  readonly mode: OracleMode;
  readonly read: (suffix: string) => ArrayLike<number>;
  readonly gradient: (suffix: string) => Float64Array;
  readonly buffers: Map<string, Float64Array>;
}

export function oracle(
  graph: Graph,
  parameters: Numbers,
  buffers: Numbers,
  batch: OracleBatch,
  mode: OracleMode,
): OracleResult {
  const count = batch.labels.length;
  const gradients = new Map([...parameters].map(([name, values]) => [name, new Float64Array(values.length)]));
  const statistics = new Map([...buffers].map(([name, values]) => [name, Float64Array.from(values)]));
  const passes: Pass[] = [{ output: Float64Array.from(batch.images), backward: () => [] }];
  graph.nodes.forEach((node, index) => {
    if (index === 0) return;
    const read = (suffix: string): ArrayLike<number> => {
      const name = `${node.name}.${suffix}`;
      return parameters.get(name) ?? statistics.get(name) ?? [];
    };
    const inputs = node.inputs.map((input) => passes[input]!.output);
    const shape = graph.nodes[node.inputs[0]!]!.shape;
    const gradient = (suffix: string) => gradients.get(`${node.name}.${suffix}`)!;
    passes.push(layer(node.layer, { node, index, inputs, shape, count, mode, read, gradient, buffers: statistics }));
  });

  const logits = passes.at(-1)!.output;
  const { loss, correct, gradient } = crossEntropy(logits, batch.labels, graph.classes, mode.labelSmoothing);
  const flowing = passes.map(({ output }) => new Float64Array(output.length));
  flowing[flowing.length - 1] = gradient;
  for (let index = graph.nodes.length - 1; index > 0; index--) {
    const parts = passes[index]!.backward(flowing[index]!);
    graph.nodes[index]!.inputs.forEach((input, which) => {
      parts[which]!.forEach((value, element) => (flowing[input]![element]! += value));
    });
  }
  return { loss, correct, logits, gradients, imageGradient: flowing[0]!, buffers: statistics };
}

function layer(kind: Layer, context: Context): Pass {
  switch (kind.op) {
    case "input":
      throw new Error("Only the first node is an input.");
    case "conv2d":
      return convolution(kind, kind.bias, context);
    case "dense":
      return convolution({ kernel: [1, 1], stride: [1, 1], padding: noPadding }, kind.bias, context);
    case "batchNorm":
      return batchNorm(kind.epsilon, kind.momentum, context);
    case "relu":
      return relu(context);
    case "add":
      return add(context);
    case "maxPool":
    case "avgPool":
      return pool(kind, kind.op === "avgPool" ? kind.countPadding : undefined, context);
    case "globalAvgPool":
      return pool({ kernel: [context.shape[1], context.shape[2]], stride: [1, 1], padding: noPadding }, true, context);
    case "flatten":
      return flatten(kind.order, context);
    case "dropout":
      return dropout(kind.rate, context);
  }
}

const noPadding = { top: 0, bottom: 0, left: 0, right: 0 };

/** Calls `visit(input row, input column, kernel row, kernel column)` for the part of a window that lies on the input. */
function window(
  { kernel, stride, padding }: Window,
  [, height, width]: Shape,
  row: number,
  column: number,
  visit: (y: number, x: number, ky: number, kx: number) => void,
): void {
  for (let ky = 0; ky < kernel[0]; ky++) {
    for (let kx = 0; kx < kernel[1]; kx++) {
      const y = row * stride[0] + ky - padding.top;
      const x = column * stride[1] + kx - padding.left;
      if (y >= 0 && y < height && x >= 0 && x < width) visit(y, x, ky, kx);
    }
  }
}

function convolution(taps: Window, hasBias: boolean, { node, inputs, shape, count, read, gradient }: Context): Pass {
  const input = inputs[0]!;
  const [channels, height, width] = shape;
  const [outputs, rows, columns] = node.shape;
  const [kh, kw] = taps.kernel;
  const weight = read("weight");
  const bias = hasBias ? read("bias") : undefined;
  const output = new Float64Array(count * sizeOf(node.shape));
  const visit = (each: (out: number, weightIndex: number, inputIndex: number) => void): void => {
    for (let image = 0; image < count; image++) {
      for (let out = 0; out < outputs; out++) {
        for (let row = 0; row < rows; row++) {
          for (let column = 0; column < columns; column++) {
            const at = ((image * outputs + out) * rows + row) * columns + column;
            window(taps, shape, row, column, (y, x, ky, kx) => {
              for (let channel = 0; channel < channels; channel++) {
                const tap = ((out * channels + channel) * kh + ky) * kw + kx;
                each(at, tap, ((image * channels + channel) * height + y) * width + x);
              }
            });
          }
        }
      }
    }
  };
  const channelOf = (at: number): number => Math.floor(at / (rows * columns)) % outputs;
  if (bias) output.forEach((_, at) => (output[at] = bias[channelOf(at)]!));
  visit((at, tap, from) => (output[at]! += weight[tap]! * input[from]!));
  return {
    output,
    backward: (dy) => {
      const dx = new Float64Array(input.length);
      const dw = gradient("weight");
      visit((at, tap, from) => {
        dx[from]! += weight[tap]! * dy[at]!;
        dw[tap]! += input[from]! * dy[at]!;
      });
      if (bias) dy.forEach((value, at) => (gradient("bias")[channelOf(at)]! += value));
      return [dx];
    },
  };
}

function batchNorm(epsilon: number, momentum: number, context: Context): Pass {
  const { node, inputs, shape, count, mode, read, gradient, buffers } = context;
  const input = inputs[0]!;
  const [channels, height, width] = shape;
  const pixels = height * width;
  const values = count * pixels;
  const output = new Float64Array(input.length);
  const elements = (channel: number): number[] =>
    Array.from({ length: values }, (_, at) => {
      return (Math.floor(at / pixels) * channels + channel) * pixels + (at % pixels);
    });
  const statistics = Array.from({ length: channels }, (_, channel) => {
    const [runningMean, runningVariance] = [read("running_mean")[channel]!, read("running_var")[channel]!];
    if (!mode.training) return { mean: runningMean, inverse: 1 / Math.sqrt(runningVariance + epsilon) };
    const list = elements(channel);
    const mean = list.reduce((sum, at) => sum + input[at]!, 0) / values;
    const squares = list.reduce((sum, at) => sum + (input[at]! - mean) ** 2, 0);
    const unbiased = values > 1 ? squares / (values - 1) : 0;
    buffers.get(`${node.name}.running_mean`)![channel] = (1 - momentum) * runningMean + momentum * mean;
    buffers.get(`${node.name}.running_var`)![channel] = (1 - momentum) * runningVariance + momentum * unbiased;
    return { mean, inverse: 1 / Math.sqrt(squares / values + epsilon) };
  });
  statistics.forEach(({ mean, inverse }, channel) => {
    for (const at of elements(channel)) {
      output[at] = (input[at]! - mean) * inverse * read("weight")[channel]! + read("bias")[channel]!;
    }
  });
  return {
    output,
    backward: (dy) => {
      const dx = new Float64Array(input.length);
      statistics.forEach(({ mean, inverse }, channel) => {
        const list = elements(channel);
        const scale = read("weight")[channel]!;
        const sum = list.reduce((total, at) => total + dy[at]!, 0);
        const product = list.reduce((total, at) => total + dy[at]! * (input[at]! - mean) * inverse, 0);
        gradient("bias")[channel]! += sum;
        gradient("weight")[channel]! += product;
        for (const at of list) {
          const through = mode.training ? (sum + (input[at]! - mean) * inverse * product) / values : 0;
          dx[at] = scale * inverse * (dy[at]! - through);
        }
      });
      return [dx];
    },
  };
}

function relu({ inputs }: Context): Pass {
  const input = inputs[0]!;
  return {
    output: input.map((value) => Math.max(0, value)),
    backward: (dy) => [dy.map((value, at) => (input[at]! > 0 ? value : 0))],
  };
}

function add({ inputs }: Context): Pass {
  return {
    output: inputs[0]!.map((_, at) => inputs.reduce((sum, input) => sum + input[at]!, 0)),
    backward: (dy) => inputs.map(() => dy),
  };
}

/** Maximum when `countPadding` is undefined, else average. */
function pool(taps: Window, countPadding: boolean | undefined, { node, inputs, shape, count }: Context): Pass {
  const input = inputs[0]!;
  const [channels, height, width] = shape;
  const [, rows, columns] = node.shape;
  const output = new Float64Array(count * sizeOf(node.shape));
  /** For each output element, the input elements it is made of, with their shares. */
  const parts = Array.from(output, (_, at): [from: number, share: number][] => {
    const plane = Math.floor(at / (rows * columns));
    const list: number[] = [];
    window(taps, [channels, height, width], Math.floor(at / columns) % rows, at % columns, (y, x) =>
      list.push((plane * height + y) * width + x),
    );
    if (countPadding !== undefined) {
      const divisor = countPadding ? taps.kernel[0] * taps.kernel[1] : list.length;
      return list.map((from) => [from, 1 / divisor]);
    }
    return [[list.reduce((best, from) => (input[from]! > input[best]! ? from : best)), 1]];
  });
  parts.forEach((list, at) => (output[at] = list.reduce((sum, [from, share]) => sum + share * input[from]!, 0)));
  return {
    output,
    backward: (dy) => {
      const dx = new Float64Array(input.length);
      parts.forEach((list, at) => {
        for (const [from, share] of list) dx[from]! += share * dy[at]!;
      });
      return [dx];
    },
  };
}

function flatten(order: "chw" | "hwc", { inputs, shape: [channels, height, width] }: Context): Pass {
  const size = channels * height * width;
  const source = (at: number): number => {
    const feature = at % size;
    const from = order === "chw" ? feature : (feature % channels) * height * width + Math.floor(feature / channels);
    return at - feature + from;
  };
  return {
    output: inputs[0]!.map((_, at, input) => input[source(at)]!),
    backward: (dy) => {
      const dx = new Float64Array(dy.length);
      dy.forEach((value, at) => (dx[source(at)] = value));
      return [dx];
    },
  };
}

function dropout(rate: number, { inputs, index, mode }: Context): Pass {
  const factor = (element: number): number => {
    if (!mode.training || !mode.keeps) return 1;
    return mode.keeps(index, element, rate) ? 1 / (1 - rate) : 0;
  };
  return {
    output: inputs[0]!.map((value, at) => value * factor(at)),
    backward: (dy) => [dy.map((value, at) => value * factor(at))],
  };
}

function crossEntropy(logits: Float64Array, labels: Int32Array, classes: number, smoothing: number) {
  const gradient = new Float64Array(logits.length);
  let loss = 0;
  let correct = 0;
  labels.forEach((label, image) => {
    const row = logits.subarray(image * classes, (image + 1) * classes);
    const largest = Math.max(...row);
    if (row.indexOf(largest) === label) correct++;
    const total = row.reduce((sum, logit) => sum + Math.exp(logit - largest), 0);
    row.forEach((logit, index) => {
      const target = (index === label ? 1 - smoothing : 0) + smoothing / classes;
      const probability = Math.exp(logit - largest) / total;
      loss -= (target * (logit - largest - Math.log(total))) / labels.length;
      gradient[image * classes + index] = (probability - target) / labels.length;
    });
  });
  return { loss, correct, gradient };
}
