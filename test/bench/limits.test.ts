import { expect, test } from "vitest";
import { loadLimits } from "../../bench/runner/limits";

const [from, to] = [65536, 65536 + 1024] as const;

test("the loops that measure the machine do all the work that is counted", async () => {
  const { multiplyAdd, touch, read, copy } = await loadLimits(to + 1024);
  // Chains from 1, 2, … 12, one more each round: 78 + 12 · 1000.
  expect(multiplyAdd(1000, 1)).toBe(12078);
  // One lane of 512 / 16 vectors of ones, three times.
  touch(from, 512);
  expect(read(from, 512, 3)).toBe(96);
  expect(read(to, 512, 1)).toBe(0);
  copy(from, to, 512);
  expect(read(to, 1024, 1)).toBe(32);
});
