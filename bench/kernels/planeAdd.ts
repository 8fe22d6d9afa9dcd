import { Convolution } from "../../src/engine/sparse/kernels/convolution";
import { Moment } from "../../src/engine/sparse/kernels/moments";
import { Adjacent, Anywhere, EverySecond, Simd } from "../../src/engine/sparse/kernels/simd";

export function convolve(descriptor: usize, from: u32, to: u32, _task: u32): void {
  const op = changetype<Convolution>(descriptor);
  const step = op.blocksAsColumns ? op.input.blockStep : op.inputColumns * 16;
  const out = op.blocksAsColumns ? op.output.blockStep : op.outputColumns * 16;
  if (step == 16) {
    if (out == 16) Blocks.run<Adjacent, Adjacent>(op, from, to, step, 0, out, 0);
    else Blocks.run<Adjacent, Anywhere>(op, from, to, step, 0, out, out);
  } else if (step == 32 && out == 16) Blocks.run<EverySecond, Adjacent>(op, from, to, step, 0, out, 0);
  else Blocks.run<Anywhere, Anywhere>(op, from, to, step, step, out, out);
}

class Blocks {
  /**
   * `step`, `out`: bytes between pixels of input and output. `added`, `outAdded`: the part of them that `S` and `O` do
   * not hold at compile time.
   */
  @inline
  static run<S, O>(op: Convolution, from: u32, to: u32, step: usize, added: usize, out: usize, outAdded: usize): void {
    const input = op.input;
    const output = op.output;
    const flat = op.blocksAsColumns;
    const end = flat ? from + 1 : to;
    const columns = flat ? to - from : op.columns;
    const down = input.rowStep * op.inputRows;
    const outDown = output.rowStep * op.outputRows;
    for (let block = from; block < end; block++) {
      const x = input.row(block, 0);
      let y = output.row(block, op.firstRow) + op.firstColumn * 16;
      let moments = op.partials + block * output.channels * Moment.size;
      let pointer = op.rowPointers;
      let pair: usize = load<u32>(pointer);
      for (let channel: u32 = 0; channel < output.channels; channel++) {
        pointer += 4;
        const last: usize = load<u32>(pointer);
        if (!op.accumulate) Plane.fill(op, y, columns, out, outDown, channel);
        for (; pair < last; pair += 8) {
          const w = v128.load32_splat(pair, 4);
          let q: usize = x + load<u32>(pair);
          let p = y;
          for (let row: u32 = 0; row < op.rows; row++) {
            Plane.add<S, O>(q, p, w, columns, step, added, out, outAdded);
            q += down;
            p += outDown;
          }
        }
        if (op.partials) Plane.sum(op, y, columns, out, outDown, moments);
        moments += Moment.size;
        y += output.channelStep;
      }
    }
  }
}

/** One output channel of four images. */
class Plane {
  @inline
  static fill(op: Convolution, y: usize, columns: u32, out: usize, down: usize, channel: u32): void {
    const start = op.bias ? v128.load32_splat(op.bias + channel * 4) : f32x4.splat(0);
    for (let row: u32 = 0; row < op.rows; row++) {
      let p = y;
      for (let left = columns; left > 0; left--) {
        v128.store(p, start);
        p += out;
      }
      y += down;
    }
  }

  /** y += w · x over one row. */
  @inline
  static add<S, O>(
    x: usize,
    y: usize,
    w: v128,
    columns: u32,
    step: usize,
    added: usize,
    out: usize,
    outAdded: usize,
  ): void {
    let left = columns;
    for (; left >= 4; left -= 4) {
      const a0 = Simd.fma(v128.load(x), w, v128.load(y));
      const a1 = Simd.fma(v128.load(x + added, offsetof<S>()), w, v128.load(y + outAdded, offsetof<O>()));
      const a2 = Simd.fma(
        v128.load(x + 2 * added, 2 * offsetof<S>()),
        w,
        v128.load(y + 2 * outAdded, 2 * offsetof<O>()),
      );
      const a3 = Simd.fma(
        v128.load(x + 3 * added, 3 * offsetof<S>()),
        w,
        v128.load(y + 3 * outAdded, 3 * offsetof<O>()),
      );
      v128.store(y, a0);
      v128.store(y + outAdded, a1, offsetof<O>());
      v128.store(y + 2 * outAdded, a2, 2 * offsetof<O>());
      v128.store(y + 3 * outAdded, a3, 3 * offsetof<O>());
      x += 4 * step;
      y += 4 * out;
    }
    for (; left > 0; left--) {
      v128.store(y, Simd.fma(v128.load(x), w, v128.load(y)));
      x += step;
      y += out;
    }
  }

  /** The plane's moments for the batch norm that follows: the engine has them from its registers. */
  @inline
  static sum(op: Convolution, y: usize, columns: u32, out: usize, down: usize, moments: usize): void {
    Moment.begin(moments, v128.load(y));
    const first = v128.load(moments);
    for (let row: u32 = 0; row < op.rows; row++) {
      let sum = f32x4.splat(0);
      let squares = f32x4.splat(0);
      let p = y;
      for (let left = columns; left > 0; left--) {
        const shifted = f32x4.sub(v128.load(p), first);
        sum = f32x4.add(sum, shifted);
        squares = Simd.fma(shifted, shifted, squares);
        p += out;
      }
      Moment.add(moments, sum, squares);
      y += down;
    }
  }
}
