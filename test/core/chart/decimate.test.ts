import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decimate } from "../../../src/core/chart/decimate";
import type { Point } from "../../../src/core/chart/model";

const whole = (width: number) => (x: number) => Math.floor(x * width);

test("of a column its first, lowest, highest and last point stay", () => {
  const points = [5, 1, 3, 9, 4, 7, 7].map((y, x) => ({ x, y }));
  const column = (x: number) => (x < 6 ? 0 : 1);
  expect(decimate(points, column).map(({ x }) => x)).toEqual([0, 1, 3, 5, 6]);
});

test("a gap that a column ends with stays, and one within it is too narrow to be seen", () => {
  const points = [1, NaN, 2, NaN, 3].map((y, x) => ({ x, y }));
  const column = (x: number) => (x < 4 ? 0 : 1);
  expect(decimate(points, column).map(({ y }) => y)).toEqual([1, 2, NaN, 3]);
});

test("a hundred thousand points become four a column, and no column loses an extreme", () => {
  const value = fc.oneof(fc.double({ noDefaultInfinity: true }), fc.constant(NaN));
  const pieces = fc.array(fc.array(value, { maxLength: 40 }), { maxLength: 20 });
  fc.assert(
    fc.property(pieces, fc.integer({ min: 1, max: 300 }), (pieces, width) => {
      const ys = pieces.flat();
      const points = ys.map((y, index): Point => ({ x: index / ys.length, y }));
      checkColumns(points, width);
    }),
    { seed: 6 },
  );
  const many = Array.from({ length: 100_000 }, (_, index) => ({ x: index / 1e5, y: Math.sin(index * index) }));
  checkColumns(many, 800);
});

function checkColumns(points: readonly Point[], width: number): void {
  const column = whole(width);
  const kept = decimate(points, column);
  expect(kept.length).toBeLessThanOrEqual(4 * width);
  expect(extremes(kept, column)).toEqual(extremes(points, column));
  expect([kept[0], kept.at(-1)]).toEqual([points[0], points.at(-1)]);
  expect(kept.every((point, index) => index === 0 || kept[index - 1]!.x < point.x)).toBe(true);
}

/** By column, in plain arithmetic. */
function extremes(points: readonly Point[], column: (x: number) => number) {
  const found = new Map<number, { low: number; high: number }>();
  for (const { x, y } of points) {
    if (Number.isNaN(y)) continue;
    const { low, high } = found.get(column(x)) ?? { low: Infinity, high: -Infinity };
    found.set(column(x), { low: Math.min(low, y), high: Math.max(high, y) });
  }
  return found;
}

test("an axis that cannot place anything has one column, and no end is missed", () => {
  const points = [3, 1, 2].map((y, x) => ({ x, y }));
  expect(decimate(points, () => NaN)).toEqual(points);
});
