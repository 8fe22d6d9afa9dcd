import { call } from "./call";
import { Adjacent, Anywhere, EverySecond, Simd } from "./simd";
import { Tensor } from "./tensor";

/** Gradient of a layer's kept weights: for each, the product of output gradient and input, summed over all pixels. */
@unmanaged
export class WeightGradient {
  input: Tensor;
  /** Gradient of the output. */
  gradient: Tensor;
  /** The forward stream, of which only the offsets are read, with its passes and, with runs, three addresses a channel. */
  rowPointers: usize;
  passes: u32;
  runs: u32;
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

  /** Address of the address of a channel's first pair in a pass. */
  @inline
  pointer(pass: u32, channel: u32): usize {
    return this.rowPointers + (pass * this.gradient.channels + channel) * (this.runs ? 12 : 4);
  }
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
  for (let pass: u32 = 0; pass < op.passes; pass++) {
    const start: usize = load<u32>(op.pointer(pass, from)) - first;
    const end: usize = load<u32>(op.pointer(pass, to)) - first;
    memory.fill(op.partials + 2 * start, 0, 2 * (end - start));
  }
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
  if (step == 16) {
    if (op.runs) Strips.run<Adjacent>(op, from, to, channel, end, partials, step, 0, true);
    else Strips.run<Adjacent>(op, from, to, channel, end, partials, step, 0, false);
  } else if (step == 32) Strips.run<EverySecond>(op, from, to, channel, end, partials, step, 0, false);
  else Strips.run<Anywhere>(op, from, to, channel, end, partials, step, step, false);
}

/** Pixels of a strip: four tiles, so that a channel's stream is read from the cache and its length is foreseen. */
const stripPixels: u32 = 32;

class Strips {
  /** `pixel`: bytes between input pixels; `added` is the part of it that `S` does not hold at compile time. */
  @inline
  static run<S>(
    op: WeightGradient,
    from: u32,
    to: u32,
    channel: u32,
    lastChannel: u32,
    partials: usize,
    pixel: usize,
    added: usize,
    runs: bool,
  ): void {
    const flat = op.blocksAsColumns;
    const end = flat ? from + 1 : to;
    const columns = flat ? to - from : op.columns;
    const stripRows = max<u32>(1, stripPixels / columns);
    for (let block = from; block < end; block++) {
      for (let row: u32 = 0; row < op.rows; row += stripRows) {
        const rows = min<u32>(stripRows, op.rows - row);
        for (let column: u32 = 0; column < columns; column += stripPixels) {
          const width = min<u32>(stripPixels, columns - column);
          for (let pass: u32 = 0; pass < op.passes; pass++) {
            Strips.pass<S>(
              op,
              block,
              row,
              rows,
              column,
              width,
              pass,
              channel,
              lastChannel,
              partials,
              pixel,
              added,
              runs,
            );
          }
        }
      }
    }
  }

  /** One pass over a strip: every output channel in turn, of each the strip's tiles, of each every kept weight. */
  @inline
  static pass<S>(
    op: WeightGradient,
    block: u32,
    firstRow: u32,
    rows: u32,
    firstColumn: u32,
    width: u32,
    pass: u32,
    channel: u32,
    lastChannel: u32,
    partials: usize,
    pixel: usize,
    step: usize,
    runs: bool,
  ): void {
    const gradientStep = op.blocksAsColumns ? op.gradient.blockStep : 16;
    const channelStep = op.gradient.channelStep;
    const inputRowStep = op.inputRows * op.input.rowStep;
    const gradientRowStep = op.gradient.rowStep;
    const pointerStep: usize = op.runs ? 12 : 4;
    const firstPair: usize = load<u32>(op.rowPointers);
    const firstX = op.input.row(block, firstRow * op.inputRows) + firstColumn * pixel;
    let firstG = op.gradient.row(block, firstRow) + firstColumn * gradientStep + channel * channelStep;
    let pointer = op.pointer(pass, channel);
    let end: usize = load<u32>(pointer);
    for (; channel < lastChannel; channel++) {
      const start = end;
      let twos = start;
      let ones = start;
      if (runs) {
        twos = load<u32>(pointer, 4);
        ones = load<u32>(pointer, 8);
      }
      pointer += pointerStep;
      end = load<u32>(pointer);
      if (start < end) {
        const firstPartial = partials + 2 * (start - firstPair);
        let rowX = firstX;
        let rowG = firstG;
        for (let row: u32 = 0; row < rows; row++) {
          let x = rowX;
          let g = rowG;
          let left = width;
          for (; left >= 8; left -= 8) {
            Tile.eight<S>(runs, twos, ones, start, end, firstPartial, x, g, step, gradientStep);
            x += 8 * pixel;
            g += 8 * gradientStep;
          }
          if (left > 4) Tile.upToEight(start, end, firstPartial, x, g, left, pixel, gradientStep);
          else if (left > 0) Tile.upToFour(start, end, firstPartial, x, g, left, pixel, gradientStep);
          rowX += inputRowStep;
          rowG += gradientRowStep;
        }
      }
      firstG += channelStep;
    }
  }
}

