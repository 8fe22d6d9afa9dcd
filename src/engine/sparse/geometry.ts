import type { Graph, Padding } from "../../core/model/graph";

/** A convolution, or a dense layer as a convolution over a single pixel. Pairs are `[rows, columns]`. */
export interface Geometry {
  readonly inputs: number;
  readonly outputs: number;
  readonly kernel: readonly [number, number];
  readonly stride: readonly [number, number];
  /** Padding before the first row and column. */
  readonly before: readonly [number, number];
  readonly inputSize: readonly [number, number];
  readonly outputSize: readonly [number, number];
  /** A dense layer: its pixels are the blocks of the batch. */
  readonly flat: boolean;
}

/** Geometry of a `conv2d` or `dense` node. */
export function geometryOf(graph: Graph, index: number): Geometry {
  const { layer, shape, inputs } = graph.nodes[index]!;
  const [channels, height, width] = graph.nodes[inputs[0]!]!.shape;
  const sizes = { inputs: channels, outputs: shape[0] };
  if (layer.op === "conv2d") {
    return {
      ...sizes,
      kernel: layer.kernel,
      stride: layer.stride,
      before: [layer.padding.top, layer.padding.left],
      inputSize: [height, width],
      outputSize: [shape[1], shape[2]],
      flat: false,
    };
  }
  return {
    ...sizes,
    ...{ kernel: [1, 1], stride: [1, 1], before: [0, 0], inputSize: [1, 1], outputSize: [1, 1], flat: true },
  };
}

/** Width of the zeros that a tensor needs around it, in pixels. */
export type Border = Padding;

export const noBorder: Border = { top: 0, bottom: 0, left: 0, right: 0 };

export function widest(a: Border, b: Border): Border {
  return {
    top: Math.max(a.top, b.top),
    bottom: Math.max(a.bottom, b.bottom),
    left: Math.max(a.left, b.left),
    right: Math.max(a.right, b.right),
  };
}

/** What a convolution reads around its input. */
export function inputBorder({ kernel, stride, before, inputSize, outputSize }: Geometry): Border {
  const after = (axis: 0 | 1): number =>
    Math.max(0, (outputSize[axis] - 1) * stride[axis] + kernel[axis] - before[axis] - inputSize[axis]);
  return { top: before[0], bottom: after(0), left: before[1], right: after(1) };
}

/** What the gradient of a convolution's input reads around the gradient of its output. */
export function gradientBorder(geometry: Geometry): Border {
  const reach = ([0, 1] as const).map((axis) => {
    let before = 0;
    let after = 0;
    for (let tap = 0; tap < geometry.kernel[axis]; tap++) {
      const { phase, shift } = tapOf(geometry, axis, tap);
      const count = phaseLength(geometry, axis, phase);
      if (count === 0) continue;
      before = Math.max(before, -shift);
      after = Math.max(after, count - 1 + shift - (geometry.outputSize[axis] - 1));
    }
    return [before, after] as const;
  });
  const [[top, bottom] = [0, 0], [left, right] = [0, 0]] = reach;
  return { top, bottom, left, right };
}

/**
 * Where a tap of the kernel acts in the input's gradient: on the pixels phase, phase + stride, … of which the t-th gets
 * its part from output pixel t + shift.
 */
export function tapOf({ stride, before }: Geometry, axis: 0 | 1, tap: number): { phase: number; shift: number } {
  const distance = stride[axis];
  const phase = (((tap - before[axis]) % distance) + distance) % distance;
  return { phase, shift: (phase + before[axis] - tap) / distance };
}

/** Number of input pixels of a phase. */
export function phaseLength({ stride, inputSize }: Geometry, axis: 0 | 1, phase: number): number {
  return Math.max(0, Math.ceil((inputSize[axis] - phase) / stride[axis]));
}
