import { expect, test } from "vitest";
import { studentProbability, studentQuantile } from "../../../../src/core/evaluation/statistics/student";

/** NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2: critical values of Student's t. */
const table: Readonly<Record<number, readonly (readonly [freedom: number, quantile: number])[]>> = {
  0.9: [
    [1, 3.078],
    [7, 1.415],
    [60, 1.296],
  ],
  0.95: [
    [1, 6.314],
    [2, 2.92],
    [5, 2.015],
    [20, 1.725],
  ],
  0.975: [
    [1, 12.706],
    [2, 4.303],
    [3, 3.182],
    [4, 2.776],
    [9, 2.262],
    [10, 2.228],
    [29, 2.045],
    [100, 1.984],
  ],
  0.995: [
    [1, 63.657],
    [4, 4.604],
    [15, 2.947],
  ],
};

test.each(Object.entries(table))("quantiles of %s are those of the table", (probability, rows) => {
  for (const [freedom, quantile] of rows) {
    expect(Math.abs(studentQuantile(Number(probability), freedom) - quantile), `${freedom}`).toBeLessThanOrEqual(5e-4);
  }
});

test("closed forms hold to many digits", () => {
  // One degree is Cauchy: tan(π (p − ½)). Two: (2p − 1) √(2 / (4 p (1 − p))).
  for (const p of [0.6, 0.8, 0.975, 0.9999]) {
    expect(studentQuantile(p, 1) / Math.tan(Math.PI * (p - 0.5))).toBeCloseTo(1, 10);
    expect(studentQuantile(p, 2) / ((2 * p - 1) * Math.sqrt(2 / (4 * p * (1 - p))))).toBeCloseTo(1, 10);
  }
});

test("many degrees of freedom come to the normal distribution, and the middle is 0", () => {
  // 1.959964 + (1.96³ + 1.96) / (4 · 9999)
  expect(studentQuantile(0.975, 9_999)).toBeCloseTo(1.959964 + 0.000237, 5);
  for (const freedom of [1, 2, 7, 8]) {
    expect(studentQuantile(0.5, freedom)).toBeCloseTo(0, 12);
    expect(studentQuantile(0.1, freedom)).toBeCloseTo(-studentQuantile(0.9, freedom), 12);
  }
});

test("there is no quantile of certainty, nor with a broken number of degrees", () => {
  expect(() => studentQuantile(1, 3)).toThrow(RangeError);
  expect(() => studentQuantile(0.9, 0)).toThrow(RangeError);
  expect(() => studentQuantile(0.9, 1.5)).toThrow(RangeError);
});

test("probability and quantile are each other's inverse", () => {
  for (const freedom of [1, 2, 5, 40]) {
    for (const p of [0.03, 0.5, 0.8])
      expect(studentProbability(studentQuantile(p, freedom), freedom)).toBeCloseTo(p, 12);
  }
});
