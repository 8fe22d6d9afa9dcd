import { Coefficients } from "./affine";
import { call } from "./call";
import { Moment } from "./moments";
import { Simd } from "./simd";

/** The numbers of a batch norm, between the passes over its activations. All of it in float64, channel by channel. */
@unmanaged
export class BatchNorm {
  channels: u32;
  /** Pixels a channel and image. */
  pixels: u32;
  epsilon: f32;
  /** Share of the batch in the running statistics. */
  momentum: f32;
  /** One float32 a channel each. */
  scale: usize;
  shift: usize;
  runningMean: usize;
  runningVariance: usize;
  scaleGradient: usize;
  shiftGradient: usize;
  coefficients: usize;
  /** Mean and 1 / standard deviation, two float64 a channel. */
  precise: usize;
  /** `Moment` a channel and block. */
  moments: usize;
  /** Σd and Σd·(x − center), two vectors a channel and block. */
  sums: usize;
  /** Whether the gradient flows through the statistics, as it does in training. */
  training: u32;
}

/** Merges the blocks' moments (Chan et al. 1979); variance is biased for the norm and unbiased for the running one. */
export function batchStatistics(descriptor: usize, from: u32, to: u32, _task: u32): void {
  const op = changetype<BatchNorm>(descriptor);
  const pixels = <f64>op.pixels;
  for (let channel = from; channel < to; channel++) {
    let count: f64 = 0;
    let mean: f64 = 0;
    let squares: f64 = 0;
    for (let block: u32 = 0; block < call.blocks; block++) {
      const moment = op.moments + (block * op.channels + channel) * Moment.size;
      const lanes = call.lanes(block);
      for (let lane: u32 = 0; lane < lanes; lane++) {
        const shifted = Moment.sum(moment, lane);
        const distance = Moment.first(moment, lane) + shifted / pixels - mean;
        const merged = count + pixels;
        mean += (distance * pixels) / merged;
        squares +=
          Moment.squares(moment, lane) - (shifted * shifted) / pixels + (distance * distance * count * pixels) / merged;
        count = merged;
      }
    }
    const variance = max<f64>(squares / count, 0);
    if (call.updateRunning) {
      const unbiased = count > 1 ? (variance * count) / (count - 1) : variance;
      Channel.blend(op.runningMean + channel * 4, op.momentum, mean);
      Channel.blend(op.runningVariance + channel * 4, op.momentum, unbiased);
    }
    Channel.prepare(op, channel, mean, variance);
  }
}

/** The norm of evaluation, from the running statistics. */
export function runningStatistics(descriptor: usize, from: u32, to: u32, _task: u32): void {
  const op = changetype<BatchNorm>(descriptor);
  for (let channel = from; channel < to; channel++) {
    const mean = <f64>load<f32>(op.runningMean + channel * 4);
    Channel.prepare(op, channel, mean, <f64>load<f32>(op.runningVariance + channel * 4));
  }
}

/** Gradients of scale and shift; in training also how the statistics' own gradient bends dx. */
export function normGradient(descriptor: usize, from: u32, to: u32, _task: u32): void {
  const op = changetype<BatchNorm>(descriptor);
  const count = <f64>call.images * <f64>op.pixels;
  for (let channel = from; channel < to; channel++) {
    let sum: f64 = 0;
    let product: f64 = 0;
    for (let block: u32 = 0; block < call.blocks; block++) {
      const at = op.sums + (block * op.channels + channel) * 32;
      sum += Simd.sum(at);
      product += Simd.sum(at + 16);
    }
    const mean = load<f64>(op.precise + channel * 16);
    const inverse = load<f64>(op.precise + channel * 16, 8);
    const c = changetype<Coefficients>(op.coefficients + channel * offsetof<Coefficients>());
    const rounding = mean - <f64>c.center;
    product -= sum * rounding;
    store<f32>(op.shiftGradient + channel * 4, <f32>sum);
    store<f32>(op.scaleGradient + channel * 4, <f32>(product * inverse));
    if (op.training) {
      const slope = <f64>load<f32>(op.scale + channel * 4) * inverse;
      const curve = (-slope * inverse * inverse * product) / count;
      c.curve = <f32>curve;
      c.offset = <f32>((-slope * sum) / count - curve * rounding);
    }
  }
}

class Channel {
  @inline
  static blend(at: usize, momentum: f32, value: f64): void {
    const share = <f64>momentum;
    store<f32>(at, <f32>((1 - share) * <f64>load<f32>(at) + share * value));
  }

  @inline
  static prepare(op: BatchNorm, channel: u32, mean: f64, variance: f64): void {
    const inverse = 1 / sqrt<f64>(variance + <f64>op.epsilon);
    store<f64>(op.precise + channel * 16, mean);
    store<f64>(op.precise + channel * 16, inverse, 8);
    const scale = <f64>load<f32>(op.scale + channel * 4) * inverse;
    const c = changetype<Coefficients>(op.coefficients + channel * offsetof<Coefficients>());
    c.center = <f32>mean;
    c.scale = <f32>scale;
    c.shift = <f32>(<f64>load<f32>(op.shift + channel * 4) - scale * (mean - <f64>c.center));
    c.slope = <f32>scale;
    c.curve = 0;
    c.offset = 0;
  }
}
