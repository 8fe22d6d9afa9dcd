/** Random masks: which weights of a layer are kept. */
import type { Pruning } from "../experiment/plan";
import { prunable, sizeOf, type Graph } from "../model/graph";
import { stream, type Random } from "../random";
import type { Masks } from "../training/engine";
import { keptCounts } from "./keptCounts";

/**
 * Draws a mask for every prunable layer, each from a generator of its own, so that a layer's mask depends on the seed,
 * its name, its size and its density (or count) alone.
 *
 * @param densities one per layer, in the order of `prunable(graph)`
 * @param sampling  `exact`: as many as `keptCounts` says; `bernoulli`: each weight by itself with the layer's density
 * @returns 1 = kept, by weight name; layers of density 1 have no mask
 */
export function drawMasks(
  graph: Graph,
  densities: readonly number[],
  sampling: Pruning["sampling"],
  seed: number,
): Masks {
  const weights = prunable(graph);
  const sizes = weights.map(({ shape }) => sizeOf(shape));
  const counts = keptCounts(densities, sizes);
  const masks = weights.map(({ name }, layer): [string, Uint8Array] => {
    const random = stream(seed, "mask", name);
    const size = sizes[layer]!;
    const mask =
      sampling === "exact" ? exactMask(size, counts[layer]!, random) : bernoulliMask(size, densities[layer]!, random);
    return [name, mask];
  });
  return new Map(masks.filter((_, layer) => densities[layer]! < 1));
}

/** Number of kept weights. */
export function keptOf(mask: Uint8Array): number {
  return mask.reduce((total, kept) => total + kept, 0);
}

/** Number of output filters without one kept weight; `shape` begins with the outputs. */
export function deadFilters(mask: Uint8Array, shape: readonly number[]): number {
  const filters = shape[0]!;
  const size = mask.length / filters;
  return Array.from({ length: filters }, (_, filter) => mask.subarray(filter * size, (filter + 1) * size)).filter(
    (filter) => !filter.includes(1),
  ).length;
}

/** The first `kept` draws of a Fisher–Yates shuffle: every set of that many positions is equally likely. */
function exactMask(size: number, kept: number, random: Random): Uint8Array {
  const positions = Uint32Array.from({ length: size }, (_, index) => index);
  const mask = new Uint8Array(size);
  for (let drawn = 0; drawn < kept; drawn++) {
    const pick = drawn + random.below(size - drawn);
    mask[positions[pick]!] = 1;
    positions[pick] = positions[drawn]!;
  }
  return mask;
}

function bernoulliMask(size: number, density: number, random: Random): Uint8Array {
  return Uint8Array.from({ length: size }, () => (random.uniform() < density ? 1 : 0));
}
