import { Moment } from "./moments";
import { Adjacent, Anywhere, EverySecond, Simd } from "./simd";
import { Tensor } from "./tensor";

/**
 * A convolution or dense layer over its kept weights, or the gradient of its input: the same loop over another stream
 * of {byte offset, weight} pairs. Offsets count from the input pixel under the output pixel and hold channel, row and
 * column, so that the loop knows nothing of kernels, borders and masks.
 */
@unmanaged
export class Convolution {
  input: Tensor;
  output: Tensor;
  /** Pairs of output channel c lie between the addresses rowPointers[c] and rowPointers[c + 1]. */
  rowPointers: usize;
  /** Rows and columns to compute, and how far the input moves for each, in pixels. */
  rows: u32;
  columns: u32;
  inputRows: u32;
  inputColumns: u32;
  /** Where they go: the first pixel, and the distance to the next (a stride's phase writes every second one). */
  firstRow: u32;
  firstColumn: u32;
  outputRows: u32;
  outputColumns: u32;
  /** A dense layer has one pixel; its tile runs over the blocks of the batch instead. */
  blocksAsColumns: u32;
  /** Whether to add to what the output holds. */
  accumulate: u32;
  /** Address of one number a channel, or 0. */
  bias: usize;
  /** Moments of the output for a batch norm (`moments.ts`), or 0. */
  partials: usize;
}

export function convolve(descriptor: usize, from: u32, to: u32, _task: u32): void {
  const op = changetype<Convolution>(descriptor);
  const step = op.blocksAsColumns ? op.input.blockStep : op.inputColumns * 16;
  if (step == 16) Rows.run<Adjacent>(op, from, to, step, 0);
  else if (step == 32) Rows.run<EverySecond>(op, from, to, step, 0);
  else Rows.run<Anywhere>(op, from, to, step, step);
}

class Rows {
  /** `step`: bytes between input pixels; `added` is the part of it that `S` does not hold at compile time. */
  @inline
  static run<S>(op: Convolution, from: u32, to: u32, step: usize, added: usize): void {
    const input = op.input;
    const output = op.output;
    const flat = op.blocksAsColumns;
    const end = flat ? from + 1 : to;
    const columns = flat ? to - from : op.columns;
    const outputStep = flat ? output.blockStep : op.outputColumns * 16;
    for (let block = from; block < end; block++) {
      const partials = op.partials ? op.partials + block * output.channels * Moment.size : 0;
      for (let row: u32 = 0; row < op.rows; row++) {
        let x = input.row(block, row * op.inputRows);
        let y = output.row(block, op.firstRow + row * op.outputRows) + op.firstColumn * 16;
        let left = columns;
        let first = row == 0;
        for (; left >= 8; left -= 8) {
          Tile.eight<S>(op, x, y, added, outputStep, partials, first);
          x += 8 * step;
          y += 8 * outputStep;
          first = false;
        }
        if (left & 4) {
          Tile.four<S>(op, x, y, added, outputStep, partials, first);
          x += 4 * step;
          y += 4 * outputStep;
          first = false;
        }
        if (left & 2) {
          Tile.two<S>(op, x, y, added, outputStep, partials, first);
          x += 2 * step;
          y += 2 * outputStep;
          first = false;
        }
        if (left & 1) Tile.one<S>(op, x, y, added, outputStep, partials, first);
      }
    }
  }
}

/** Pixels of one row in registers, every output channel in turn. */
class Tile {
  @inline
  static start(op: Convolution, channel: u32): v128 {
    return op.bias ? v128.load32_splat(op.bias + channel * 4) : f32x4.splat(0);
  }

  @inline
  static eight<S>(op: Convolution, x: usize, y: usize, step: usize, out: usize, partials: usize, first: bool): void {
    const channels = op.output.channels;
    const channelStep = op.output.channelStep;
    const accumulate = op.accumulate;
    let pointer = op.rowPointers;
    let pair: usize = load<u32>(pointer);
    for (let channel: u32 = 0; channel < channels; channel++) {
      pointer += 4;
      const end: usize = load<u32>(pointer);
      let a0 = Tile.start(op, channel);
      let a1 = a0;
      let a2 = a0;
      let a3 = a0;
      let a4 = a0;
      let a5 = a0;
      let a6 = a0;
      let a7 = a0;
      if (accumulate) {
        a0 = v128.load(y);
        a1 = v128.load(y + out);
        a2 = v128.load(y + 2 * out);
        a3 = v128.load(y + 3 * out);
        a4 = v128.load(y + 4 * out);
        a5 = v128.load(y + 5 * out);
        a6 = v128.load(y + 6 * out);
        a7 = v128.load(y + 7 * out);
      }
      for (; pair < end; pair += 8) {
        const q: usize = x + load<u32>(pair);
        const w = v128.load32_splat(pair, 4);
        a0 = Simd.fma(v128.load(q), w, a0);
        a1 = Simd.fma(v128.load(q + step, offsetof<S>()), w, a1);
        a2 = Simd.fma(v128.load(q + 2 * step, 2 * offsetof<S>()), w, a2);
        a3 = Simd.fma(v128.load(q + 3 * step, 3 * offsetof<S>()), w, a3);
        a4 = Simd.fma(v128.load(q + 4 * step, 4 * offsetof<S>()), w, a4);
        a5 = Simd.fma(v128.load(q + 5 * step, 5 * offsetof<S>()), w, a5);
        a6 = Simd.fma(v128.load(q + 6 * step, 6 * offsetof<S>()), w, a6);
        a7 = Simd.fma(v128.load(q + 7 * step, 7 * offsetof<S>()), w, a7);
      }
      v128.store(y, a0);
      v128.store(y + out, a1);
      v128.store(y + 2 * out, a2);
      v128.store(y + 3 * out, a3);
      v128.store(y + 4 * out, a4);
      v128.store(y + 5 * out, a5);
      v128.store(y + 6 * out, a6);
      v128.store(y + 7 * out, a7);
      if (partials) {
        if (first) Moment.begin(partials, a0);
        const shift = v128.load(partials);
        a0 = f32x4.sub(a0, shift);
        a1 = f32x4.sub(a1, shift);
        a2 = f32x4.sub(a2, shift);
        a3 = f32x4.sub(a3, shift);
        a4 = f32x4.sub(a4, shift);
        a5 = f32x4.sub(a5, shift);
        a6 = f32x4.sub(a6, shift);
        a7 = f32x4.sub(a7, shift);
        const sum = f32x4.add(
          f32x4.add(f32x4.add(a0, a1), f32x4.add(a2, a3)),
          f32x4.add(f32x4.add(a4, a5), f32x4.add(a6, a7)),
        );
        const even = Simd.fma(a6, a6, Simd.fma(a4, a4, Simd.fma(a2, a2, f32x4.mul(a0, a0))));
        const odd = Simd.fma(a7, a7, Simd.fma(a5, a5, Simd.fma(a3, a3, f32x4.mul(a1, a1))));
        Moment.add(partials, sum, f32x4.add(even, odd));
        partials += Moment.size;
      }
      y += channelStep;
    }
  }

