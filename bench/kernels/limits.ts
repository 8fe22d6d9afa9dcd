/**
 * What one thread of this machine can do at most, with the engine's own instructions: multiply-adds without memory, and
 * memory without multiply-adds. Results go to memory, so that nothing is left out, and side by side, so that V8 can make
 * 256-bit vectors of them where it does so in the engine's loops.
 */
import { Simd } from "../../src/engine/sparse/kernels/simd";

/**
 * Twelve chains of multiply-adds, as many as stay in registers beside their two factors: x → 1 · x + 1 for each of the
 * 48 numbers at `address`. `one` is 1, which the compiler must not know.
 */
export function multiplyAdd(address: usize, rounds: u32, one: f32): void {
  const factor = f32x4.splat(one);
  let a0 = v128.load(address);
  let a1 = v128.load(address, 16);
  let a2 = v128.load(address, 32);
  let a3 = v128.load(address, 48);
  let a4 = v128.load(address, 64);
  let a5 = v128.load(address, 80);
  let a6 = v128.load(address, 96);
  let a7 = v128.load(address, 112);
  let a8 = v128.load(address, 128);
  let a9 = v128.load(address, 144);
  let a10 = v128.load(address, 160);
  let a11 = v128.load(address, 176);
  for (; rounds > 0; rounds--) {
    a0 = Simd.fma(a0, factor, factor);
    a1 = Simd.fma(a1, factor, factor);
    a2 = Simd.fma(a2, factor, factor);
    a3 = Simd.fma(a3, factor, factor);
    a4 = Simd.fma(a4, factor, factor);
    a5 = Simd.fma(a5, factor, factor);
    a6 = Simd.fma(a6, factor, factor);
    a7 = Simd.fma(a7, factor, factor);
    a8 = Simd.fma(a8, factor, factor);
    a9 = Simd.fma(a9, factor, factor);
    a10 = Simd.fma(a10, factor, factor);
    a11 = Simd.fma(a11, factor, factor);
  }
  v128.store(address, a0);
  v128.store(address, a1, 16);
  v128.store(address, a2, 32);
  v128.store(address, a3, 48);
  v128.store(address, a4, 64);
  v128.store(address, a5, 80);
  v128.store(address, a6, 96);
  v128.store(address, a7, 112);
  v128.store(address, a8, 128);
  v128.store(address, a9, 144);
  v128.store(address, a10, 160);
  v128.store(address, a11, 176);
}

/** Writes 1 to `bytes` bytes of float32: memory that was never written reads as one page of zeros. */
export function touch(address: usize, bytes: usize): void {
  const one = f32x4.splat(1);
  for (let at: usize = 0; at < bytes; at += 16) v128.store(address + at, one);
}

/** Reads `bytes` bytes `rounds` times, a multiple of 128 bytes, and adds them to the 32 numbers at `sums`. */
export function read(address: usize, bytes: usize, rounds: u32, sums: usize): void {
  let a0 = v128.load(sums);
  let a1 = v128.load(sums, 16);
  let a2 = v128.load(sums, 32);
  let a3 = v128.load(sums, 48);
  let a4 = v128.load(sums, 64);
  let a5 = v128.load(sums, 80);
  let a6 = v128.load(sums, 96);
  let a7 = v128.load(sums, 112);
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
  v128.store(sums, a0);
  v128.store(sums, a1, 16);
  v128.store(sums, a2, 32);
  v128.store(sums, a3, 48);
  v128.store(sums, a4, 64);
  v128.store(sums, a5, 80);
  v128.store(sums, a6, 96);
  v128.store(sums, a7, 112);
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
