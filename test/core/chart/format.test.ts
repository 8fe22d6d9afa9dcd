import { expect, test } from "vitest";
import { formatNumber, tickText, type NumberFormat } from "../../../src/core/chart/format";

test.each<[number, NumberFormat, string, string]>([
  [0.8123, "percent", "81.23 %", "81.23"],
  [-0.004, "points", "−0.40 points", "−0.4"],
  [0.004, "points", "+0.40 points", "+0.4"],
  [-0.00001, "points", "±0.00 points", "−0.001"],
  [0, "points", "0.00 points", "0"],
  [1.23456, "number", "1.235", "1.23456"],
  [0.1 + 0.2, "number", "0.3", "0.3"],
  [0.00001234, "number", "1.234e-5", "1.234e-5"],
  [27312, "count", "27,312", "27,312"],
  [3.5951, "factor", "3.6 ×", "3.5951"],
])("%d as %s is %s, and %s at a tick", (value, format, text, tick) => {
  expect([formatNumber(value, format), tickText(value, format)]).toEqual([text, tick]);
});

test("units are in the reader's language, and what is no number is a dash", () => {
  expect(formatNumber(-0.004, "points", "ja")).toBe("−0.40 ポイント");
  expect(formatNumber(NaN, "percent")).toBe("–");
});
