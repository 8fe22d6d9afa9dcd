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
  /** Two vectors a kept weight and task: the sums over even and odd pixels of the tiles (V8 makes one of them). */
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

const partialBytes: usize = 32;
/** Pairs have eight bytes. */
const perPairByte: usize = partialBytes / 8;

/** A range of blocks, every output channel: the partial sums belong to the task. */
export function weightGradient(descriptor: usize, from: u32, to: u32, task: u32): void {
  const op = changetype<WeightGradient>(descriptor);
  const partials = op.partials + task * op.kept * partialBytes;
  if (from == task * op.blocksPerTask) memory.fill(partials, 0, op.kept * partialBytes);
  accumulate(op, from, to, 0, op.gradient.channels, partials);
}

/** All blocks, a range of output channels: for layers with too many weights for partial sums by task. */
export function weightGradientByChannel(descriptor: usize, from: u32, to: u32, _task: u32): void {
  const op = changetype<WeightGradient>(descriptor);
  const first: usize = load<u32>(op.rowPointers);
  for (let pass: u32 = 0; pass < op.passes; pass++) {
    const start: usize = load<u32>(op.pointer(pass, from)) - first;
    const end: usize = load<u32>(op.pointer(pass, to)) - first;
    memory.fill(op.partials + start * perPairByte, 0, (end - start) * perPairByte);
  }
  accumulate(op, 0, call.blocks, from, to, op.partials);
}

/** A range of weights: the tasks' partial sums, in their order, in float64. */
export function sumWeightGradient(descriptor: usize, from: u32, to: u32, _task: u32): void {
  const op = changetype<WeightGradient>(descriptor);
  const sets = op.blocksPerTask ? (call.blocks + op.blocksPerTask - 1) / op.blocksPerTask : 1;
  const setStep = op.kept * partialBytes;
  for (let weight = from; weight < to; weight++) {
    let sum: f64 = 0;
    let partial = op.partials + weight * partialBytes;
    for (let set: u32 = 0; set < sets; set++) {
      sum += Simd.sum(partial) + Simd.sum(partial + 16);
      partial += setStep;
    }
    store<f32>(op.result + weight * 4, <f32>sum);
  }
}

function accumulate(op: WeightGradient, from: u32, to: u32, channel: u32, end: u32, partials: usize): void {
  const step = op.blocksAsColumns ? op.input.blockStep : op.inputColumns * 16;
  const out = op.blocksAsColumns ? op.gradient.blockStep : 16;
  if (step == 16 && out == 16) {
    Strips.run<Adjacent, Adjacent>(op, from, to, channel, end, partials, step, 0, out, 0);
  } else if (step == 32) {
    Strips.run<EverySecond, Anywhere>(op, from, to, channel, end, partials, step, 0, out, out);
  } else Strips.run<Anywhere, Anywhere>(op, from, to, channel, end, partials, step, step, out, out);
}

/** Pixels of a strip: four tiles, so that a channel's stream is read from the cache and its length is foreseen. */
const stripPixels: u32 = 32;

