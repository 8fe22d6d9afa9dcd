import { expect, test } from "vitest";
import { rankCorrelation } from "../../../../src/core/evaluation/statistics/rankCorrelation";

const paired = (values: readonly number[]) => values.map((value, index) => [index, value] as const);

test("ranks alone count, and how far from chance their agreement is", () => {
  // One exchange of neighbours: ρ = 1 − 6 · 2 / (5 · 24) = 0.9, which 5 of 120 orders reach on either side
  expect(rankCorrelation(paired([1, 10, 1000, 100, 1e6]))).toEqual({
    n: 5,
    rho: expect.closeTo(0.9, 12) as number,
    p: 10 / 120,
  });
  expect(rankCorrelation(paired([4, 3, 2, 1]))).toEqual({ n: 4, rho: -1, p: 2 / 24 });
});

test("equal values share the mean of their ranks", () => {
  // Ranks 1.5, 1.5, 3 beside 1, 2, 3: 1.5 / √(1.5 · 2) = 0.866
  expect(rankCorrelation(paired([5, 5, 7]))?.rho).toBeCloseTo(Math.sqrt(3) / 2, 12);
});

test("with many pairs Student's t stands for all orders", () => {
  // ρ = 1 − 6 · 2 / (8 · 63) = 0.97619, t = ρ √(6 / (1 − ρ²)) = 11.02; |t| > 5.959 has p = 0.001 with 6 degrees of freedom
  const { rho, p } = rankCorrelation(paired([1, 2, 3, 5, 4, 6, 7, 8]))!;
  expect(rho).toBeCloseTo(0.97619, 5);
  expect(p).toBeGreaterThan(0);
  expect(p).toBeLessThan(0.001);
  expect(rankCorrelation(paired([1, 2, 3, 4, 5, 6, 7, 8]))).toMatchObject({ rho: 1, p: 0 });
});

test("two pairs, and values that are all the same, have no order to compare", () => {
  expect(rankCorrelation(paired([1, 2]))).toBeUndefined();
  expect(rankCorrelation(paired([3, 3, 3, 3]))).toBeUndefined();
});
