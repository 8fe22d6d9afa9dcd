import { Moment } from "./moments";
import { Adjacent, Anywhere, EverySecond, Simd } from "./simd";
import { Tensor } from "./tensor";

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
      let shift = partials ? v128.load(partials) : initial;
      let first = begins;
      let sum = f32x4.splat(0);
      let squares = f32x4.splat(0);
      let rowX = firstX;
      let rowY = firstY;
      for (let row: u32 = 0; row < rows; row++) {
        let x = rowX;
        let y = rowY;
        // A tile of eight also serves five to seven pixels, one of four serves fewer than four: what it computes beyond
        // the row's end is neither stored nor counted. Tensors have room behind them for what is read there.
        for (let left = width; left > 0;) {
          if (left > 4) {
            const count = min<u32>(8, left);
            let a0 = initial;
            let a1 = initial;
            let a2 = initial;
            let a3 = initial;
            let a4 = initial;
            let a5 = initial;
            let a6 = initial;
            let a7 = initial;
            if (accumulate) {
              a0 = v128.load(y);
              a1 = v128.load(y + outStep, offsetof<O>());
              a2 = v128.load(y + 2 * outStep, 2 * offsetof<O>());
              a3 = v128.load(y + 3 * outStep, 3 * offsetof<O>());
              a4 = v128.load(y + 4 * outStep, 4 * offsetof<O>());
              a5 = v128.load(y + 5 * outStep, 5 * offsetof<O>());
              a6 = v128.load(y + 6 * outStep, 6 * offsetof<O>());
              a7 = v128.load(y + 7 * outStep, 7 * offsetof<O>());
            }
            let pair = start;
            if (runs) {
              for (; pair < twos; pair += 24) {
                const q: usize = x + load<u32>(pair);
                const w0 = v128.load32_splat(pair, 4);
                const w1 = v128.load32_splat(pair, 12);
                const w2 = v128.load32_splat(pair, 20);
                let p = v128.load(q);
                a0 = Simd.fma(p, w0, a0);
                p = v128.load(q, 16);
                a0 = Simd.fma(p, w1, a0);
                a1 = Simd.fma(p, w0, a1);
                p = v128.load(q, 32);
                a0 = Simd.fma(p, w2, a0);
                a1 = Simd.fma(p, w1, a1);
                a2 = Simd.fma(p, w0, a2);
                p = v128.load(q, 48);
                a1 = Simd.fma(p, w2, a1);
                a2 = Simd.fma(p, w1, a2);
                a3 = Simd.fma(p, w0, a3);
                p = v128.load(q, 64);
                a2 = Simd.fma(p, w2, a2);
                a3 = Simd.fma(p, w1, a3);
                a4 = Simd.fma(p, w0, a4);
                p = v128.load(q, 80);
                a3 = Simd.fma(p, w2, a3);
                a4 = Simd.fma(p, w1, a4);
                a5 = Simd.fma(p, w0, a5);
                p = v128.load(q, 96);
                a4 = Simd.fma(p, w2, a4);
                a5 = Simd.fma(p, w1, a5);
                a6 = Simd.fma(p, w0, a6);
                p = v128.load(q, 112);
                a5 = Simd.fma(p, w2, a5);
                a6 = Simd.fma(p, w1, a6);
                a7 = Simd.fma(p, w0, a7);
                p = v128.load(q, 128);
                a6 = Simd.fma(p, w2, a6);
                a7 = Simd.fma(p, w1, a7);
                p = v128.load(q, 144);
                a7 = Simd.fma(p, w2, a7);
              }
              for (; pair < ones; pair += 16) {
                const q: usize = x + load<u32>(pair);
                const w0 = v128.load32_splat(pair, 4);
                const w1 = v128.load32_splat(pair, 12);
                let p = v128.load(q);
                a0 = Simd.fma(p, w0, a0);
                p = v128.load(q, 16);
                a0 = Simd.fma(p, w1, a0);
                a1 = Simd.fma(p, w0, a1);
                p = v128.load(q, 32);
                a1 = Simd.fma(p, w1, a1);
                a2 = Simd.fma(p, w0, a2);
                p = v128.load(q, 48);
                a2 = Simd.fma(p, w1, a2);
                a3 = Simd.fma(p, w0, a3);
                p = v128.load(q, 64);
                a3 = Simd.fma(p, w1, a3);
                a4 = Simd.fma(p, w0, a4);
                p = v128.load(q, 80);
                a4 = Simd.fma(p, w1, a4);
                a5 = Simd.fma(p, w0, a5);
                p = v128.load(q, 96);
                a5 = Simd.fma(p, w1, a5);
                a6 = Simd.fma(p, w0, a6);
                p = v128.load(q, 112);
                a6 = Simd.fma(p, w1, a6);
                a7 = Simd.fma(p, w0, a7);
                p = v128.load(q, 128);
                a7 = Simd.fma(p, w1, a7);
              }
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
            if (count == 8) {
              v128.store(y, a0);
              v128.store(y + outStep, a1, offsetof<O>());
              v128.store(y + 2 * outStep, a2, 2 * offsetof<O>());
              v128.store(y + 3 * outStep, a3, 3 * offsetof<O>());
              v128.store(y + 4 * outStep, a4, 4 * offsetof<O>());
              v128.store(y + 5 * outStep, a5, 5 * offsetof<O>());
              v128.store(y + 6 * outStep, a6, 6 * offsetof<O>());
              v128.store(y + 7 * outStep, a7, 7 * offsetof<O>());
            } else {
              v128.store(y, a0);
              v128.store(y + outStep, a1, offsetof<O>());
              v128.store(y + 2 * outStep, a2, 2 * offsetof<O>());
              v128.store(y + 3 * outStep, a3, 3 * offsetof<O>());
              v128.store(y + 4 * outStep, a4, 4 * offsetof<O>());
              if (count > 5) v128.store(y + 5 * outStep, a5, 5 * offsetof<O>());
              if (count > 6) v128.store(y + 6 * outStep, a6, 6 * offsetof<O>());
            }
            if (partials) {
              if (first) {
                Moment.begin(partials, a0);
                shift = a0;
                first = false;
              }
              if (count <= 5) a5 = shift;
              if (count <= 6) a6 = shift;
              if (count <= 7) a7 = shift;
              a0 = f32x4.sub(a0, shift);
              a1 = f32x4.sub(a1, shift);
              a2 = f32x4.sub(a2, shift);
              a3 = f32x4.sub(a3, shift);
              a4 = f32x4.sub(a4, shift);
              a5 = f32x4.sub(a5, shift);
              a6 = f32x4.sub(a6, shift);
              a7 = f32x4.sub(a7, shift);
              const low = f32x4.add(f32x4.add(a0, a1), f32x4.add(a2, a3));
              const high = f32x4.add(f32x4.add(a4, a5), f32x4.add(a6, a7));
              sum = f32x4.add(sum, f32x4.add(low, high));
              const even = Simd.fma(a6, a6, Simd.fma(a4, a4, Simd.fma(a2, a2, f32x4.mul(a0, a0))));
              const odd = Simd.fma(a7, a7, Simd.fma(a5, a5, Simd.fma(a3, a3, f32x4.mul(a1, a1))));
              squares = f32x4.add(squares, f32x4.add(even, odd));
            }
            x += 8 * pixel;
            y += 8 * out;
            left -= count;
          } else {
            let a0 = initial;
            let a1 = initial;
            let a2 = initial;
            let a3 = initial;
            if (accumulate) {
              a0 = v128.load(y);
              a1 = v128.load(y + outStep, offsetof<O>());
              a2 = v128.load(y + 2 * outStep, 2 * offsetof<O>());
              a3 = v128.load(y + 3 * outStep, 3 * offsetof<O>());
            }
            for (let pair = start; pair < end; pair += 8) {
              const q: usize = x + load<u32>(pair);
              const w = v128.load32_splat(pair, 4);
              a0 = Simd.fma(v128.load(q), w, a0);
              a1 = Simd.fma(v128.load(q + step, offsetof<S>()), w, a1);
              a2 = Simd.fma(v128.load(q + 2 * step, 2 * offsetof<S>()), w, a2);
              a3 = Simd.fma(v128.load(q + 3 * step, 3 * offsetof<S>()), w, a3);
            }
            v128.store(y, a0);
            if (left > 1) v128.store(y + outStep, a1, offsetof<O>());
            if (left > 2) v128.store(y + 2 * outStep, a2, 2 * offsetof<O>());
            if (left > 3) v128.store(y + 3 * outStep, a3, 3 * offsetof<O>());
            if (partials) {
              if (first) {
                Moment.begin(partials, a0);
                shift = a0;
                first = false;
              }
              if (left <= 1) a1 = shift;
              if (left <= 2) a2 = shift;
              if (left <= 3) a3 = shift;
              a0 = f32x4.sub(a0, shift);
              a1 = f32x4.sub(a1, shift);
              a2 = f32x4.sub(a2, shift);
              a3 = f32x4.sub(a3, shift);
              sum = f32x4.add(sum, f32x4.add(f32x4.add(a0, a1), f32x4.add(a2, a3)));
              const even = Simd.fma(a2, a2, f32x4.mul(a0, a0));
              const odd = Simd.fma(a3, a3, f32x4.mul(a1, a1));
              squares = f32x4.add(squares, f32x4.add(even, odd));
            }
            left = 0;
          }
        }
        rowX += inputRowStep;
        rowY += outputRowStep;
      }
      if (partials) {
        Moment.add(partials, sum, squares);
        partials += Moment.size;
      }
      firstY += output.channelStep;
    }
  }
}
