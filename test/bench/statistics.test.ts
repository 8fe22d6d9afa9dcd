import { expect, test } from "vitest";
import { summary } from "../../bench/statistics";

test("a summary is the median with its quartiles, whatever the order", () => {
  // Sorted 1 2 4 8 16: places 1, 2 and 3.
  expect(summary([16, 1, 4, 8, 2])).toEqual({ lower: 2, median: 4, upper: 8, samples: 5 });
});

test("between two samples a quartile is in proportion to the distance", () => {
  // Sorted 10 20 30 40: places 0.75, 1.5 and 2.25.
  expect(summary([40, 30, 20, 10])).toEqual({ lower: 17.5, median: 25, upper: 32.5, samples: 4 });
});

test("one sample is its own summary, and none is an error", () => {
  expect(summary([3])).toEqual({ lower: 3, median: 3, upper: 3, samples: 1 });
  expect(() => summary([])).toThrow("no sample");
});
