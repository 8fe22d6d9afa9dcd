import { call } from "./call";
import { Moment } from "./moments";
import { Adjacent, Anywhere, EverySecond, Simd } from "./simd";
import { Tensor } from "./tensor";
import { Tile } from "./tile";

/**
 * A convolution or dense layer over its kept weights, or the gradient of its input: the same loop over another stream
 * of {byte offset, weight} pairs. Offsets count from the input pixel under the output pixel and hold channel, row and
 * column, so that the loop knows nothing of kernels, borders and masks.
 *
 * A strip of output pixels is computed pass by pass: each pass takes some of the input channels, few enough that what
 * the strip reads of them stays in the first-level cache, and goes through all output channels. How many passes there
 * are and whether runs are used changes the time a layer takes, never a bit of its result: every sum is made in the
 * same order (`streams.ts`).
 */
@unmanaged
export class Convolution {
  input: Tensor;
  output: Tensor;
  /**
   * Pairs of output channel c lie between the addresses rowPointers[c] and rowPointers[c + 1], one such table a pass.
   * With runs a channel has three addresses: of its runs of three, its runs of two and its single weights.
   */
  rowPointers: usize;
  passes: u32;
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
  const out = op.blocksAsColumns ? op.output.blockStep : op.outputColumns * 16;
  if (step == 16) {
    if (out == 16) Strips.run<Adjacent, Adjacent>(op, from, to, step, 0, out, 0, false);
    else Strips.run<Adjacent, Anywhere>(op, from, to, step, 0, out, out, false);
  } else if (step == 32) Strips.run<EverySecond, Anywhere>(op, from, to, step, 0, out, out, false);
  else Strips.run<Anywhere, Anywhere>(op, from, to, step, step, out, out, false);
}

/**
 * The same with a stream that tells runs apart: weights that read neighbouring pixels share the loads. A kernel of its
 * own, because V8 makes 256-bit code of the loop without runs only where nothing else uses the same sums.
 */
export function convolveRuns(descriptor: usize, from: u32, to: u32, _task: u32): void {
  const op = changetype<Convolution>(descriptor);
  Strips.run<Adjacent, Anywhere>(op, from, to, 16, 0, op.outputColumns * 16, op.outputColumns * 16, true);
}

/** Pixels of a strip: four tiles, so that a channel's stream is read from the cache and its length is foreseen. */
const stripPixels: u32 = 32;

class Strips {
  /**
   * `pixel`, `out`: bytes between pixels of input and output. `step`, `outStep`: the part of them that `S` and `O` do
   * not hold at compile time.
   */
  @inline
  static run<S, O>(
    op: Convolution,
    from: u32,
    to: u32,
    pixel: usize,
    step: usize,
    out: usize,
    outStep: usize,
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
            Strips.pass<S, O>(op, block, row, rows, column, width, pass, pixel, step, out, outStep, runs);
          }
        }
      }
    }
  }

  /** One pass over a strip: every output channel in turn, and of each the strip's tiles. */
  @inline
  static pass<S, O>(
    op: Convolution,
    block: u32,
    firstRow: u32,
    rows: u32,
    firstColumn: u32,
    width: u32,
    pass: u32,
    pixel: usize,
    step: usize,
    out: usize,
    outStep: usize,
    runs: bool,
  ): void {
    const input = op.input;
    const output = op.output;
    const channels = output.channels;
    const inputRowStep = op.inputRows * input.rowStep;
    const outputRowStep = op.outputRows * output.rowStep;
    const bias = pass ? 0 : op.bias;
    const accumulate = pass ? 1 : op.accumulate;
    const pointerStep: usize = runs ? 12 : 4;
    const begins = firstRow == 0 && firstColumn == 0;
    // With pixels beside each other only.
    const wide = !runs && offsetof<S>() == 16 && offsetof<O>() == 16 && call.wide;
    const firstX = input.row(block, firstRow * op.inputRows) + firstColumn * pixel;
    let firstY = output.row(block, op.firstRow + firstRow * op.outputRows) + op.firstColumn * 16 + firstColumn * out;
    let partials = op.partials && pass + 1 == op.passes ? op.partials + block * channels * Moment.size : 0;
    let pointer = op.rowPointers + pass * channels * pointerStep;
    let end: usize = load<u32>(pointer);
    for (let channel: u32 = 0; channel < channels; channel++) {
      const start = end;
      let twos = start;
      let ones = start;
      if (runs) {
        twos = load<u32>(pointer, 4);
        ones = load<u32>(pointer, 8);
      }
      pointer += pointerStep;
      end = load<u32>(pointer);
      const initial = bias ? v128.load32_splat(bias + channel * 4) : f32x4.splat(0);
      let x = firstX;
      let y = firstY;
      let row: u32 = 0;
      if (wide && width == 8) {
        for (; row + 2 <= rows; row += 2) {
          Tile.sixteen(start, end, initial, accumulate, x, x + inputRowStep, y, y + outputRowStep);
          x += 2 * inputRowStep;
          y += 2 * outputRowStep;
        }
      }
      for (; row < rows; row++) {
        let column: u32 = 0;
        if (wide) {
          for (; column + 16 <= width; column += 16) {
            const xa = x + column * 16;
            const ya = y + column * 16;
            Tile.sixteen(start, end, initial, accumulate, xa, xa + 8 * 16, ya, ya + 8 * 16);
          }
        }
        for (; column < width; column += 8) {
          const at = x + column * pixel;
          const to = y + column * out;
          const left = width - column;
          if (left > 4)
            Tile.eight<S, O>(start, twos, ones, end, initial, accumulate, at, to, step, outStep, left, runs);
          else Tile.four<S, O>(start, end, initial, accumulate, at, to, step, outStep, left);
        }
        x += inputRowStep;
        y += outputRowStep;
      }
      if (partials) {
        if (begins) Moment.begin(partials, v128.load(firstY));
        Strips.addMoments(partials, firstY, rows, width, outputRowStep, out);
        partials += Moment.size;
      }
      firstY += output.channelStep;
    }
  }

  /** What the strip adds to a channel's moments, read back while it is in the cache. */
  @inline
  static addMoments(partials: usize, firstY: usize, rows: u32, width: u32, rowStep: usize, out: usize): void {
    const shift = v128.load(partials);
    let sum = f32x4.splat(0);
    let squares = f32x4.splat(0);
    for (let row: u32 = 0; row < rows; row++) {
      let y = firstY + row * rowStep;
      let left = width;
      for (; left >= 4; left -= 4) {
        const a0 = f32x4.sub(v128.load(y), shift);
        const a1 = f32x4.sub(v128.load(y + out), shift);
        const a2 = f32x4.sub(v128.load(y + 2 * out), shift);
        const a3 = f32x4.sub(v128.load(y + 3 * out), shift);
        sum = f32x4.add(sum, f32x4.add(f32x4.add(a0, a1), f32x4.add(a2, a3)));
        const even = Simd.fma(a2, a2, f32x4.mul(a0, a0));
        const odd = Simd.fma(a3, a3, f32x4.mul(a1, a1));
        squares = f32x4.add(squares, f32x4.add(even, odd));
        y += 4 * out;
      }
      for (; left > 0; left--) {
        const a = f32x4.sub(v128.load(y), shift);
        sum = f32x4.add(sum, a);
        squares = Simd.fma(a, a, squares);
        y += out;
      }
    }
    Moment.add(partials, sum, squares);
  }
}
