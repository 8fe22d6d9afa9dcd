import { erkDensities } from "./erk";
import type { PrunableLayers } from "./layers";

/**
 * ERK+: the classifier dense, Erdős–Rényi-kernel over the other layers with the budget that is left.
 *
 * @returns one density per layer; the kept weights add up to `density` of all. Negative where the classifier alone
 *   exceeds the budget.
 * @see Liu et al. 2022 (arXiv 2202.02643)
 */
export function erkPlusDensities({ shapes, sizes, total, classifier }: PrunableLayers, density: number): number[] {
  const last = sizes[classifier]!;
  const other = <T>(values: readonly T[]): T[] => values.filter((_, layer) => layer !== classifier);
  const rest = { shapes: other(shapes), sizes: other(sizes), total: total - last, classifier: -1 };
  const densities = erkDensities(rest, (density * total - last) / rest.total);
  return [...densities.slice(0, classifier), 1, ...densities.slice(classifier)];
}
