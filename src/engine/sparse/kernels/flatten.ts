import { Tensor } from "./tensor";

/** Pixels of all channels become features. */
@unmanaged
export class Flatten {
  input: Tensor;
  output: Tensor;
  /** Byte offset of each feature from block 0's first pixel of the input. */
  offsets: usize;
  inputGradient: Tensor;
  inputGradientOffsets: usize;
  outputGradient: Tensor;
  /** Whether to add to what the input's gradient holds. */
  accumulate: u32;
}

export function flatten(descriptor: usize, from: u32, to: u32, _task: u32): void {
  const op = changetype<Flatten>(descriptor);
  const output = op.output;
  for (let block = from; block < to; block++) {
    const x = op.input.row(block, 0);
    let y = output.row(block, 0);
    for (let feature: u32 = 0; feature < output.channels; feature++) {
      v128.store(y, v128.load(x + load<u32>(op.offsets + feature * 4)));
      y += output.channelStep;
    }
  }
}

export function flattenGradient(descriptor: usize, from: u32, to: u32, _task: u32): void {
  const op = changetype<Flatten>(descriptor);
  const gradient = op.outputGradient;
  for (let block = from; block < to; block++) {
    let g = gradient.row(block, 0);
    const first = op.inputGradient.row(block, 0);
    for (let feature: u32 = 0; feature < gradient.channels; feature++) {
      const dx = first + load<u32>(op.inputGradientOffsets + feature * 4);
      const value = v128.load(g);
      v128.store(dx, op.accumulate ? f32x4.add(value, v128.load(dx)) : value);
      g += gradient.channelStep;
    }
  }
}
