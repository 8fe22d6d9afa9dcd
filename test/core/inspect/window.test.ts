import fc from "fast-check";
import { expect, test } from "vitest";
import { maskImage } from "../../../src/core/inspect/maskImage";
import { fits, moved, wholeOf, zoomed } from "../../../src/core/inspect/window";

const extent = { rows: 64, columns: 400 };
const whole = wholeOf(extent);

test("a closer look is around the middle, and a wider one ends with the whole", () => {
  const half = zoomed(whole, extent, 2);
  expect(half).toEqual({ top: 16, left: 100, rows: 32, columns: 200 });
  expect(zoomed(half, extent, 1 / 4)).toEqual(whole);
});

test("what is under the pointer stays there", () => {
  // A quarter from the left is column 100; in a window of half the width, a quarter from the left is 50 on.
  expect(zoomed(whole, extent, 2, { down: 0, across: 0.25 })).toEqual({ top: 0, left: 50, rows: 32, columns: 200 });
});

test("nothing is shown larger than eight units a side", () => {
  expect(zoomed(whole, extent, 1000)).toMatchObject({ rows: 8, columns: 8 });
  expect(zoomed(wholeOf({ rows: 3, columns: 400 }), { rows: 3, columns: 400 }, 1000)).toMatchObject({
    rows: 3,
    columns: 8,
  });
});

test("a look moves by shares of what it shows, and ends at the edges", () => {
  const half = zoomed(whole, extent, 2);
  expect(moved(half, extent, 0, 0.25)).toEqual({ ...half, left: 150 });
  expect(moved(half, extent, 2, -3)).toEqual({ ...half, top: 32, left: 0 });
});

test("wherever a person goes, the window lies within the mask", () => {
  const steps = fc.array(
    fc.record({
      factor: fc.double({ min: 0.1, max: 10, noNaN: true }),
      down: fc.double({ min: -2, max: 2, noNaN: true }),
      across: fc.double({ min: -2, max: 2, noNaN: true }),
    }),
  );
  const sides = fc.record({ rows: fc.integer({ min: 1, max: 5000 }), columns: fc.integer({ min: 1, max: 5000 }) });
  fc.assert(
    fc.property(sides, steps, (mask, walk) => {
      let window = wholeOf(mask);
      for (const { factor, down, across } of walk) {
        window = moved(zoomed(window, mask, factor), mask, down, across);
        expect(fits(window, mask)).toBe(true);
        expect(Object.values(window).every((side) => Number.isInteger(side) && side >= 0)).toBe(true);
      }
    }),
    { seed: 1 },
  );
});

test("a part of a mask is drawn from its own entries alone", async () => {
  // Rows 1 and 2, columns 1 to 4 in two cells a row: 1 1 | 0 1 and 0 0 | 1 0.
  const flags = [
    [1, 1, 1, 1, 1, 1],
    [1, 1, 1, 0, 1, 1],
    [1, 0, 0, 1, 0, 1],
    [1, 1, 1, 1, 1, 1],
  ].flat();
  const weight = { name: "m", shape: [4, 6], dtype: "U8" };
  const window = { top: 1, left: 1, rows: 2, columns: 4 };
  const { shares } = await maskImage(weight, [Uint8Array.from(flags)], { width: 2, height: 2, window });
  expect([...shares]).toEqual([1, 0.5, 0, 0.5]);
  const beyond = maskImage(weight, [Uint8Array.from(flags)], { width: 2, height: 2, window: { ...window, top: 3 } });
  await expect(beyond).rejects.toThrow("the part asked for reaches beyond a mask of 4 × 6");
});
