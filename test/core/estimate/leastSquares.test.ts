import { expect, test } from "vitest";
import { nonnegativeFactors } from "../../../src/core/estimate/leastSquares";
import { stream } from "../../../src/core/random";

function check(rows: readonly (readonly number[])[], targets: readonly number[], expected: readonly number[]): void {
  const factors = nonnegativeFactors(rows, targets);
  expect(factors).toHaveLength(expected.length);
  factors.forEach((factor, term) => {
    expect(factor).toBeCloseTo(expected[term]!, 9);
  });
}

test("targets that are made of the terms give their factors", () => {
  // 2 · a + 0.5 · b
  check(
    [
      [1, 2],
      [3, 1],
      [2, 8],
    ],
    [3, 6.5, 8],
    [2, 0.5],
  );
});

test("a term's unit does not matter", () => {
  check(
    [
      [1e9, 2e-6],
      [3e9, 1e-6],
    ],
    [3, 6.5],
    [2e-9, 0.5e6],
  );
});

test("a term that could only take away is not used", () => {
  // Without the bound it would be 3 · a − 1 · b. With b at 0, the least of (a/2 − 1)² + (a/3 − 1)² is where
  // a · (1/4 + 1/9) = 1/2 + 1/3.
  check(
    [
      [1, 1],
      [1, 0],
    ],
    [2, 3],
    [30 / 13, 0],
  );
});

test("a term that nothing has is 0, and without targets there are no factors", () => {
  check([[2, 0]], [6], [3, 0]);
  expect(nonnegativeFactors([], [])).toEqual([]);
});

test("no factor can be changed for the better", () => {
  const random = stream(1, "least squares");
  for (let round = 0; round < 20; round++) {
    const rows = Array.from({ length: 6 }, () => [random.uniform(), random.uniform(), random.uniform()]);
    const targets = rows.map(() => 0.5 + random.uniform());
    const factors = nonnegativeFactors(rows, targets);
    const miss = (at: readonly number[]) =>
      rows.reduce((sum, row, index) => {
        const product = row.reduce((total, value, term) => total + value * at[term]!, 0);
        return sum + (product / targets[index]! - 1) ** 2;
      }, 0);
    for (const [term, factor] of factors.entries()) {
      expect(factor).toBeGreaterThanOrEqual(0);
      for (const by of [0.01, -0.01]) {
        const moved = factors.map((other, at) => (at === term ? Math.max(0, factor + by) : other));
        expect(miss(moved)).toBeGreaterThanOrEqual(miss(factors));
      }
    }
  }
});
