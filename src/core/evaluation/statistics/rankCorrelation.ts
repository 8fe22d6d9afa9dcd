/** Whether two quantities rise together over a few things, such as pruning schemes, by their ranks alone. */
import { studentProbability } from "./student";

export interface RankCorrelation {
  readonly n: number;
  /** Spearman's ρ in [−1, 1]: 1 where both order everything alike, −1 where one is the reverse of the other. */
  readonly rho: number;
  /** Two-sided: how often chance alone gives a ρ that is at least as far from 0, in [0, 1]. */
  readonly p: number;
}

/** Up to so many, all orders there are get looked at (5,040 for 7); with more, Student's t is close. */
const mostExact = 7;

/**
 * Spearman's rank correlation; equal values share the mean of their ranks. Chance means that every order of the second
 * is as likely as any other, so fewer than 5 pairs can never be significant at 5 % (2 / 4! = 0.083).
 *
 * @param pairs one of each thing
 * @returns undefined with fewer than 3 pairs, and where one side is the same for all: nothing is ordered then
 */
export function rankCorrelation(pairs: readonly (readonly [number, number])[]): RankCorrelation | undefined {
  const n = pairs.length;
  const [first, second] = [ranks(pairs.map(([one]) => one)), ranks(pairs.map(([, other]) => other))];
  const rho = pearson(first, second);
  if (n < 3 || Number.isNaN(rho)) return undefined;
  return { n, rho, p: n <= mostExact ? exactP(first, second, Math.abs(rho)) : studentP(n, Math.abs(rho)) };
}

function exactP(first: readonly number[], second: readonly number[], least: number): number {
  const all = orders(second).map((order) => Math.abs(pearson(first, order)));
  // The same sums in another order may end a rounding apart.
  return all.filter((rho) => rho >= least - 1e-9).length / all.length;
}

function studentP(n: number, rho: number): number {
  const t = rho * Math.sqrt((n - 2) / Math.max(Number.MIN_VALUE, 1 - rho * rho));
  return 2 * (1 - studentProbability(t, n - 2));
}

/** From 1. */
function ranks(values: readonly number[]): readonly number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return below + (equal + 1) / 2;
  });
}

/** NaN where one side is the same for all. */
function pearson(first: readonly number[], second: readonly number[]): number {
  const mean = (first.length + 1) / 2;
  const product = (one: readonly number[], other: readonly number[]) =>
    one.reduce((sum, value, index) => sum + (value - mean) * (other[index]! - mean), 0);
  return product(first, second) / Math.sqrt(product(first, first) * product(second, second));
}

function orders(values: readonly number[]): readonly (readonly number[])[] {
  if (values.length <= 1) return [values];
  return values.flatMap((value, index) =>
    orders(values.filter((_, other) => other !== index)).map((rest) => [value, ...rest]),
  );
}
