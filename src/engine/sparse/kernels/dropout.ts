import { Tensor } from "./tensor";

/** Forward: output = input, scaled or dropped. Backward the same, from the output's gradient to the input's. */
@unmanaged
export class Dropout {
  input: Tensor;
  output: Tensor;
  /** From seed, step and node; which element is dropped depends on it and the element's place in the batch. */
  key: u32;
  /** An element is kept when its hash is at least this. */
  threshold: u32;
  scale: f32;
  /** Whether to add to what the output holds. */
  accumulate: u32;
}

export function dropout(descriptor: usize, from: u32, to: u32, _task: u32): void {
  const op = changetype<Dropout>(descriptor);
  const input = op.input;
  const output = op.output;
  const size = input.channels * input.height * input.width;
  const scale = f32x4.splat(op.scale);
  const threshold = i32x4.splat(op.threshold);
  for (let block = from; block < to; block++) {
    const images = i32x4.mul(i32x4.add(i32x4.splat(4 * block), i32x4(0, 1, 2, 3)), i32x4.splat(size));
    for (let channel: u32 = 0; channel < input.channels; channel++) {
      for (let row: u32 = 0; row < input.height; row++) {
        const x = input.row(block, row) + channel * input.channelStep;
        const y = output.row(block, row) + channel * output.channelStep;
        const first = (channel * input.height + row) * input.width;
        for (let column: u32 = 0; column < input.width; column++) {
          const hash = Hash.of(op.key, i32x4.add(images, i32x4.splat(first + column)));
          let value = v128.and(f32x4.mul(v128.load(x + column * 16), scale), i32x4.ge_u(hash, threshold));
          if (op.accumulate) value = f32x4.add(value, v128.load(y + column * 16));
          v128.store(y + column * 16, value);
        }
      }
    }
  }
}

class Hash {
  /** MurmurHash3's finaliser of key + element · golden ratio; `dropoutHash` in TypeScript gives the same. */
  @inline
  static of(key: u32, element: v128): v128 {
    let hash = i32x4.add(i32x4.splat(key), i32x4.mul(element, i32x4.splat(0x9e3779b9)));
    hash = i32x4.mul(v128.xor(hash, i32x4.shr_u(hash, 16)), i32x4.splat(0x85ebca6b));
    hash = i32x4.mul(v128.xor(hash, i32x4.shr_u(hash, 13)), i32x4.splat(0xc2b2ae35));
    return v128.xor(hash, i32x4.shr_u(hash, 16));
  }
}
