import { Simd } from "./simd";

/**
 * A few output pixels in registers, every kept weight of their channel in turn. A tile of eight also serves five to
 * seven pixels, one of four serves fewer than four: what it computes beyond the row's end is not stored. Tensors have
 * room behind them for what is read there.
 */
export class Tile {
  @inline
  static eight<S, O>(
    start: usize,
    twos: usize,
    ones: usize,
    end: usize,
    initial: v128,
    accumulate: u32,
    x: usize,
    y: usize,
    step: usize,
    out: usize,
    left: u32,
    runs: bool,
  ): void {
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
      a1 = v128.load(y + out, offsetof<O>());
      a2 = v128.load(y + 2 * out, 2 * offsetof<O>());
      a3 = v128.load(y + 3 * out, 3 * offsetof<O>());
      a4 = v128.load(y + 4 * out, 4 * offsetof<O>());
      a5 = v128.load(y + 5 * out, 5 * offsetof<O>());
      a6 = v128.load(y + 6 * out, 6 * offsetof<O>());
      a7 = v128.load(y + 7 * out, 7 * offsetof<O>());
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
    if (left >= 8) {
      v128.store(y, a0);
      v128.store(y + out, a1, offsetof<O>());
      v128.store(y + 2 * out, a2, 2 * offsetof<O>());
      v128.store(y + 3 * out, a3, 3 * offsetof<O>());
      v128.store(y + 4 * out, a4, 4 * offsetof<O>());
      v128.store(y + 5 * out, a5, 5 * offsetof<O>());
      v128.store(y + 6 * out, a6, 6 * offsetof<O>());
      v128.store(y + 7 * out, a7, 7 * offsetof<O>());
    } else {
      v128.store(y, a0);
      v128.store(y + out, a1, offsetof<O>());
      v128.store(y + 2 * out, a2, 2 * offsetof<O>());
      v128.store(y + 3 * out, a3, 3 * offsetof<O>());
      v128.store(y + 4 * out, a4, 4 * offsetof<O>());
      if (left > 5) v128.store(y + 5 * out, a5, 5 * offsetof<O>());
      if (left > 6) v128.store(y + 6 * out, a6, 6 * offsetof<O>());
    }
  }

  @inline
  static four<S, O>(
    start: usize,
    end: usize,
    initial: v128,
    accumulate: u32,
    x: usize,
    y: usize,
    step: usize,
    out: usize,
    left: u32,
  ): void {
    let a0 = initial;
    let a1 = initial;
    let a2 = initial;
    let a3 = initial;
    if (accumulate) {
      a0 = v128.load(y);
      a1 = v128.load(y + out, offsetof<O>());
      a2 = v128.load(y + 2 * out, 2 * offsetof<O>());
      a3 = v128.load(y + 3 * out, 3 * offsetof<O>());
    }
    let pair = start;
    for (; pair < end; pair += 8) {
      const q: usize = x + load<u32>(pair);
      const w = v128.load32_splat(pair, 4);
      a0 = Simd.fma(v128.load(q), w, a0);
      a1 = Simd.fma(v128.load(q + step, offsetof<S>()), w, a1);
      a2 = Simd.fma(v128.load(q + 2 * step, 2 * offsetof<S>()), w, a2);
      a3 = Simd.fma(v128.load(q + 3 * step, 3 * offsetof<S>()), w, a3);
    }
    v128.store(y, a0);
    if (left > 1) v128.store(y + out, a1, offsetof<O>());
    if (left > 2) v128.store(y + 2 * out, a2, 2 * offsetof<O>());
    if (left > 3) v128.store(y + 3 * out, a3, 3 * offsetof<O>());
  }

  /** Two tiles of eight, `a` and `b`: too many vectors for 128-bit registers. */
  @inline
  static sixteen(
    start: usize,
    end: usize,
    initial: v128,
    accumulate: u32,
    xa: usize,
    xb: usize,
    ya: usize,
    yb: usize,
  ): void {
    let a0 = initial;
    let a1 = initial;
    let a2 = initial;
    let a3 = initial;
    let a4 = initial;
    let a5 = initial;
    let a6 = initial;
    let a7 = initial;
    let a8 = initial;
    let a9 = initial;
    let a10 = initial;
    let a11 = initial;
    let a12 = initial;
    let a13 = initial;
    let a14 = initial;
    let a15 = initial;
    if (accumulate) {
      a0 = v128.load(ya);
      a1 = v128.load(ya, 16);
      a2 = v128.load(ya, 32);
      a3 = v128.load(ya, 48);
      a4 = v128.load(ya, 64);
      a5 = v128.load(ya, 80);
      a6 = v128.load(ya, 96);
      a7 = v128.load(ya, 112);
      a8 = v128.load(yb);
      a9 = v128.load(yb, 16);
      a10 = v128.load(yb, 32);
      a11 = v128.load(yb, 48);
      a12 = v128.load(yb, 64);
      a13 = v128.load(yb, 80);
      a14 = v128.load(yb, 96);
      a15 = v128.load(yb, 112);
    }
    for (let pair = start; pair < end; pair += 8) {
      const offset: usize = load<u32>(pair);
      const w = v128.load32_splat(pair, 4);
      const qa = xa + offset;
      const qb = xb + offset;
      a0 = Simd.fma(v128.load(qa), w, a0);
      a1 = Simd.fma(v128.load(qa, 16), w, a1);
      a2 = Simd.fma(v128.load(qa, 32), w, a2);
      a3 = Simd.fma(v128.load(qa, 48), w, a3);
      a4 = Simd.fma(v128.load(qa, 64), w, a4);
      a5 = Simd.fma(v128.load(qa, 80), w, a5);
      a6 = Simd.fma(v128.load(qa, 96), w, a6);
      a7 = Simd.fma(v128.load(qa, 112), w, a7);
      a8 = Simd.fma(v128.load(qb), w, a8);
      a9 = Simd.fma(v128.load(qb, 16), w, a9);
      a10 = Simd.fma(v128.load(qb, 32), w, a10);
      a11 = Simd.fma(v128.load(qb, 48), w, a11);
      a12 = Simd.fma(v128.load(qb, 64), w, a12);
      a13 = Simd.fma(v128.load(qb, 80), w, a13);
      a14 = Simd.fma(v128.load(qb, 96), w, a14);
      a15 = Simd.fma(v128.load(qb, 112), w, a15);
    }
    v128.store(ya, a0);
    v128.store(ya, a1, 16);
    v128.store(ya, a2, 32);
    v128.store(ya, a3, 48);
    v128.store(ya, a4, 64);
    v128.store(ya, a5, 80);
    v128.store(ya, a6, 96);
    v128.store(ya, a7, 112);
    v128.store(yb, a8);
    v128.store(yb, a9, 16);
    v128.store(yb, a10, 32);
    v128.store(yb, a11, 48);
    v128.store(yb, a12, 64);
    v128.store(yb, a13, 80);
    v128.store(yb, a14, 96);
    v128.store(yb, a15, 112);
  }
}
