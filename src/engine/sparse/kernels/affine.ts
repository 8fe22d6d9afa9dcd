import { call } from "./call";
import { Simd } from "./simd";
import { Tensor } from "./tensor";

/** What a batch norm does to one channel: y = scale · (x − center) + shift, and backward (`batchNorm.ts`). */
@unmanaged
export class Coefficients {
  /** The mean rounded to float32; `shift` makes up for the rounding. */
  center: f32;
  scale: f32;
  shift: f32;
  /** dx = slope · d + curve · (x − center) + offset. */
  slope: f32;
  curve: f32;
  offset: f32;
}

/**
 * Everything element-wise in one pass: y = max(0, norm(x) + residual), each part of it optional. Backward, with
 * d = dy where y > 0: the norm's sums Σd and Σd·(x − center), dx = slope · d + curve · (x − center) + offset, and the
 * residual's gradient, which is d.
 */
@unmanaged
export class Affine {
  input: Tensor;
  output: Tensor;
  residual: Tensor | null;
  /** One `Coefficients` a channel, or 0 without a batch norm. */
  coefficients: usize;
  relu: u32;
  outputGradient: Tensor;
  inputGradient: Tensor | null;
  residualGradient: Tensor | null;
  /** Whether to add to what the gradients hold. */
  addToInput: u32;
  addToResidual: u32;
  /** Σd and Σd·(x − center), two vectors a channel and block. */
  partials: usize;
}

export function affine(descriptor: usize, from: u32, to: u32, _task: u32): void {
  const op = changetype<Affine>(descriptor);
  const residual = op.residual;
  if (op.coefficients) {
    if (residual) {
      if (op.relu) Forward.run(op, residual, from, to, true, true, true);
      else Forward.run(op, residual, from, to, true, true, false);
    } else if (op.relu) Forward.run(op, op.input, from, to, true, false, true);
    else Forward.run(op, op.input, from, to, true, false, false);
  } else if (residual) {
    if (op.relu) Forward.run(op, residual, from, to, false, true, true);
    else Forward.run(op, residual, from, to, false, true, false);
  } else Forward.run(op, op.input, from, to, false, false, true);
}

class Forward {
  @inline
  static run(op: Affine, residual: Tensor, from: u32, to: u32, norm: bool, add: bool, relu: bool): void {
    const input = op.input;
    const output = op.output;
    const bytes = input.width * 16;
    for (let block = from; block < to; block++) {
      for (let row: u32 = 0; row < input.height; row++) {
        let x = input.row(block, row);
        let y = output.row(block, row);
        let r = residual.row(block, row);
        for (let channel: u32 = 0; channel < input.channels; channel++) {
          const c = changetype<Coefficients>(op.coefficients + channel * offsetof<Coefficients>());
          const center = f32x4.splat(norm ? c.center : 0);
          const scale = f32x4.splat(norm ? c.scale : 0);
          const shift = f32x4.splat(norm ? c.shift : 0);
          for (let at: usize = 0; at < bytes; at += 16) {
            let value = v128.load(x + at);
            if (norm) value = Simd.fma(scale, f32x4.sub(value, center), shift);
            if (add) value = f32x4.add(value, v128.load(r + at));
            if (relu) value = Simd.relu(value);
            v128.store(y + at, value);
          }
          x += input.channelStep;
          y += output.channelStep;
          if (add) r += residual.channelStep;
        }
      }
    }
  }
}

/** Sums of one block for the batch norm's gradient. */
export function affineSums(descriptor: usize, from: u32, to: u32, _task: u32): void {
  const op = changetype<Affine>(descriptor);
  if (op.relu) Sums.run(op, from, to, true);
  else Sums.run(op, from, to, false);
}

