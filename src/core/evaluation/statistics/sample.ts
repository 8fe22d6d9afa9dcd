import { studentQuantile } from "./student";

/** What a few repetitions of a measurement say. */
export interface Sample {
  /** Number of values, at least 1. */
  readonly n: number;
  readonly mean: number;
  /** Standard deviation with n − 1; undefined for a single value. */
  readonly sd: number | undefined;
  /** 95 % confidence interval of the mean by Student's t; undefined for a single value. */
  readonly interval: Interval | undefined;
}

export type Interval = readonly [low: number, high: number];

/** @throws RangeError where there are no values */
export function sample(values: readonly number[]): Sample {
  const n = values.length;
  if (n === 0) throw new RangeError("A sample needs at least one value.");
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n === 1) return { n, mean, sd: undefined, interval: undefined };
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
  const half = (studentQuantile(0.975, n - 1) * sd) / Math.sqrt(n);
  return { n, mean, sd, interval: [mean - half, mean + half] };
}
