/**
 * What one thread of this machine can do at most, with the engine's own instructions: multiply-adds without memory, and
 * memory without multiply-adds. Each result depends on all that was read or computed, so that nothing is left out.
 */
import { Simd } from "../../src/engine/sparse/kernels/simd";

/**
 * Twelve chains of multiply-adds, as many as stay in registers beside their two factors: x → 1 · x + 1 from 1, 2, … 12,
 * since equal chains could be computed once. `one` is 1, which the compiler must not know.
 * @returns one lane's sum over the chains: 78 + 12 · rounds, exact up to 2²⁰ rounds
 */
export function multiplyAdd(rounds: u32, one: f32): f32 {
  const factor = f32x4.splat(one);
  const term = f32x4.splat(one);
  let a0 = factor;
  let a1 = f32x4.splat(2 * one);
  let a2 = f32x4.splat(3 * one);
  let a3 = f32x4.splat(4 * one);
  let a4 = f32x4.splat(5 * one);
  let a5 = f32x4.splat(6 * one);
  let a6 = f32x4.splat(7 * one);
  let a7 = f32x4.splat(8 * one);
  let a8 = f32x4.splat(9 * one);
  let a9 = f32x4.splat(10 * one);
  let a10 = f32x4.splat(11 * one);
  let a11 = f32x4.splat(12 * one);
  for (; rounds > 0; rounds--) {
    a0 = Simd.fma(a0, factor, term);
    a1 = Simd.fma(a1, factor, term);
    a2 = Simd.fma(a2, factor, term);
    a3 = Simd.fma(a3, factor, term);
    a4 = Simd.fma(a4, factor, term);
    a5 = Simd.fma(a5, factor, term);
    a6 = Simd.fma(a6, factor, term);
    a7 = Simd.fma(a7, factor, term);
    a8 = Simd.fma(a8, factor, term);
    a9 = Simd.fma(a9, factor, term);
    a10 = Simd.fma(a10, factor, term);
    a11 = Simd.fma(a11, factor, term);
  }
  const low = f32x4.add(f32x4.add(f32x4.add(a0, a1), f32x4.add(a2, a3)), f32x4.add(a4, a5));
  const high = f32x4.add(f32x4.add(f32x4.add(a6, a7), f32x4.add(a8, a9)), f32x4.add(a10, a11));
  return f32x4.extract_lane(f32x4.add(low, high), 0);
}

/** Writes 1 to `bytes` bytes of float32: memory that was never written reads as one page of zeros. */
export function touch(address: usize, bytes: usize): void {
  const one = f32x4.splat(1);
  for (let at: usize = 0; at < bytes; at += 16) v128.store(address + at, one);
}

/** Reads `bytes` bytes `rounds` times; a multiple of 128 bytes. @returns one lane's sum */
export function read(address: usize, bytes: usize, rounds: u32): f32 {
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let a4 = a0;
  let a5 = a0;
  let a6 = a0;
  let a7 = a0;
  for (; rounds > 0; rounds--) {
    const end = address + bytes;
    for (let at = address; at < end; at += 128) {
      a0 = f32x4.add(a0, v128.load(at));
      a1 = f32x4.add(a1, v128.load(at, 16));
      a2 = f32x4.add(a2, v128.load(at, 32));
      a3 = f32x4.add(a3, v128.load(at, 48));
      a4 = f32x4.add(a4, v128.load(at, 64));
      a5 = f32x4.add(a5, v128.load(at, 80));
      a6 = f32x4.add(a6, v128.load(at, 96));
      a7 = f32x4.add(a7, v128.load(at, 112));
    }
  }
  const sum = f32x4.add(f32x4.add(f32x4.add(a0, a1), f32x4.add(a2, a3)), f32x4.add(f32x4.add(a4, a5), a6));
  return f32x4.extract_lane(f32x4.add(sum, a7), 0);
}

/** Copies `bytes` bytes, a multiple of 64, by the same loads and stores as the engine's. */
export function copy(from: usize, to: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 64) {
    const a0 = v128.load(from + at);
    const a1 = v128.load(from + at, 16);
    const a2 = v128.load(from + at, 32);
    const a3 = v128.load(from + at, 48);
    v128.store(to + at, a0);
    v128.store(to + at, a1, 16);
    v128.store(to + at, a2, 32);
    v128.store(to + at, a3, 48);
  }
}
