/**
 * Seeded random numbers. Every consumer draws from a stream of its own, named by what it is for, so that one more
 * draw somewhere never shifts another's numbers: `stream(seed, "mask", "conv.weight")`.
 */
export interface Random {
  /** Uniform unsigned 32-bit integer. */
  uint32(): number;
  /** Uniform in [0, 1), 53 bits. */
  uniform(): number;
  /** Uniform integer in [0, bound), 1 ≤ bound ≤ 2³², without modulo bias. */
  below(bound: number): number;
  /** Standard normal (Box–Muller; one value a call, so that streams stay easy to reason about). */
  normal(): number;
}

/** The generator of one purpose: sfc32 (Doty-Humphrey, PractRand), seeded from a hash of all parts. */
export function stream(seed: number, ...purpose: readonly (string | number)[]): Random {
  const text = JSON.stringify([seed, ...purpose]);
  return sfc32(murmur3(text, 1), murmur3(text, 2), murmur3(text, 3));
}

/** Fisher–Yates: the numbers 0 … count − 1 in random order. */
export function permutation(count: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  for (let left = count; left > 1; left--) {
    const pick = random.below(left);
    const last = order[left - 1]!;
    order[left - 1] = order[pick]!;
    order[pick] = last;
  }
  return order;
}

function sfc32(a: number, b: number, c: number): Random {
  let counter = 1;
  const uint32 = (): number => {
    const sum = (a + b + counter++) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let round = 0; round < 12; round++) uint32();
  const uniform = (): number => ((uint32() >>> 5) * 67108864 + (uint32() >>> 6)) / 9007199254740992;
  return {
    uint32,
    uniform,
    below: (bound) => {
      const limit = 4294967296 - (4294967296 % bound);
      for (;;) {
        const draw = uint32();
        if (draw < limit) return draw % bound;
      }
    },
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}

/** MurmurHash3 (Appleby), 32-bit, over UTF-16 code units. */
function murmur3(text: string, seed: number): number {
  let hash = seed;
  for (let at = 0; at < text.length; at++) {
    let unit = Math.imul(text.charCodeAt(at), 0xcc9e2d51);
    unit = (unit << 15) | (unit >>> 17);
    hash ^= Math.imul(unit, 0x1b873593);
    hash = (hash << 13) | (hash >>> 19);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  return fmix32(hash ^ text.length);
}

/** MurmurHash3's finaliser: a bijection of 32-bit integers that mixes every bit. */
export function fmix32(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
