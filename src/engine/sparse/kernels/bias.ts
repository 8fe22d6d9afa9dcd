import { call } from "./call";
import { Simd } from "./simd";
import { Tensor } from "./tensor";

/** Gradient of a convolution's or dense layer's bias: the output gradient, summed over pixels and images. */
@unmanaged
export class Bias {
  gradient: Tensor;
  /** One vector a channel and block. */
  partials: usize;
  /** One float32 a channel. */
  result: usize;
}

export function biasSums(descriptor: usize, from: u32, to: u32, _task: u32): void {
  const op = changetype<Bias>(descriptor);
  const gradient = op.gradient;
  const bytes = gradient.width * 16;
  for (let block = from; block < to; block++) {
    const partials = op.partials + block * gradient.channels * 16;
    memory.fill(partials, 0, gradient.channels * 16);
    for (let row: u32 = 0; row < gradient.height; row++) {
      let g = gradient.row(block, row);
      for (let channel: u32 = 0; channel < gradient.channels; channel++) {
        const partial = partials + channel * 16;
        let sum = f32x4.splat(0);
        for (let at: usize = 0; at < bytes; at += 16) sum = f32x4.add(sum, v128.load(g + at));
        v128.store(partial, f32x4.add(v128.load(partial), sum));
        g += gradient.channelStep;
      }
    }
  }
}

export function biasGradient(descriptor: usize, from: u32, to: u32, _task: u32): void {
  const op = changetype<Bias>(descriptor);
  for (let channel = from; channel < to; channel++) {
    let sum: f64 = 0;
    for (let block: u32 = 0; block < call.blocks; block++) {
      sum += Simd.sum(op.partials + (block * op.gradient.channels + channel) * 16);
    }
    store<f32>(op.result + channel * 4, <f32>sum);
  }
}
