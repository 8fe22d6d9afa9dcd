import type { Shape } from "../../core/model/graph";
import type { Arena } from "./arena";
import { describe } from "./descriptors";
import type { Border } from "./geometry";

/** A tensor's place in memory; layout in `kernels/tensor.ts`. Steps are bytes. */
export interface Tensor {
  /** Address of its descriptor. */
  readonly descriptor: number;
  /** Address of the first pixel inside the border. */
  readonly data: number;
  readonly shape: Shape;
  readonly channelStep: number;
  readonly rowStep: number;
  readonly blockStep: number;
}

/** Bytes of a pixel of four images. */
export const pixelBytes = 16;
/** Images of a block. */
export const lanes = 4;

/** Bytes of one block of a tensor. */
export function blockBytes([channels, height, width]: Shape, { top, bottom, left, right }: Border): number {
  return channels * (height + top + bottom) * (width + left + right) * pixelBytes;
}

/** Places a tensor of so many blocks; at `base` where that is given, otherwise in memory of its own. */
export function placeTensor(arena: Arena, shape: Shape, border: Border, blocks: number, base?: number): Tensor {
  const [channels, height, width] = shape;
  const channelStep = (width + border.left + border.right) * pixelBytes;
  const rowStep = channels * channelStep;
  const blockStep = blockBytes(shape, border);
  const start = base ?? arena.reserve(blocks * blockStep);
  const data = start + border.top * rowStep + border.left * pixelBytes;
  const fields = { data, channels, height, width, channelStep, rowStep, blockStep };
  return { descriptor: arena.place(describe("Tensor", fields)), data, shape, channelStep, rowStep, blockStep };
}

/** Byte offset of each element of one example from the block's first pixel, in the given order of channels and pixels. */
export function elementOffsets({ shape, channelStep, rowStep }: Tensor, order: "chw" | "hwc" = "chw"): Uint32Array {
  const [channels, height, width] = shape;
  const offsets = new Uint32Array(channels * height * width);
  for (let channel = 0; channel < channels; channel++) {
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const pixel = row * width + column;
        const index = order === "chw" ? channel * height * width + pixel : pixel * channels + channel;
        offsets[index] = channel * channelStep + row * rowStep + column * pixelBytes;
      }
    }
  }
  return offsets;
}
