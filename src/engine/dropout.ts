/** What dropout drops: the same in every engine, decided by the run's seed, the step, the node and the element. */
import { fmix32 } from "../core/random";

/** The key of one node's dropout in one step. */
export function dropoutKey(seed: number, step: number, node: number): number {
  return fmix32(fmix32(fmix32(seed) ^ step) ^ node);
}

/**
 * Whether dropout keeps an element, given its index in the batch `[images, channels, rows, columns]`; the sparse
 * engine's kernel `dropout` decides the same.
 */
export function dropoutKeeps(key: number, element: number, rate: number): boolean {
  return fmix32(key + Math.imul(element, 0x9e3779b9)) >= rate * 2 ** 32;
}
