import { expect, test } from "vitest";
import { sample } from "../../../../src/core/evaluation/statistics/sample";
import { verdictOn } from "../../../../src/core/evaluation/statistics/verdict";
import { stream } from "../../../../src/core/random";

test("by hand: mean, spread and interval of three values", () => {
  // mean 2, variance (1 + 0 + 1) / 2 = 1, half width 4.30265 / √3 = 2.48414
  const { n, mean, sd, interval } = sample([1, 2, 3]);
  expect([n, mean, sd]).toEqual([3, 2, 1]);
  expect(interval![0]).toBeCloseTo(2 - 2.48414, 5);
  expect(interval![1]).toBeCloseTo(2 + 2.48414, 5);
});

test("one value has no spread, none are no sample", () => {
  expect(sample([4])).toEqual({ n: 1, mean: 4, sd: undefined, interval: undefined });
  expect(() => sample([])).toThrow(RangeError);
});

test("about 95 of 100 intervals hold the true mean", () => {
  const random = stream(1, "intervals");
  const held = Array.from({ length: 4000 }, () => {
    const [low, high] = sample(Array.from({ length: 4 }, () => 3 + 2 * random.normal())).interval!;
    return low <= 3 && 3 <= high ? 1 : 0;
  });
  // Standard error √(0.95 · 0.05 / 4000) = 0.0034; three of them
  expect(Math.abs(sample(held).mean - 0.95)).toBeLessThan(0.0104);
});

test("the verdict follows the interval and the margin, in the stated order", () => {
  // Half widths with three values a − d, a, a + d: 2.48414 · d
  const around = (mean: number, half: number) => sample([-1, 0, 1].map((side) => mean + (side * half) / 2.48414));
  const verdict = (mean: number, half: number) => verdictOn(around(mean, half), 0.5).kind;
  expect(verdict(0, 0.49)).toBe("equivalent");
  expect(verdict(0, 0.51)).toBe("undecided");
  expect(verdict(0.3, 0.1)).toBe("equivalent");
  expect(verdict(-0.3, 0.1)).toBe("equivalent");
  expect(verdict(0.6, 0.5)).toBe("better");
  expect(verdict(-0.6, 0.5)).toBe("worse");
  expect(verdict(-0.6, 0.7)).toBe("undecided");
});

test("one seed decides nothing, and does not tell how many would", () => {
  expect(verdictOn(sample([0]), 0.5)).toEqual({ kind: "undecided", moreSeeds: undefined });
});

test("equal differences decide at once", () => {
  expect(verdictOn(sample([0, 0]), 0.5)).toEqual({ kind: "equivalent" });
  expect(verdictOn(sample([-2, -2]), 0.5)).toEqual({ kind: "worse" });
});

test("the number of seeds that would decide is the least that meets the condition", () => {
  // mean 0, sd 1, margin 0.5: 2 P(t ≤ √n / 2 − t.975) − 1 ≥ 0.8, so √n / 2 ≥ t.975 + t.90. By tables, 44 seeds give
  // 3.3166 < 2.0167 + 1.3016 = 3.3183, and 45 give 3.3541 ≥ 2.0154 + 1.3011 = 3.3165
  const verdict = verdictOn(sample([-1, 0, 1]), 0.5);
  expect(verdict).toEqual({ kind: "undecided", moreSeeds: 45 - 3 });
});

test("where no number of seeds would decide, none is named", () => {
  expect(verdictOn(sample([-1, 0, 1]), 0)).toEqual({ kind: "undecided", moreSeeds: undefined });
});

test("with as many seeds as estimated, about four of five repetitions decide", () => {
  const random = stream(2, "power");
  const { moreSeeds } = verdictOn(sample([-1, 0, 1]), 0.5) as { moreSeeds: number };
  const decided = Array.from({ length: 400 }, () => {
    const [low, high] = sample(Array.from({ length: 3 + moreSeeds }, () => random.normal())).interval!;
    return -0.5 <= low && high <= 0.5 ? 1 : 0;
  });
  // Standard error √(0.8 · 0.2 / 400) = 0.02; three of them
  expect(Math.abs(sample(decided).mean - 0.8)).toBeLessThan(0.06);
});
