import type { PrunableLayers } from "./layers";

/** Below this density of the whole, the classifier is held at it. */
export const classifierFloor = 0.2;

/**
 * Uniform+: the first layer dense, the classifier at no less than 0.2 while the whole is sparser than that, all other
 * layers alike, so that the kept weights add up to `density` of all.
 *
 * @returns one density per layer, outside [0, 1] where the budget is too small for the layers that are held
 * @see Liu et al. 2022 (arXiv 2202.02643); Gale et al. 2019 (arXiv 1902.09574)
 */
export function uniformPlusDensities(layers: PrunableLayers, density: number): number[] {
  const { sizes, total, classifier } = layers;
  const first = sizes[0]!;
  const last = sizes[classifier]!;
  if (density < classifierFloor) {
    return held(layers, classifierFloor, (density * total - first - classifierFloor * last) / (total - first - last));
  }
  const rest = (density * total - first) / (total - first);
  return held(layers, rest, rest);
}

/**
 * Uniform+ as the paper's code computes it: below 0.2 the remaining budget is divided by all weights instead of the
 * remaining ones, from 0.2 on the dense first layer is not paid for. It misses `density` by up to one percent or so.
 */
export function uniformPlusReferenceDensities(layers: PrunableLayers, density: number): number[] {
  const { sizes, total, classifier } = layers;
  if (density >= classifierFloor) return held(layers, density, density);
  const rest = (density * total - sizes[0]! - classifierFloor * sizes[classifier]!) / total;
  return held(layers, classifierFloor, rest);
}

function held({ sizes, classifier }: PrunableLayers, last: number, rest: number): number[] {
  return sizes.map((_, layer) => (layer === 0 ? 1 : layer === classifier ? last : rest));
}
