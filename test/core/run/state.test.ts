import { expect, test } from "vitest";
import { type RunEvent, isRunEvent } from "../../../src/core/run/event";
import { timeLeftMs } from "../../../src/core/run/pace";
import { advance, fold, newRun } from "../../../src/core/run/state";
import { statusOf } from "../../../src/core/run/status";

const device = { engine: "sparse", description: "2 CPU threads", threads: 2 };
const queued: RunEvent = { kind: "queued", at: 0 };
const started: RunEvent = { kind: "started", at: 1, pid: 7, host: "here", device };
const progress = (step: number, loss: number): RunEvent => ({
  kind: "progress",
  at: 100 * step,
  step,
  loss,
  accuracy: 0.5,
  keptGradientNorm: 1,
  imagesPerSecond: 100,
});
const epoch = (number: number, step: number): RunEvent => ({
  kind: "epoch",
  at: 100 * step,
  epoch: number,
  step,
  rate: 0.1,
  trainLoss: 1,
  trainAccuracy: 0.5,
  seconds: 1,
});
const tested: RunEvent = { kind: "tested", at: 9, which: "last", epoch: 2, metrics: { accuracy: 0.9 } };

test("a run is queued, prepares, trains and completes", () => {
  const events: RunEvent[] = [queued, started, progress(1, 2), epoch(1, 1), tested];
  const phases = events.map((_, index) => fold(events.slice(0, index + 1)).phase);
  expect(phases).toEqual(["queued", "preparing", "training", "training", "training"]);
  expect(fold([...events, { kind: "finished", at: 10, outcome: "completed" }]).phase).toBe("completed");
});

test("events fold the same at once and one by one, however they are cut", () => {
  const events = [started, progress(1, 3), progress(2, 2), epoch(1, 2), progress(3, 1), tested];
  expect(fold(events)).toEqual(events.reduce(advance, newRun));
  expect(fold(events.slice(2), fold(events.slice(0, 2)))).toEqual(fold(events));
  expect(fold(events).progress.map(({ step }) => step)).toEqual([1, 2, 3]);
});

test("what came after the checkpoint a run resumed from is dropped, so both stories end alike", () => {
  const straight = [started, progress(5, 2), epoch(1, 5), progress(10, 1), epoch(2, 10), tested];
  const interrupted = [
    ...[started, progress(5, 2), epoch(1, 5), progress(8, 1.5), { ...tested, metrics: { accuracy: 0.1 } }],
    ...[started, { kind: "resumed", at: 5, fromStep: 5 } as const, progress(10, 1), epoch(2, 10), tested],
  ];
  expect(fold(interrupted)).toEqual(fold(straight));
});

test("gradient norms and tests after the checkpoint are dropped too, and one measured again counts once", () => {
  const flow = (step: number, all: number): RunEvent => {
    return { kind: "gradientFlow", at: 0, epoch: step / 5, step, kept: all / 2, all, layers: [] };
  };
  const testing: RunEvent = { kind: "testing", at: 9, which: "last", done: 1, total: 4 };
  const resumed: RunEvent = { kind: "resumed", at: 5, fromStep: 0 };
  const interrupted = [started, flow(0, 2), progress(5, 2), flow(5, 1), testing, started, resumed];
  expect(fold(interrupted)).toMatchObject({ gradientFlow: [flow(0, 2)], testing: undefined });
  expect(fold([...interrupted, flow(0, 2), flow(5, 1)]).gradientFlow).toEqual([flow(0, 2), flow(5, 1)]);
});

test("a run that goes on is no longer finished", () => {
  const stopped: RunEvent = { kind: "finished", at: 3, outcome: "stopped", reason: "asked" };
  expect(fold([started, stopped])).toMatchObject({ phase: "stopped", reason: "asked", finishedAt: 3 });
  expect(fold([started, stopped, queued])).toMatchObject({ phase: "queued", reason: undefined, finishedAt: undefined });
});

test("a run whose process is gone is interrupted, one that waits is queued", () => {
  expect(statusOf(fold([started]), true)).toBe("running");
  expect(statusOf(fold([started]), false)).toBe("interrupted");
  expect(statusOf(fold([queued]), false)).toBe("queued");
});

test("time left follows the pace of the last progress events", () => {
  const planned = { ...fold([started, progress(1, 2), progress(3, 1)]), steps: 13 };
  // 200 ms for 2 steps, 10 steps to go
  expect(timeLeftMs(planned)).toBe(1000);
  expect(timeLeftMs(fold([started, progress(1, 2)]))).toBeUndefined();
});

test("only complete events of known kinds are read", () => {
  expect(isRunEvent(progress(1, 2))).toBe(true);
  expect(isRunEvent({ ...progress(1, 2), loss: null })).toBe(false);
  expect(isRunEvent({ kind: "toString", at: 1 })).toBe(false);
  expect(isRunEvent({ kind: "invented", at: 1 })).toBe(false);
});
