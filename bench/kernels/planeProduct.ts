import { call } from "../../src/engine/sparse/kernels/call";
import { Adjacent, Anywhere, EverySecond, Simd } from "../../src/engine/sparse/kernels/simd";
import { WeightGradient } from "../../src/engine/sparse/kernels/weightGradient";

/** Two vectors a kept weight, and pairs of eight bytes, as in the engine's kernel. */
const partialBytes: usize = 32;
const perPairByte: usize = partialBytes / 8;

/** A range of blocks, every output channel: the partial sums belong to the task. */
export function weightGradient(descriptor: usize, from: u32, to: u32, task: u32): void {
  const op = changetype<WeightGradient>(descriptor);
  const partials = op.partials + task * op.kept * partialBytes;
  if (from == task * op.blocksPerTask) memory.fill(partials, 0, op.kept * partialBytes);
  accumulate(op, from, to, 0, op.gradient.channels, partials);
}

/** All blocks, a range of output channels. */
export function weightGradientByChannel(descriptor: usize, from: u32, to: u32, _task: u32): void {
  const op = changetype<WeightGradient>(descriptor);
  const first: usize = load<u32>(op.rowPointers);
  const start: usize = load<u32>(op.rowPointers + from * 4) - first;
  const end: usize = load<u32>(op.rowPointers + to * 4) - first;
  memory.fill(op.partials + start * perPairByte, 0, (end - start) * perPairByte);
  accumulate(op, 0, call.blocks, from, to, op.partials);
}

function accumulate(op: WeightGradient, from: u32, to: u32, channel: u32, end: u32, partials: usize): void {
  const step = op.blocksAsColumns ? op.input.blockStep : op.inputColumns * 16;
  const out = op.blocksAsColumns ? op.gradient.blockStep : 16;
  if (step == 16 && out == 16) Blocks.run<Adjacent, Adjacent>(op, from, to, channel, end, partials, step, 0, out, 0);
  else if (step == 32) Blocks.run<EverySecond, Anywhere>(op, from, to, channel, end, partials, step, 0, out, out);
  else Blocks.run<Anywhere, Anywhere>(op, from, to, channel, end, partials, step, step, out, out);
}

class Blocks {
  /** As in `planeAdd.ts`, with the output's gradient for the output. */
  @inline
  static run<S, O>(
    op: WeightGradient,
    from: u32,
    to: u32,
    first: u32,
    end: u32,
    partials: usize,
    step: usize,
    added: usize,
    out: usize,
    outAdded: usize,
  ): void {
    const flat = op.blocksAsColumns;
    const lastBlock = flat ? from + 1 : to;
    const columns = flat ? to - from : op.columns;
    const down = op.input.rowStep * op.inputRows;
    for (let block = from; block < lastBlock; block++) {
      const x = op.input.row(block, 0);
      let pointer = op.rowPointers + first * 4;
      let pair: usize = load<u32>(pointer);
      let partial = partials + (pair - load<u32>(op.rowPointers)) * perPairByte;
      for (let channel = first; channel < end; channel++) {
        pointer += 4;
        const last: usize = load<u32>(pointer);
        const gradient = op.gradient.row(block, 0) + channel * op.gradient.channelStep;
        for (; pair < last; pair += 8) {
          let q: usize = x + load<u32>(pair);
          let g = gradient;
          let even = v128.load(partial);
          let odd = v128.load(partial, 16);
          for (let row: u32 = 0; row < op.rows; row++) {
            let u = q;
            let v = g;
            let left = columns;
            for (; left >= 4; left -= 4) {
              even = Simd.fma(v128.load(u), v128.load(v), even);
              odd = Simd.fma(v128.load(u + added, offsetof<S>()), v128.load(v + outAdded, offsetof<O>()), odd);
              u += 2 * added;
              v += 2 * outAdded;
              even = Simd.fma(v128.load(u, 2 * offsetof<S>()), v128.load(v, 2 * offsetof<O>()), even);
              odd = Simd.fma(v128.load(u + added, 3 * offsetof<S>()), v128.load(v + outAdded, 3 * offsetof<O>()), odd);
              u += 4 * step - 2 * added;
              v += 4 * out - 2 * outAdded;
            }
            for (; left > 0; left--) {
              even = Simd.fma(v128.load(u), v128.load(v), even);
              u += step;
              v += out;
            }
            q += down;
            g += op.gradient.rowStep;
          }
          v128.store(partial, even);
          v128.store(partial, odd, 16);
          partial += partialBytes;
        }
      }
    }
  }
}