  @inline
  static four<S>(op: Convolution, x: usize, y: usize, step: usize, out: usize, partials: usize, first: bool): void {
    const channels = op.output.channels;
    let pointer = op.rowPointers;
    let pair: usize = load<u32>(pointer);
    for (let channel: u32 = 0; channel < channels; channel++) {
      pointer += 4;
      const end: usize = load<u32>(pointer);
      let a0 = Tile.start(op, channel);
      let a1 = a0;
      let a2 = a0;
      let a3 = a0;
      if (op.accumulate) {
        a0 = v128.load(y);
        a1 = v128.load(y + out);
        a2 = v128.load(y + 2 * out);
        a3 = v128.load(y + 3 * out);
      }
      for (; pair < end; pair += 8) {
        const q: usize = x + load<u32>(pair);
        const w = v128.load32_splat(pair, 4);
        a0 = Simd.fma(v128.load(q), w, a0);
        a1 = Simd.fma(v128.load(q + step, offsetof<S>()), w, a1);
        a2 = Simd.fma(v128.load(q + 2 * step, 2 * offsetof<S>()), w, a2);
        a3 = Simd.fma(v128.load(q + 3 * step, 3 * offsetof<S>()), w, a3);
      }
      v128.store(y, a0);
      v128.store(y + out, a1);
      v128.store(y + 2 * out, a2);
      v128.store(y + 3 * out, a3);
      if (partials) {
        if (first) Moment.begin(partials, a0);
        const shift = v128.load(partials);
        a0 = f32x4.sub(a0, shift);
        a1 = f32x4.sub(a1, shift);
        a2 = f32x4.sub(a2, shift);
        a3 = f32x4.sub(a3, shift);
        const sum = f32x4.add(f32x4.add(a0, a1), f32x4.add(a2, a3));
        const even = Simd.fma(a2, a2, f32x4.mul(a0, a0));
        const odd = Simd.fma(a3, a3, f32x4.mul(a1, a1));
        Moment.add(partials, sum, f32x4.add(even, odd));
        partials += Moment.size;
      }
      y += op.output.channelStep;
    }
  }

  @inline
  static two<S>(op: Convolution, x: usize, y: usize, step: usize, out: usize, partials: usize, first: bool): void {
    const channels = op.output.channels;
    let pointer = op.rowPointers;
    let pair: usize = load<u32>(pointer);
    for (let channel: u32 = 0; channel < channels; channel++) {
      pointer += 4;
      const end: usize = load<u32>(pointer);
      let a0 = Tile.start(op, channel);
      let a1 = a0;
      if (op.accumulate) {
        a0 = v128.load(y);
        a1 = v128.load(y + out);
      }
      for (; pair < end; pair += 8) {
        const q: usize = x + load<u32>(pair);
        const w = v128.load32_splat(pair, 4);
        a0 = Simd.fma(v128.load(q), w, a0);
        a1 = Simd.fma(v128.load(q + step, offsetof<S>()), w, a1);
      }
      v128.store(y, a0);
      v128.store(y + out, a1);
      if (partials) {
        if (first) Moment.begin(partials, a0);
        const shift = v128.load(partials);
        a0 = f32x4.sub(a0, shift);
        a1 = f32x4.sub(a1, shift);
        Moment.add(partials, f32x4.add(a0, a1), Simd.fma(a1, a1, f32x4.mul(a0, a0)));
        partials += Moment.size;
      }
      y += op.output.channelStep;
    }
  }

  @inline
  static one<S>(op: Convolution, x: usize, y: usize, _step: usize, _out: usize, partials: usize, first: bool): void {
    const channels = op.output.channels;
    let pointer = op.rowPointers;
    let pair: usize = load<u32>(pointer);
    for (let channel: u32 = 0; channel < channels; channel++) {
      pointer += 4;
      const end: usize = load<u32>(pointer);
      let a0 = Tile.start(op, channel);
      if (op.accumulate) a0 = v128.load(y);
      for (; pair < end; pair += 8) {
        a0 = Simd.fma(v128.load(x + load<u32>(pair)), v128.load32_splat(pair, 4), a0);
      }
      v128.store(y, a0);
      if (partials) {
        if (first) Moment.begin(partials, a0);
        a0 = f32x4.sub(a0, v128.load(partials));
        Moment.add(partials, a0, f32x4.mul(a0, a0));
        partials += Moment.size;
      }
      y += op.output.channelStep;
    }
  }
}