class Strips {
  /**
   * `pixel`, `out`: bytes between pixels of input and output gradient. `step`, `outStep`: the part of them that `S` and
   * `O` do not hold at compile time.
   */
  @inline
  static run<S, O>(
    op: WeightGradient,
    from: u32,
    to: u32,
    channel: u32,
    lastChannel: u32,
    partials: usize,
    pixel: usize,
    step: usize,
    out: usize,
    outStep: usize,
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
            Strips.pass<S, O>(
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
              step,
              out,
              outStep,
            );
          }
        }
      }
    }
  }

  /** One pass over a strip: every output channel in turn, of each the strip's tiles, of each every kept weight. */
  @inline
  static pass<S, O>(
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
    out: usize,
    outStep: usize,
  ): void {
    const channelStep = op.gradient.channelStep;
    const inputRowStep = op.inputRows * op.input.rowStep;
    const gradientRowStep = op.gradient.rowStep;
    const pointerStep: usize = op.runs ? 12 : 4;
    // With pixels beside each other only; the sums are made in the same order as by two tiles of eight.
    const wide = offsetof<S>() == 16 && offsetof<O>() == 16 && call.wide;
    const firstPair: usize = load<u32>(op.rowPointers);
    const firstX = op.input.row(block, firstRow * op.inputRows) + firstColumn * pixel;
    let firstG = op.gradient.row(block, firstRow) + firstColumn * out + channel * channelStep;
    let pointer = op.pointer(pass, channel);
    let end: usize = load<u32>(pointer);
    for (; channel < lastChannel; channel++) {
      const start = end;
      pointer += pointerStep;
      end = load<u32>(pointer);
      if (start < end) {
        const firstPartial = partials + (start - firstPair) * perPairByte;
        let rowX = firstX;
        let rowG = firstG;
        let row: u32 = 0;
        if (wide && width == 8) {
          for (; row + 2 <= rows; row += 2) {
            Tile.sixteen(start, end, firstPartial, rowX, rowX + inputRowStep, rowG, rowG + gradientRowStep);
            rowX += 2 * inputRowStep;
            rowG += 2 * gradientRowStep;
          }
        }
        for (; row < rows; row++) {
          let x = rowX;
          let g = rowG;
          let left = width;
          if (wide) {
            for (; left >= 16; left -= 16) {
              Tile.sixteen(start, end, firstPartial, x, x + 8 * 16, g, g + 8 * 16);
              x += 16 * 16;
              g += 16 * 16;
            }
          }
          for (; left >= 8; left -= 8) {
            Tile.eight<S, O>(start, end, firstPartial, x, g, step, outStep);
            x += 8 * pixel;
            g += 8 * out;
          }
          if (left > 4) Tile.upToEight(start, end, firstPartial, x, g, left, pixel, out);
          else if (left > 0) Tile.upToFour(start, end, firstPartial, x, g, left, pixel, out);
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
  static eight<S, O>(start: usize, end: usize, partial: usize, x: usize, g: usize, step: usize, outStep: usize): void {
    const g0 = v128.load(g);
    const g1 = v128.load(g + outStep, offsetof<O>());
    const g2 = v128.load(g + 2 * outStep, 2 * offsetof<O>());
    const g3 = v128.load(g + 3 * outStep, 3 * offsetof<O>());
    const g4 = v128.load(g + 4 * outStep, 4 * offsetof<O>());
    const g5 = v128.load(g + 5 * outStep, 5 * offsetof<O>());
    const g6 = v128.load(g + 6 * outStep, 6 * offsetof<O>());
    const g7 = v128.load(g + 7 * outStep, 7 * offsetof<O>());
    for (let pair = start; pair < end; pair += 8) {
      const q: usize = x + load<u32>(pair);
      let even = Simd.fma(v128.load(q), g0, v128.load(partial));
      let odd = Simd.fma(v128.load(q + step, offsetof<S>()), g1, v128.load(partial, 16));
      even = Simd.fma(v128.load(q + 2 * step, 2 * offsetof<S>()), g2, even);
      odd = Simd.fma(v128.load(q + 3 * step, 3 * offsetof<S>()), g3, odd);
      even = Simd.fma(v128.load(q + 4 * step, 4 * offsetof<S>()), g4, even);
      odd = Simd.fma(v128.load(q + 5 * step, 5 * offsetof<S>()), g5, odd);
      even = Simd.fma(v128.load(q + 6 * step, 6 * offsetof<S>()), g6, even);
      odd = Simd.fma(v128.load(q + 7 * step, 7 * offsetof<S>()), g7, odd);
      v128.store(partial, even);
      v128.store(partial, odd, 16);
      partial += 32;
    }
  }

  /** Two tiles of eight, `a` and then `b`: too many vectors for 128-bit registers. */
  @inline
  static sixteen(start: usize, end: usize, partial: usize, xa: usize, xb: usize, ga: usize, gb: usize): void {
    const g0 = v128.load(ga);
    const g1 = v128.load(ga, 16);
    const g2 = v128.load(ga, 32);
    const g3 = v128.load(ga, 48);
    const g4 = v128.load(ga, 64);
    const g5 = v128.load(ga, 80);
    const g6 = v128.load(ga, 96);
    const g7 = v128.load(ga, 112);
    const g8 = v128.load(gb);
    const g9 = v128.load(gb, 16);
    const g10 = v128.load(gb, 32);
    const g11 = v128.load(gb, 48);
    const g12 = v128.load(gb, 64);
    const g13 = v128.load(gb, 80);
    const g14 = v128.load(gb, 96);
    const g15 = v128.load(gb, 112);
    for (let pair = start; pair < end; pair += 8) {
      const offset: usize = load<u32>(pair);
      const qa = xa + offset;
      const qb = xb + offset;
      let even = Simd.fma(v128.load(qa), g0, v128.load(partial));
      let odd = Simd.fma(v128.load(qa, 16), g1, v128.load(partial, 16));
      even = Simd.fma(v128.load(qa, 32), g2, even);
      odd = Simd.fma(v128.load(qa, 48), g3, odd);
      even = Simd.fma(v128.load(qa, 64), g4, even);
      odd = Simd.fma(v128.load(qa, 80), g5, odd);
      even = Simd.fma(v128.load(qa, 96), g6, even);
      odd = Simd.fma(v128.load(qa, 112), g7, odd);
      even = Simd.fma(v128.load(qb), g8, even);
      odd = Simd.fma(v128.load(qb, 16), g9, odd);
      even = Simd.fma(v128.load(qb, 32), g10, even);
      odd = Simd.fma(v128.load(qb, 48), g11, odd);
      even = Simd.fma(v128.load(qb, 64), g12, even);
      odd = Simd.fma(v128.load(qb, 80), g13, odd);
      even = Simd.fma(v128.load(qb, 96), g14, even);
      odd = Simd.fma(v128.load(qb, 112), g15, odd);
      v128.store(partial, even);
      v128.store(partial, odd, 16);
      partial += 32;
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
    out: usize,
  ): void {
    const none = f32x4.splat(0);
    const g0 = v128.load(g);
    const g1 = v128.load(g + out);
    const g2 = v128.load(g + 2 * out);
    const g3 = v128.load(g + 3 * out);
    const g4 = v128.load(g + 4 * out);
    const g5 = count > 5 ? v128.load(g + 5 * out) : none;
    const g6 = count > 6 ? v128.load(g + 6 * out) : none;
    const g7 = count > 7 ? v128.load(g + 7 * out) : none;
    const step5: usize = count > 5 ? 5 * step : 0;
    const step6: usize = count > 6 ? 6 * step : 0;
    const step7: usize = count > 7 ? 7 * step : 0;
    for (let pair = start; pair < end; pair += 8) {
      const q: usize = x + load<u32>(pair);
      let even = Simd.fma(v128.load(q), g0, v128.load(partial));
      let odd = Simd.fma(v128.load(q + step), g1, v128.load(partial, 16));
      even = Simd.fma(v128.load(q + 2 * step), g2, even);
      odd = Simd.fma(v128.load(q + 3 * step), g3, odd);
      even = Simd.fma(v128.load(q + 4 * step), g4, even);
      odd = Simd.fma(v128.load(q + step5), g5, odd);
      even = Simd.fma(v128.load(q + step6), g6, even);
      odd = Simd.fma(v128.load(q + step7), g7, odd);
      v128.store(partial, even);
      v128.store(partial, odd, 16);
      partial += 32;
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
    out: usize,
  ): void {
    const none = f32x4.splat(0);
    const g0 = v128.load(g);
    const g1 = count > 1 ? v128.load(g + out) : none;
    const g2 = count > 2 ? v128.load(g + 2 * out) : none;
    const g3 = count > 3 ? v128.load(g + 3 * out) : none;
    const step1: usize = count > 1 ? step : 0;
    const step2: usize = count > 2 ? 2 * step : 0;
    const step3: usize = count > 3 ? 3 * step : 0;
    for (let pair = start; pair < end; pair += 8) {
      const q: usize = x + load<u32>(pair);
      let even = Simd.fma(v128.load(q), g0, v128.load(partial));
      let odd = Simd.fma(v128.load(q + step1), g1, v128.load(partial, 16));
      even = Simd.fma(v128.load(q + step2), g2, even);
      odd = Simd.fma(v128.load(q + step3), g3, odd);
      v128.store(partial, even);
      v128.store(partial, odd, 16);
      partial += 32;
    }
  }
}