/** Output gradients of a few pixels in registers, every kept weight of their channel in turn. */
class Tile {
  @inline
  static eight<S>(
    runs: bool,
    twos: usize,
    ones: usize,
    start: usize,
    end: usize,
    partial: usize,
    x: usize,
    g: usize,
    step: usize,
    gradientStep: usize,
  ): void {
    const g0 = v128.load(g);
    const g1 = v128.load(g + gradientStep);
    const g2 = v128.load(g + 2 * gradientStep);
    const g3 = v128.load(g + 3 * gradientStep);
    const g4 = v128.load(g + 4 * gradientStep);
    const g5 = v128.load(g + 5 * gradientStep);
    const g6 = v128.load(g + 6 * gradientStep);
    const g7 = v128.load(g + 7 * gradientStep);
    let pair = start;
    if (runs) {
      for (; pair < twos; pair += 24) {
        const q: usize = x + load<u32>(pair);
        let p = v128.load(q);
        let even0 = f32x4.mul(p, g0);
        p = v128.load(q, 16);
        let odd0 = Simd.fma(p, g1, v128.load(partial, 0));
        let even1 = f32x4.mul(p, g0);
        p = v128.load(q, 32);
        even0 = Simd.fma(p, g2, even0);
        let odd1 = Simd.fma(p, g1, v128.load(partial, 16));
        let even2 = f32x4.mul(p, g0);
        p = v128.load(q, 48);
        odd0 = Simd.fma(p, g3, odd0);
        even1 = Simd.fma(p, g2, even1);
        let odd2 = Simd.fma(p, g1, v128.load(partial, 32));
        p = v128.load(q, 64);
        even0 = Simd.fma(p, g4, even0);
        odd1 = Simd.fma(p, g3, odd1);
        even2 = Simd.fma(p, g2, even2);
        p = v128.load(q, 80);
        odd0 = Simd.fma(p, g5, odd0);
        even1 = Simd.fma(p, g4, even1);
        odd2 = Simd.fma(p, g3, odd2);
        p = v128.load(q, 96);
        even0 = Simd.fma(p, g6, even0);
        odd1 = Simd.fma(p, g5, odd1);
        even2 = Simd.fma(p, g4, even2);
        p = v128.load(q, 112);
        odd0 = Simd.fma(p, g7, odd0);
        even1 = Simd.fma(p, g6, even1);
        odd2 = Simd.fma(p, g5, odd2);
        p = v128.load(q, 128);
        odd1 = Simd.fma(p, g7, odd1);
        even2 = Simd.fma(p, g6, even2);
        p = v128.load(q, 144);
        odd2 = Simd.fma(p, g7, odd2);
        v128.store(partial, f32x4.add(even0, odd0), 0);
        v128.store(partial, f32x4.add(even1, odd1), 16);
        v128.store(partial, f32x4.add(even2, odd2), 32);
        partial += 48;
      }
      for (; pair < ones; pair += 16) {
        const q: usize = x + load<u32>(pair);
        let p = v128.load(q);
        let even0 = f32x4.mul(p, g0);
        p = v128.load(q, 16);
        let odd0 = Simd.fma(p, g1, v128.load(partial, 0));
        let even1 = f32x4.mul(p, g0);
        p = v128.load(q, 32);
        even0 = Simd.fma(p, g2, even0);
        let odd1 = Simd.fma(p, g1, v128.load(partial, 16));
        p = v128.load(q, 48);
        odd0 = Simd.fma(p, g3, odd0);
        even1 = Simd.fma(p, g2, even1);
        p = v128.load(q, 64);
        even0 = Simd.fma(p, g4, even0);
        odd1 = Simd.fma(p, g3, odd1);
        p = v128.load(q, 80);
        odd0 = Simd.fma(p, g5, odd0);
        even1 = Simd.fma(p, g4, even1);
        p = v128.load(q, 96);
        even0 = Simd.fma(p, g6, even0);
        odd1 = Simd.fma(p, g5, odd1);
        p = v128.load(q, 112);
        odd0 = Simd.fma(p, g7, odd0);
        even1 = Simd.fma(p, g6, even1);
        p = v128.load(q, 128);
        odd1 = Simd.fma(p, g7, odd1);
        v128.store(partial, f32x4.add(even0, odd0), 0);
        v128.store(partial, f32x4.add(even1, odd1), 16);
        partial += 32;
      }
    }
    for (; pair < end; pair += 8) {
      const q: usize = x + load<u32>(pair);
      let even = f32x4.mul(v128.load(q), g0);
      let odd = Simd.fma(v128.load(q + step, offsetof<S>()), g1, v128.load(partial));
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

  /** Five to eight pixels; those that are missing read the first one again, with a gradient of zero. */
  @inline
  static upToEight(
    start: usize,
    end: usize,
    partial: usize,
    x: usize,
    g: usize,
    count: u32,
    step: usize,
    gradientStep: usize,
  ): void {
    const none = f32x4.splat(0);
    const g0 = v128.load(g);
    const g1 = v128.load(g + gradientStep);
    const g2 = v128.load(g + 2 * gradientStep);
    const g3 = v128.load(g + 3 * gradientStep);
    const g4 = v128.load(g + 4 * gradientStep);
    const g5 = count > 5 ? v128.load(g + 5 * gradientStep) : none;
    const g6 = count > 6 ? v128.load(g + 6 * gradientStep) : none;
    const g7 = count > 7 ? v128.load(g + 7 * gradientStep) : none;
    const step5: usize = count > 5 ? 5 * step : 0;
    const step6: usize = count > 6 ? 6 * step : 0;
    const step7: usize = count > 7 ? 7 * step : 0;
    for (let pair = start; pair < end; pair += 8) {
      const q: usize = x + load<u32>(pair);
      let even = f32x4.mul(v128.load(q), g0);
      let odd = Simd.fma(v128.load(q + step), g1, v128.load(partial));
      even = Simd.fma(v128.load(q + 2 * step), g2, even);
      odd = Simd.fma(v128.load(q + 3 * step), g3, odd);
      even = Simd.fma(v128.load(q + 4 * step), g4, even);
      odd = Simd.fma(v128.load(q + step5), g5, odd);
      even = Simd.fma(v128.load(q + step6), g6, even);
      odd = Simd.fma(v128.load(q + step7), g7, odd);
      v128.store(partial, f32x4.add(even, odd));
      partial += 16;
    }
  }

  /** One to four pixels. */
  @inline
  static upToFour(
    start: usize,
    end: usize,
    partial: usize,
    x: usize,
    g: usize,
    count: u32,
    step: usize,
    gradientStep: usize,
  ): void {
    const none = f32x4.splat(0);
    const g0 = v128.load(g);
    const g1 = count > 1 ? v128.load(g + gradientStep) : none;
    const g2 = count > 2 ? v128.load(g + 2 * gradientStep) : none;
    const g3 = count > 3 ? v128.load(g + 3 * gradientStep) : none;
    const step1: usize = count > 1 ? step : 0;
    const step2: usize = count > 2 ? 2 * step : 0;
    const step3: usize = count > 3 ? 3 * step : 0;
    for (let pair = start; pair < end; pair += 8) {
      const q: usize = x + load<u32>(pair);
      let even = f32x4.mul(v128.load(q), g0);
      let odd = Simd.fma(v128.load(q + step1), g1, v128.load(partial));
      even = Simd.fma(v128.load(q + step2), g2, even);
      odd = Simd.fma(v128.load(q + step3), g3, odd);
      v128.store(partial, f32x4.add(even, odd));
      partial += 16;
    }
  }
}
