import type { PrunableLayers } from "./layers";
import { proportionalDensities } from "./proportional";

/**
 * Erdős–Rényi: a layer's share is (out + in) / (out · in); the extent of a kernel does not count.
 *
 * @returns one density in (0, 1] per layer; the kept weights add up to `density` of all
 * @see Mocanu et al. 2018 (Nature Communications 9, 2383)
 */
export function erDensities({ shapes, sizes }: PrunableLayers, density: number): number[] {
  const shares = shapes.map(([out, input]) => (out! + input!) / (out! * input!));
  return proportionalDensities(shares, sizes, density);
}
