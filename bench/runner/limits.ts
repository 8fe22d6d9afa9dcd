import path from "node:path";
import { performance } from "node:perf_hooks";
import * as Type from "typebox";
import type { Static } from "typebox";
import { loadModule, runnableModules } from "../../src/engine/sparse/module";

export const LimitsSchema = Type.Object({
  /** Multiply-adds from registers, two operations each. */
  gflops: Type.Number(),
  /** Reading memory that lies in the first and second level of the cache, or in neither. */
  level1GBps: Type.Number(),
  level2GBps: Type.Number(),
  memoryGBps: Type.Number(),
  /** Copying memory, where each byte counts twice: it is read and written. */
  copyGBps: Type.Number(),
});

/** The most that one thread reaches in WebAssembly with relaxed SIMD: the best of several tries, as limits are. */
export type Limits = Readonly<Static<typeof LimitsSchema>>;

const assets = path.resolve(import.meta.dirname, "../../out/bench/limits");

const kibibyte = 2 ** 10;
const mebibyte = 2 ** 20;
const pageBytes = 64 * kibibyte;
/** Smaller than the first level of any processor of the last ten years, then than the second, then larger than all. */
const [level1, level2, beyond] = [16 * kibibyte, 192 * kibibyte, 256 * mebibyte] as const;
const [sums, start] = [0, pageBytes] as const;
const tries = 7;
const rounds = 2 ** 20;
/** Operations of a round: twelve vectors of four lanes, multiplied and added. */
const roundFlop = 12 * 4 * 2;

export async function measureLimits(): Promise<Limits> {
  const { multiplyAdd, touch, read, copy } = await loadLimits(start + beyond);
  touch(start, beyond);
  const reading = (bytes: number): number => {
    const repeats = Math.max(1, Math.round((64 * mebibyte) / bytes));
    return perSecond(bytes * repeats, () => {
      read(start, bytes, repeats, sums);
    });
  };
  return {
    gflops: perSecond(rounds * roundFlop, () => {
      multiplyAdd(sums, rounds, 1);
    }),
    ...{ level1GBps: reading(level1), level2GBps: reading(level2), memoryGBps: reading(beyond) },
    copyGBps: perSecond(beyond, () => {
      copy(start, start + beyond / 2, beyond / 2);
    }),
  };
}

/** The functions of `kernels/limits.ts` over a memory of their own. */
export async function loadLimits(bytes: number) {
  // Asking also switches it on where it is behind a flag.
  if (!runnableModules().includes("relaxed")) throw new Error("This runtime's WebAssembly has no relaxed SIMD.");
  const module = await loadModule(assets, "relaxed");
  const pages = Math.ceil(bytes / pageBytes);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const named = (name: string): ((...values: number[]) => void) => {
    const found = exports[name];
    if (typeof found !== "function") throw new Error(`The module for the machine's limits has no function "${name}".`);
    return found;
  };
  return { memory, multiplyAdd: named("multiplyAdd"), touch: named("touch"), read: named("read"), copy: named("copy") };
}

/** @returns the best rate in 10⁹ a second; the first tries also make V8 compile the function well */
function perSecond(amount: number, work: () => void): number {
  const times = Array.from({ length: tries }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
  return amount / Math.min(...times) / 1e6;
}
