import { call } from "./call";
import { Adjacent, Anywhere, EverySecond, Simd } from "./simd";
import { Tensor } from "./tensor";

/** Gradient of a layer's kept weights: for each, the product of output gradient and input, summed over all pixels. */
@unmanaged
export class WeightGradient {
  input: Tensor;
  /** Gradient of the output. */
  gradient: Tensor;
  /** The forward stream, of which only the offsets are read. */
  rowPointers: usize;
  rows: u32;
  columns: u32;
  /** How far the input moves for each row and column, in pixels. */
  inputRows: u32;
  inputColumns: u32;
  blocksAsColumns: u32;
  /** One vector a kept weight and task. */
  partials: usize;
  kept: u32;
  /** Blocks that one task sums up; 0: a task sums up all blocks of its channels, into one common set of vectors. */
  blocksPerTask: u32;
  /** Where the sums go, one float32 a kept weight. */
  result: usize;
}

/** A range of blocks, every output channel: the partial sums belong to the task. */
export function weightGradient(descriptor: usize, from: u32, to: u32, task: u32): void {
  const op = changetype<WeightGradient>(descriptor);
  const partials = op.partials + task * op.kept * 16;
  if (from == task * op.blocksPerTask) memory.fill(partials, 0, op.kept * 16);
  accumulate(op, from, to, 0, op.gradient.channels, partials);
}

/** All blocks, a range of output channels: for layers with too many weights for partial sums by task. */
export function weightGradientByChannel(descriptor: usize, from: u32, to: u32, _task: u32): void {
  const op = changetype<WeightGradient>(descriptor);
  const first: usize = load<u32>(op.rowPointers);
  const start: usize = load<u32>(op.rowPointers + from * 4) - first;
  const end: usize = load<u32>(op.rowPointers + to * 4) - first;
  memory.fill(op.partials + 2 * start, 0, 2 * (end - start));
  accumulate(op, 0, call.blocks, from, to, op.partials);
}

/** A range of weights: the tasks' partial sums, in their order, in float64. */
export function sumWeightGradient(descriptor: usize, from: u32, to: u32, _task: u32): void {
  const op = changetype<WeightGradient>(descriptor);
  const sets = op.blocksPerTask ? (call.blocks + op.blocksPerTask - 1) / op.blocksPerTask : 1;
  const setStep = op.kept * 16;
  for (let weight = from; weight < to; weight++) {
    let sum: f64 = 0;
    let partial = op.partials + weight * 16;
    for (let set: u32 = 0; set < sets; set++) {
      sum += Simd.sum(partial);
      partial += setStep;
    }
    store<f32>(op.result + weight * 4, <f32>sum);
  }
}

function accumulate(op: WeightGradient, from: u32, to: u32, channel: u32, end: u32, partials: usize): void {
  const step = op.blocksAsColumns ? op.input.blockStep : op.inputColumns * 16;
  if (step == 16) Rows.run<Adjacent>(op, from, to, channel, end, partials, step, 0);
  else if (step == 32) Rows.run<EverySecond>(op, from, to, channel, end, partials, step, 0);
  else Rows.run<Anywhere>(op, from, to, channel, end, partials, step, step);
}

class Rows {
  /** `step`: bytes between input pixels; `added` is the part of it that `S` does not hold at compile time. */
  @inline
  static run<S>(
    op: WeightGradient,
    from: u32,
    to: u32,
    channel: u32,
    end: u32,
    partials: usize,
    step: usize,
    added: usize,
  ): void {
    const flat = op.blocksAsColumns;
    const last = flat ? from + 1 : to;
    const columns = flat ? to - from : op.columns;
    const gradientStep = flat ? op.gradient.blockStep : 16;
    const firstPartial = partials + 2 * <usize>(load<u32>(op.rowPointers + channel * 4) - load<u32>(op.rowPointers));
    for (let block = from; block < last; block++) {
      for (let row: u32 = 0; row < op.rows; row++) {
        let x = op.input.row(block, row * op.inputRows);
        let g = op.gradient.row(block, row) + channel * op.gradient.channelStep;
        let left = columns;
        for (; left >= 8; left -= 8) {
          Tile.eight<S>(op, x, g, channel, end, firstPartial, added, gradientStep);
          x += 8 * step;
          g += 8 * gradientStep;
        }
        if (left & 4) {
          Tile.four<S>(op, x, g, channel, end, firstPartial, added, gradientStep);
          x += 4 * step;
          g += 4 * gradientStep;
        }
        for (left &= 3; left > 0; left--) {
          Tile.one(op, x, g, channel, end, firstPartial);
          x += step;
          g += gradientStep;
        }
      }
    }
  }
}

