import type { Tensor } from "@tensorflow/tfjs-core";
import type { Shape, Window } from "../../../core/model/graph";
import type { Operations, Taps } from "../operations";
import { batched } from "./layer";

/** A tensor padded as a window asks for, and the way back. */
export interface Padded {
  readonly input: Tensor;
  readonly taps: Taps;
  readonly unpad: (gradient: Tensor) => Tensor;
}

/**
 * Makes a window's padding explicit. TensorFlow's kernels go without on their way back, but for their own "same", which
 * puts an odd pixel last and none before a stride's first: it is used where it is what the window asks for.
 */
export function padded(
  operations: Operations,
  input: Tensor,
  count: number,
  shape: Shape,
  { kernel, stride, padding }: Window,
  fill: number,
  mayBeSame: boolean,
): Padded {
  const { top, bottom, left, right } = padding;
  const [channels, height, width] = shape;
  const plain = (pad: Taps["pad"]): Padded => ({ input, taps: { kernel, stride, pad }, unpad: (gradient) => gradient });
  if (top + bottom + left + right === 0) return plain("valid");
  const rows = sameAs(height, kernel[0], stride[0], top, bottom);
  const columns = sameAs(width, kernel[1], stride[1], left, right);
  if (mayBeSame && rows && columns) return plain("same");
  const sides = [[0, 0] as const, [top, bottom] as const, [left, right] as const, [0, 0] as const];
  return {
    input: operations.pad(input, sides, fill),
    taps: { kernel, stride, pad: "valid" },
    unpad: (gradient) => operations.slice(gradient, [0, top, left, 0], batched(count, [channels, height, width])),
  };
}

function sameAs(extent: number, kernel: number, stride: number, before: number, after: number): boolean {
  const total = Math.max((Math.ceil(extent / stride) - 1) * stride + kernel - extent, 0);
  return before === Math.floor(total / 2) && after === total - before;
}