class Sums {
  @inline
  static run(op: Affine, from: u32, to: u32, relu: bool): void {
    const input = op.input;
    const output = op.output;
    const gradient = op.outputGradient;
    const bytes = input.width * 16;
    for (let block = from; block < to; block++) {
      const partials = op.partials + block * input.channels * 32;
      memory.fill(partials, 0, input.channels * 32);
      for (let row: u32 = 0; row < input.height; row++) {
        let x = input.row(block, row);
        let y = output.row(block, row);
        let g = gradient.row(block, row);
        let partial = partials;
        for (let channel: u32 = 0; channel < input.channels; channel++) {
          const c = changetype<Coefficients>(op.coefficients + channel * offsetof<Coefficients>());
          const center = f32x4.splat(c.center);
          let sum = f32x4.splat(0);
          let product = f32x4.splat(0);
          for (let at: usize = 0; at < bytes; at += 16) {
            let d = v128.load(g + at);
            if (relu) d = v128.and(d, f32x4.gt(v128.load(y + at), f32x4.splat(0)));
            sum = f32x4.add(sum, d);
            product = Simd.fma(d, f32x4.sub(v128.load(x + at), center), product);
          }
          v128.store(partial, f32x4.add(v128.load(partial), sum));
          v128.store(partial, f32x4.add(v128.load(partial, 16), product), 16);
          partial += 32;
          x += input.channelStep;
          if (relu) y += output.channelStep;
          g += gradient.channelStep;
        }
      }
    }
  }
}

export function affineGradient(descriptor: usize, from: u32, to: u32, _task: u32): void {
  const op = changetype<Affine>(descriptor);
  const residual = op.residualGradient;
  if (op.coefficients) {
    if (residual) {
      if (op.relu) Backward.run(op, residual, from, to, true, true, true);
      else Backward.run(op, residual, from, to, true, true, false);
    } else if (op.relu) Backward.run(op, op.input, from, to, true, false, true);
    else Backward.run(op, op.input, from, to, true, false, false);
  } else if (residual) {
    if (op.relu) Backward.run(op, residual, from, to, false, true, true);
    else Backward.run(op, residual, from, to, false, true, false);
  } else if (op.relu) Backward.run(op, op.input, from, to, false, false, true);
  else Backward.run(op, op.input, from, to, false, false, false);
}

class Backward {
  @inline
  static run(op: Affine, residual: Tensor, from: u32, to: u32, norm: bool, add: bool, relu: bool): void {
    const input = op.input;
    const output = op.output;
    const gradient = op.outputGradient;
    const inputGradient = op.inputGradient;
    const target = inputGradient ? inputGradient : input;
    const bytes = input.width * 16;
    for (let block = from; block < to; block++) {
      const lanes = call.mask(block);
      for (let row: u32 = 0; row < input.height; row++) {
        let x = input.row(block, row);
        let y = output.row(block, row);
        let g = gradient.row(block, row);
        let dx = target.row(block, row);
        let dr = residual.row(block, row);
        for (let channel: u32 = 0; channel < input.channels; channel++) {
          const c = changetype<Coefficients>(op.coefficients + channel * offsetof<Coefficients>());
          const center = f32x4.splat(norm ? c.center : 0);
          const slope = f32x4.splat(norm ? c.slope : 0);
          const curve = f32x4.splat(norm ? c.curve : 0);
          const offset = f32x4.splat(norm ? c.offset : 0);
          for (let at: usize = 0; at < bytes; at += 16) {
            let d = v128.load(g + at);
            if (relu) d = v128.and(d, f32x4.gt(v128.load(y + at), f32x4.splat(0)));
            if (inputGradient) {
              let value = d;
              if (norm) {
                const centered = f32x4.sub(v128.load(x + at), center);
                value = v128.and(lanes, Simd.fma(slope, d, Simd.fma(curve, centered, offset)));
              }
              if (op.addToInput) value = f32x4.add(value, v128.load(dx + at));
              v128.store(dx + at, value);
            }
            if (add) {
              if (op.addToResidual) d = f32x4.add(d, v128.load(dr + at));
              v128.store(dr + at, d);
            }
          }
          x += input.channelStep;
          if (relu) y += output.channelStep;
          g += gradient.channelStep;
          dx += target.channelStep;
          if (add) dr += residual.channelStep;
        }
      }
    }
  }
}
