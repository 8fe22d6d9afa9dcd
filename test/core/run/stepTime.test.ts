import { expect, test } from "vitest";
import { fold, newRun } from "../../../src/core/run/state";
import { stepTimeMs, stepTimeWords } from "../../../src/core/run/stepTime";

const at = (imagesPerSecond: number) =>
  ({ kind: "progress", at: 0, step: 1, loss: 1, accuracy: 0, keptGradientNorm: 1, imagesPerSecond }) as const;

test("the time of a step is the median over the run, whatever interrupted it for a while", () => {
  // 100 images a step: 100, 50 and 1000 ms; of the even number, the mean of the middle two
  expect(stepTimeMs(fold([at(1000), at(2000), at(100)]), 100)).toBe(100);
  expect(stepTimeMs(fold([at(1000), at(2000), at(100), at(0), at(500)]), 100)).toBe(150);
  expect(stepTimeMs(newRun, 100)).toBeUndefined();
});

test("it is said beside that of the dense twin", () => {
  expect(stepTimeWords(10, 25, "en")).toBe("10 ms, of its dense twin 25 ms (2.5 times as long)");
  expect(stepTimeWords(10, undefined, "en")).toBe("10 ms");
  expect(stepTimeWords(undefined, 25, "en")).toBeUndefined();
});
