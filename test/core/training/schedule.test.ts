import { expect, test } from "vitest";
import type { Schedule } from "../../../src/core/experiment/plan";
import { rateAt } from "../../../src/core/training/schedule";

function check(schedule: Schedule, rate: number, expected: readonly number[]): void {
  const rates = expected.map((_, epoch) => rateAt(schedule, rate, expected.length, epoch));
  for (const [epoch, value] of rates.entries()) expect(value).toBeCloseTo(expected[epoch]!, 12);
}

test("a constant rate stays", () => {
  check({ kind: "constant", warmup: 0 }, 0.1, [0.1, 0.1, 0.1]);
});

test("a multistep rate falls at each share of the epochs", () => {
  // Seven epochs: ⌊3.5⌋ = 3 and ⌊5.25⌋ = 5.
  check({ kind: "multistep", at: [0.5, 0.75], gamma: 0.1, warmup: 0 }, 1, [1, 1, 1, 0.1, 0.1, 0.01, 0.01]);
});

test("the paper's CIFAR schedule drops at epochs 80 and 120 of 160", () => {
  const schedule: Schedule = { kind: "multistep", at: [0.75, 0.5], gamma: 0.1, warmup: 0 };
  const rates = [79, 80, 119, 120].map((epoch) => rateAt(schedule, 0.1, 160, epoch));
  for (const [at, rate] of [0.1, 0.01, 0.01, 0.001].entries()) expect(rates[at]).toBeCloseTo(rate, 12);
});

test("a share that names a whole epoch is that epoch", () => {
  // 0.57 · 100 is 56.999… in binary.
  const schedule: Schedule = { kind: "multistep", at: [0.57], gamma: 0.5, warmup: 0 };
  expect([56, 57].map((epoch) => rateAt(schedule, 1, 100, epoch))).toEqual([1, 0.5]);
});

test("a cosine rate goes from the full rate towards zero", () => {
  // ½(1 + cos(π·e/4)) for e = 0 … 3
  check({ kind: "cosine", warmup: 0 }, 1, [1, 0.5 + Math.SQRT1_2 / 2, 0.5, 0.5 - Math.SQRT1_2 / 2]);
});

test("warm-up rises in equal steps and the schedule follows", () => {
  // Five epochs of 0.4·(e + 1)/6; the drop at ⌊0.3 · 10⌋ = 3 shows once warm-up is over.
  const warm = [0.4 / 6, 0.8 / 6, 1.2 / 6, 1.6 / 6, 2 / 6];
  const after = [0.04, 0.04, 0.04, 0.04, 0.04];
  check({ kind: "multistep", at: [0.3], gamma: 0.1, warmup: 5 }, 0.4, [...warm, ...after]);
  // Two epochs of warm-up, then half a cosine over the remaining two.
  check({ kind: "cosine", warmup: 2 }, 0.3, [0.1, 0.2, 0.3, 0.15]);
});