/** Output gradients of a few pixels in registers, every kept weight of their channel in turn. */
class Tile {
  @inline
  static eight<S>(
    op: WeightGradient,
    x: usize,
    g: usize,
    from: u32,
    to: u32,
    partial: usize,
    step: usize,
    gradientStep: usize,
  ): void {
    let pointer = op.rowPointers + from * 4;
    let pair: usize = load<u32>(pointer);
    const channelStep = op.gradient.channelStep;
    for (let channel = from; channel < to; channel++) {
      pointer += 4;
      const end: usize = load<u32>(pointer);
      if (pair < end) {
        const g0 = v128.load(g);
        const g1 = v128.load(g + gradientStep);
        const g2 = v128.load(g + 2 * gradientStep);
        const g3 = v128.load(g + 3 * gradientStep);
        const g4 = v128.load(g + 4 * gradientStep);
        const g5 = v128.load(g + 5 * gradientStep);
        const g6 = v128.load(g + 6 * gradientStep);
        const g7 = v128.load(g + 7 * gradientStep);
        for (; pair < end; pair += 8) {
          const q: usize = x + load<u32>(pair);
          let even = Simd.fma(v128.load(q), g0, v128.load(partial));
          let odd = f32x4.mul(v128.load(q + step, offsetof<S>()), g1);
          even = Simd.fma(v128.load(q + 2 * step, 2 * offsetof<S>()), g2, even);
          odd = Simd.fma(v128.load(q + 3 * step, 3 * offsetof<S>()), g3, odd);
          even = Simd.fma(v128.load(q + 4 * step, 4 * offsetof<S>()), g4, even);
          odd = Simd.fma(v128.load(q + 5 * step, 5 * offsetof<S>()), g5, odd);
          even = Simd.fma(v128.load(q + 6 * step, 6 * offsetof<S>()), g6, even);
          odd = Simd.fma(v128.load(q + 7 * step, 7 * offsetof<S>()), g7, odd);
          v128.store(partial, f32x4.add(even, odd));
          partial += 16;
        }
      }
      g += channelStep;
    }
  }

  @inline
  static four<S>(
    op: WeightGradient,
    x: usize,
    g: usize,
    from: u32,
    to: u32,
    partial: usize,
    step: usize,
    gradientStep: usize,
  ): void {
    let pointer = op.rowPointers + from * 4;
    let pair: usize = load<u32>(pointer);
    for (let channel = from; channel < to; channel++) {
      pointer += 4;
      const end: usize = load<u32>(pointer);
      const g0 = v128.load(g);
      const g1 = v128.load(g + gradientStep);
      const g2 = v128.load(g + 2 * gradientStep);
      const g3 = v128.load(g + 3 * gradientStep);
      for (; pair < end; pair += 8) {
        const q: usize = x + load<u32>(pair);
        let even = Simd.fma(v128.load(q), g0, v128.load(partial));
        let odd = f32x4.mul(v128.load(q + step, offsetof<S>()), g1);
        even = Simd.fma(v128.load(q + 2 * step, 2 * offsetof<S>()), g2, even);
        odd = Simd.fma(v128.load(q + 3 * step, 3 * offsetof<S>()), g3, odd);
        v128.store(partial, f32x4.add(even, odd));
        partial += 16;
      }
      g += op.gradient.channelStep;
    }
  }

  @inline
  static one(op: WeightGradient, x: usize, g: usize, from: u32, to: u32, partial: usize): void {
    let pointer = op.rowPointers + from * 4;
    let pair: usize = load<u32>(pointer);
    for (let channel = from; channel < to; channel++) {
      pointer += 4;
      const end: usize = load<u32>(pointer);
      const gradient = v128.load(g);
      for (; pair < end; pair += 8) {
        const q: usize = x + load<u32>(pair);
        v128.store(partial, Simd.fma(v128.load(q), gradient, v128.load(partial)));
        partial += 16;
      }
      g += op.gradient.channelStep;
    }
  }
}
