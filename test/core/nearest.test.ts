import { expect, test } from "vitest";
import { nearest } from "../../src/core/nearest";

test("a name with a slip finds what was meant", () => {
  expect(nearest("densty", ["scheme", "density"])).toBe("density");
  expect(nearest("ERK", ["er", "erk"])).toBe("erk");
});

test("a name near nothing finds nothing", () => {
  expect(nearest("zebra", ["scheme", "density"])).toBeUndefined();
  expect(nearest("x".repeat(100_000), ["scheme"])).toBeUndefined();
});
