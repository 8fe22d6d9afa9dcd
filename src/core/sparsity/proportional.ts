/** The rule that ER, ERK and ERK+ share. */
import { sum } from "./layers";

/**
 * Densities in proportion to `shares`, scaled so that the kept weights add up to `density` of all. A layer whose share
 * would exceed 1 is held at 1 and its surplus goes to the others: holding one only raises the scale, so every layer
 * once full stays full. Layers of equal share fill together.
 *
 * @param shares one positive number per layer
 * @param sizes  number of weights of each layer
 * @param density share of all weights to keep; a negative budget gives negative densities
 * @returns one density per layer, at most 1
 */
export function proportionalDensities(shares: readonly number[], sizes: readonly number[], density: number): number[] {
  const full = new Set<number>();
  for (;;) {
    const open = shares.map((_, layer) => layer).filter((layer) => !full.has(layer));
    if (open.length === 0) return sizes.map(() => 1);
    const surplus = sum([...full].map((layer) => (1 - density) * sizes[layer]!));
    const budget = sum(open.map((layer) => density * sizes[layer]!)) - surplus;
    const scale = budget / sum(open.map((layer) => shares[layer]! * sizes[layer]!));
    const largest = Math.max(...open.map((layer) => shares[layer]!));
    if (!(scale * largest > 1)) return shares.map((share, layer) => (full.has(layer) ? 1 : scale * share));
    open.filter((layer) => shares[layer] === largest).forEach((layer) => full.add(layer));
  }
}
