import * as Type from "typebox";
import type { Static } from "typebox";

export const SummarySchema = Type.Object({
  median: Type.Number(),
  lower: Type.Number(),
  upper: Type.Number(),
  samples: Type.Integer({ minimum: 1 }),
});

/** Median and quartiles of repeated measurements, in their unit. */
export type Summary = Readonly<Static<typeof SummarySchema>>;

/**
 * @param samples at least one, in any order
 * @returns quartiles by linear interpolation between neighbours (NumPy's default)
 * @throws RangeError without samples
 */
export function summary(samples: readonly number[]): Summary {
  if (samples.length === 0) throw new RangeError("There is nothing to sum up: no sample was taken.");
  const sorted = [...samples].sort((a, b) => a - b);
  const quantile = (share: number): number => {
    const place = share * (sorted.length - 1);
    const below = sorted[Math.floor(place)]!;
    return below + (place % 1) * (sorted[Math.ceil(place)]! - below);
  };
  return { median: quantile(0.5), lower: quantile(0.25), upper: quantile(0.75), samples: samples.length };
}
