import { expect, test } from "vitest";
import { curves } from "../../../src/core/run/curves";
import type { RunEvent } from "../../../src/core/run/event";
import { fold, newRun } from "../../../src/core/run/state";
import { summary } from "../../../src/core/run/summary";
import { statusOf } from "../../../src/core/run/status";
import {
  duration,
  knownAccuracy,
  percent,
  points,
  progressWords,
  roughDuration,
  scoringWords,
  short,
  significant,
} from "../../../src/core/run/words";

const step = {
  kind: "progress",
  at: 0,
  step: 5,
  loss: 1.5,
  accuracy: 0.4,
  keptGradientNorm: 1,
  imagesPerSecond: 9,
} as const;
const validation = { loss: 1.25, accuracy: 0.5 };
const epoch = {
  kind: "epoch",
  at: 0,
  epoch: 1,
  step: 10,
  rate: 0.1,
  trainLoss: 1,
  trainAccuracy: 0.4,
  seconds: 1,
} as const;
const planned: RunEvent = {
  kind: "planned",
  at: 0,
  layers: [],
  total: { size: 1, kept: 1, density: 1, macs: 1, denseMacs: 1, params: 1 },
  steps: 20,
};
const tested = (accuracy: number): RunEvent => ({
  kind: "tested",
  at: 0,
  which: "last",
  epoch: 2,
  metrics: { accuracy, nll: 0.7 },
});

test("numbers are written for people", () => {
  expect([0.8125, 1].map((share) => percent(share))).toEqual(["81.3 %", "100.0 %"]);
  expect([-0.0113, 0.02, 0.0001].map((difference) => points(difference, "en"))).toEqual([
    "−1.1 points",
    "+2.0 points",
    "±0.0 points",
  ]);
  expect([0.031249, 0.1, 1, 0.00012345].map((value) => significant(value))).toEqual(["0.0312", "0.1", "1", "0.000123"]);
  expect([950, 41_200_000, 1_810_000_000].map(short)).toEqual(["950", "41.2 M", "1.81 G"]);
  expect([1_000, 59_600, 200_000, 4_320_000].map((ms) => duration(ms))).toEqual([
    "1 s",
    "1 min 0 s",
    "3 min 20 s",
    "1 h 12 min",
  ]);
  // A clock that was set back in between must not show either.
  expect([-5, 0, 400, 999].map((ms) => duration(ms))).toEqual(Array(4).fill("under a second"));
  const inJapanese = [400, 1_000, 200_000, 4_320_000].map((ms) => duration(ms, "ja"));
  expect(inJapanese).toEqual(["1 秒未満", "1 秒", "3 分 20 秒", "1 時間 12 分"]);
});

test("what is not known to the second is said in two digits", () => {
  const durations = [0, 8_460, 47_300, 89_900, 90_000, 720_000, 5_399_000, 5_400_000, 1e8, 1.3e8, 8.64e9];
  const words = ["0.1 s", "8.5 s", "47 s", "90 s", "1.5 min", "12 min", "90 min", "1.5 h", "28 h", "1.5 d", "100 d"];
  expect(durations.map((ms) => roughDuration(ms))).toEqual(words);
  expect([47_300, 720_000, 8e6, 1.3e8].map((ms) => roughDuration(ms, "ja"))).toEqual([
    "47 秒",
    "12 分",
    "2.2 時間",
    "1.5 日",
  ]);
});

test("the best known accuracy is that of the test, else of validation, else of training", () => {
  expect(knownAccuracy(newRun)).toBeUndefined();
  expect(knownAccuracy(fold([step]))).toEqual({ on: "training", value: 0.4 });
  expect(knownAccuracy(fold([step, { ...epoch, validation }]))).toEqual({ on: "validation", value: 0.5 });
  expect(knownAccuracy(fold([step, { ...epoch, validation }, tested(0.6)]))).toEqual({ on: "test", value: 0.6 });
});

test("curves have epochs on their axis", () => {
  // 20 steps in 2 epochs: step 5 is half an epoch
  const state = fold([planned, step, { ...epoch, validation }, tested(0.6)]);
  expect(curves(state, "accuracy", 2)).toEqual({
    training: [{ x: 0.5, y: 0.4 }],
    validation: [{ x: 1, y: 0.5 }],
    test: [{ x: 2, y: 0.6 }],
  });
  expect(curves(state, "loss", 2).test).toEqual([{ x: 2, y: 0.7 }]);
  expect(curves(newRun, "loss", 2)).toEqual({ training: [], validation: [], test: [] });
});

test("the summary says how far a run is and how it compares with its dense twin", () => {
  const state = fold([planned, step, { ...epoch, validation }]);
  expect(summary({ state, status: "running", epochs: 2 }, "en")).toBe(
    "Training is in epoch 2 of 2: training loss 1.5, validation accuracy 50.0 %.",
  );
  const done = fold([planned, step, tested(0.6)]);
  expect(summary({ state: done, status: "completed", epochs: 2, twin: fold([tested(0.62)]) }, "en")).toBe(
    "All 2 epochs are done: training loss 1.5. It gets 60.0 % of the test images right, its dense twin 62.0 %: a difference of −2.0 points.",
  );
  expect(summary({ state: newRun, status: "queued", epochs: 2 }, "en")).toBe("This run waits for its turn.");
});

test("scoring is a phase of its own, and what it took is kept", () => {
  const scoring: RunEvent = { kind: "scoring", at: 5, scheme: "snip_ratio", images: 128 };
  const during = fold([{ kind: "queued", at: 1 }, scoring]);
  expect([during.phase, statusOf(during, true), statusOf(during, false)]).toEqual([
    "scoring",
    "running",
    "interrupted",
  ]);
  expect(progressWords(during, 2, "en")).toBe("scoring");
  expect(summary({ state: during, status: "running", epochs: 2 }, "en")).toBe(
    "This run is scoring weights for snip_ratio on 128 images, which decides on its mask.",
  );
  const after = fold([
    scoring,
    { kind: "scored", at: 9, seconds: 4 },
    planned,
    { kind: "resumed", at: 9, fromStep: 0 },
  ]);
  expect(after.phase).toBe("preparing");
  expect(scoringWords(after.scoring!, "en")).toBe("weights scored for snip_ratio on 128 images in 4 s");
  expect(scoringWords({ scheme: "magnitude", images: 0 }, "en")).toBe("scoring weights for magnitude");
  expect(scoringWords({ scheme: "magnitude", images: 0, seconds: 0.2 }, "en")).toBe(
    "weights scored for magnitude in under a second",
  );
});
