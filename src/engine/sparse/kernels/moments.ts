import { Simd } from "./simd";
import { Tensor } from "./tensor";

/**
 * Mean and variance without cancellation. Each block keeps for a channel: K, the block's first pixel, and the sums of
 * x − K and (x − K)² over its pixels, lane by lane. K is one of the values summed, so (mean − K)² is at most
 * pixels · variance, however far the mean lies from zero. Σ(x − K) is in float64: in float32 its rounding would drown
 * a mean that is small beside the spread. Lanes and blocks are merged in float64.
 */
export class Moment {
  /** Bytes a channel and block: K, Σ(x − K) as float64 of lanes 0 to 3, Σ(x − K)². */
  @inline
  static get size(): usize {
    return 64;
  }

  @inline
  static begin(at: usize, first: v128): void {
    v128.store(at, first);
    v128.store(at, f64x2.splat(0), 16);
    v128.store(at, f64x2.splat(0), 32);
    v128.store(at, f32x4.splat(0), 48);
  }

  @inline
  static add(at: usize, sum: v128, squares: v128): void {
    const high = v128.shuffle<f32>(sum, sum, 2, 3, 2, 3);
    v128.store(at, f64x2.add(v128.load(at, 16), f64x2.promote_low_f32x4(sum)), 16);
    v128.store(at, f64x2.add(v128.load(at, 32), f64x2.promote_low_f32x4(high)), 32);
    v128.store(at, f32x4.add(v128.load(at, 48), squares), 48);
  }

  /** K of one lane. */
  @inline
  static first(at: usize, lane: u32): f64 {
    return <f64>load<f32>(at + lane * 4);
  }

  /** Σ(x − K) of one lane. */
  @inline
  static sum(at: usize, lane: u32): f64 {
    return load<f64>(at + lane * 8, 16);
  }

  /** Σ(x − K)² of one lane. */
  @inline
  static squares(at: usize, lane: u32): f64 {
    return <f64>load<f32>(at + lane * 4, 48);
  }
}

@unmanaged
export class Moments {
  input: Tensor;
  partials: usize;
}

/** Moments of a tensor that no convolution has just written. */
export function moments(descriptor: usize, from: u32, to: u32, _task: u32): void {
  const op = changetype<Moments>(descriptor);
  const input = op.input;
  const bytes = input.width * 16;
  for (let block = from; block < to; block++) {
    const partials = op.partials + block * input.channels * Moment.size;
    for (let row: u32 = 0; row < input.height; row++) {
      let x = input.row(block, row);
      let partial = partials;
      for (let channel: u32 = 0; channel < input.channels; channel++) {
        if (row == 0) Moment.begin(partial, v128.load(x));
        const first = v128.load(partial);
        let sum = f32x4.splat(0);
        let squares = f32x4.splat(0);
        for (let at: usize = 0; at < bytes; at += 16) {
          const shifted = f32x4.sub(v128.load(x + at), first);
          sum = f32x4.add(sum, shifted);
          squares = Simd.fma(shifted, shifted, squares);
        }
        Moment.add(partial, sum, squares);
        x += input.channelStep;
        partial += Moment.size;
      }
    }
  }
}
