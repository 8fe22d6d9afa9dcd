import { sum, type PrunableLayers } from "./layers";
import { proportionalDensities } from "./proportional";

/**
 * Erdős–Rényi-kernel: a layer's share is Σdims / Πdims, so narrow layers keep more and wide layers less.
 *
 * @returns one density in (0, 1] per layer; the kept weights add up to `density` of all
 * @see Evci et al. 2020 (arXiv 1911.11134); Liu et al. 2022 (arXiv 2202.02643)
 */
export function erkDensities({ shapes, sizes }: PrunableLayers, density: number): number[] {
  const shares = shapes.map((shape, layer) => sum(shape) / sizes[layer]!);
  return proportionalDensities(shares, sizes, density);
}
