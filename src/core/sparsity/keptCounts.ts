/**
 * A product of a density and a size this close to a whole number, or to a half, is one: decimal densities are not exact
 * in binary, and 0.3 · 90 must be 27 weights, not 26 and a remainder.
 */
export const roundingSlack = 1e-6;

/**
 * How many weights of each layer an exact mask keeps: the whole part of density · size, and one more in the layers with
 * the largest remainders, as many as it takes to keep round(Σ density · size) in all. The first of equal remainders
 * goes first.
 *
 * @param densities in [0, 1], one per layer
 * @param sizes     number of weights of each layer
 * @returns whole numbers from 0 to the layer's size
 */
export function keptCounts(densities: readonly number[], sizes: readonly number[]): number[] {
  const wanted = sizes.map((size, layer) => densities[layer]! * size);
  const whole = wanted.map((count) => Math.floor(count + roundingSlack));
  const target = Math.round(wanted.reduce((total, count) => total + count, 0) + roundingSlack);
  const missing = whole.reduce((left, count) => left - count, target);
  const remainder = (layer: number): number => wanted[layer]! - whole[layer]!;
  const lucky = sizes
    .map((_, layer) => layer)
    .sort((left, right) => remainder(right) - remainder(left) || left - right)
    .slice(0, missing);
  const extra = new Set(lucky);
  return whole.map((count, layer) => (extra.has(layer) ? count + 1 : count));
}
