import { call } from "../../src/engine/sparse/kernels/call";
import { Adjacent, Anywhere, EverySecond, Simd } from "../../src/engine/sparse/kernels/simd";
import { WeightGradient } from "../../src/engine/sparse/kernels/weightGradient";

/** A range of blocks, every output channel: the partial sums belong to the task. */
export function weightGradient(descriptor: usize, from: u32, to: u32, task: u32): void {
  const op = changetype<WeightGradient>(descriptor);
  const partials = op.partials + task * op.kept * 16;
  if (from == task * op.blocksPerTask) memory.fill(partials, 0, op.kept * 16);
  accumulate(op, from, to, 0, op.gradient.channels, partials);
}

/** All blocks, a range of output channels. */
export function weightGradientByChannel(descriptor: usize, from: u32, to: u32, _task: u32): void {
  const op = changetype<WeightGradient>(descriptor);
  const first: usize = load<u32>(op.rowPointers);
  const start: usize = load<u32>(op.rowPointers + from * 4) - first;
  const end: usize = load<u32>(op.rowPointers + to * 4) - first;
  memory.fill(op.partials + 2 * start, 0, 2 * (end - start));
  accumulate(op, 0, call.blocks, from, to, op.partials);
}

function accumulate(op: WeightGradient, from: u32, to: u32, channel: u32, end: u32, partials: usize): void {
  const step = op.blocksAsColumns ? op.input.blockStep : op.inputColumns * 16;
  if (step == 16) Blocks.run<Adjacent>(op, from, to, channel, end, partials, step, 0);
  else if (step == 32) Blocks.run<EverySecond>(op, from, to, channel, end, partials, step, 0);
  else Blocks.run<Anywhere>(op, from, to, channel, end, partials, step, step);
}

class Blocks {
  /** `step`: bytes between input pixels; `added` is the part of it that `S` does not hold at compile time. */
  @inline
  static run<S>(
    op: WeightGradient,
    from: u32,
    to: u32,
    first: u32,
    end: u32,
    partials: usize,
    step: usize,
    added: usize,
  ): void {
    const flat = op.blocksAsColumns;
    const lastBlock = flat ? from + 1 : to;
    const columns = flat ? to - from : op.columns;
    const along = flat ? op.gradient.blockStep : 16;
    const down = op.input.rowStep * op.inputRows;
    for (let block = from; block < lastBlock; block++) {
      const x = op.input.row(block, 0);
      let pointer = op.rowPointers + first * 4;
      let pair: usize = load<u32>(pointer);
      let partial = partials + 2 * (pair - load<u32>(op.rowPointers));
      for (let channel = first; channel < end; channel++) {
        pointer += 4;
        const last: usize = load<u32>(pointer);
        const gradient = op.gradient.row(block, 0) + channel * op.gradient.channelStep;
        for (; pair < last; pair += 8) {
          let q: usize = x + load<u32>(pair);
          let g = gradient;
          let sum = v128.load(partial);
          for (let row: u32 = 0; row < op.rows; row++) {
            sum = Plane.product<S>(q, g, sum, columns, step, added, along);
            q += down;
            g += op.gradient.rowStep;
          }
          v128.store(partial, sum);
          partial += 16;
        }
      }
    }
  }
}

/** One channel of four images. */
class Plane {
  /** sum + Σ x · g over one row. */
  @inline
  static product<S>(x: usize, g: usize, sum: v128, columns: u32, step: usize, added: usize, along: usize): v128 {
    let odd = f32x4.splat(0);
    let left = columns;
    for (; left >= 4; left -= 4) {
      sum = Simd.fma(v128.load(x), v128.load(g), sum);
      odd = Simd.fma(v128.load(x + added, offsetof<S>()), v128.load(g + along), odd);
      sum = Simd.fma(v128.load(x + 2 * added, 2 * offsetof<S>()), v128.load(g + 2 * along), sum);
      odd = Simd.fma(v128.load(x + 3 * added, 3 * offsetof<S>()), v128.load(g + 3 * along), odd);
      x += 4 * step;
      g += 4 * along;
    }
    for (; left > 0; left--) {
      sum = Simd.fma(v128.load(x), v128.load(g), sum);
      x += step;
      g += along;
    }
    return f32x4.add(sum, odd);
  }
}
