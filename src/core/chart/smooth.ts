import type { Point } from "./model";

/**
 * Exponential smoothing as TensorBoard does it: a running mean in which each value before counts `weight` times the next,
 * over the sum of these weights, so that the first values are not drawn towards zero. Gaps stay and are passed over.
 *
 * @param weight in [0, 1); 0 changes nothing
 */
export function smoothed(points: readonly Point[], weight: number): readonly Point[] {
  let [sum, weights] = [0, 0];
  return points.map((point) => {
    if (!Number.isFinite(point.y)) return point;
    sum = weight * sum + (1 - weight) * point.y;
    weights = weight * weights + (1 - weight);
    return { ...point, y: sum / weights };
  });
}
