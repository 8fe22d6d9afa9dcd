import { expect, test } from "vitest";
import { defaultOptions } from "../../../src/core/results/options";
import { trainingCharts } from "../../../src/core/results/training";
import type { ResultRun } from "../../../src/core/results/run";
import type { RunEvent } from "../../../src/core/run/event";
import { tinyPlan } from "../../plans";
import { dense, erk, runOf, tested } from "./runs";

const total = { size: 1, kept: 1, density: 1, macs: 1, denseMacs: 1, params: 1 };

/** Three steps of 16 images an epoch: losses 2, 1, 1.5 and 0.5, an event every one and a half steps' worth. */
function trained(): readonly RunEvent[] {
  const progress = (step: number, loss: number, imagesPerSecond: number) =>
    ({ kind: "progress", at: 0, step, loss, accuracy: loss / 4, keptGradientNorm: 1, imagesPerSecond }) as const;
  const epoch = (epoch: number, loss: number) =>
    ({
      ...({
        kind: "epoch",
        at: 0,
        epoch,
        step: 3 * epoch,
        rate: 0.1,
        trainLoss: 1,
        trainAccuracy: 0.5,
        seconds: 9,
      } as const),
      validation: { loss, accuracy: 0.5 },
    }) as const;
  return [
    { kind: "planned", at: 0, layers: [], total, steps: 6 },
    ...[progress(1, 2, 16), progress(3, 1, 16), epoch(1, 1.2), progress(5, 1.5, 32), progress(6, 0.5, 0)],
    epoch(2, 0.8),
    tested({ accuracy: 0.75, nll: 0.7 }),
  ];
}

const plain = { ...defaultOptions, smoothing: 0 };
const run = runOf(tinyPlan(), trained());

test("losses stand at their epochs, and end in words", () => {
  const [loss] = trainingCharts([run], plain, "en");
  expect(loss).toMatchObject({ id: "training-loss", x: { title: "epoch" }, y: { title: "loss (nats)" }, notes: [] });
  // Steps 1, 3, 5 and 6 of three an epoch
  expect(loss!.series).toHaveLength(1);
  expect(loss!.series[0]!.points).toEqual([
    ...[
      { x: 1 / 3, y: 2 },
      { x: 1, y: 1 },
      { x: 5 / 3, y: 1.5 },
    ],
    { x: 2, y: 0.5 },
  ]);
  expect(loss!.summary).toBe("ERK 0.3, seed 1 ends at 0.5 (epoch 2).");
});

test("validation is a line and the test a mark at its epoch", () => {
  const [, , loss, accuracy] = trainingCharts([run], plain, "en");
  expect(loss!.series.map(({ kind, points }) => [kind, points])).toEqual([
    [
      "line",
      [
        { x: 1, y: 1.2 },
        { x: 2, y: 0.8 },
      ],
    ],
    ["points", [{ x: 2, y: 0.7 }]],
  ]);
  expect(accuracy!.series.at(-1)!.points).toEqual([{ x: 2, y: 0.75 }]);
});

test("training time adds up the steps at their speed, so that a pause does not count", () => {
  const [loss, , validation] = trainingCharts([run], { ...plain, axis: "time" }, "en");
  // 16 images at 16/s; 32 more at 16/s; 32 at 32/s; the last speed is not known
  expect(loss!.series[0]!.points.map(({ x }) => x)).toEqual([1, 3, 4, 4]);
  expect(loss!.x.title).toBe("training time (s)");
  expect(validation!.series[0]!.points.map(({ x }) => x)).toEqual([3, 4]);
  expect(loss!.notes.join()).toContain("pauses");
});

test("smoothing draws what was measured faint behind it", () => {
  const [loss] = trainingCharts([run], { ...plain, smoothing: 0.5, axis: "step" }, "en");
  expect(loss!.series.map(({ faint }) => faint)).toEqual([true, undefined]);
  // Weights 1, ½, ¼ backwards: 2; (1 + 2/2) / 1.5; (1.5 + 1/2 + 2/4) / 1.75; (0.5 + 1.5/2 + 1/4 + 2/8) / 1.875
  const expected = [2, 4 / 3, 2.5 / 1.75, 1.75 / 1.875];
  expect(loss!.series[1]!.points.map(({ y }) => y)).toEqual(expected.map((y): unknown => expect.closeTo(y, 12)));
});

test("seeds of a network look alike beside another network, and differ where there is none", () => {
  const [one, two] = [runOf(erk(0.1), trained()), runOf({ ...erk(0.1), seed: 2 }, trained())];
  const slots = (runs: readonly ResultRun[]): readonly number[] =>
    (trainingCharts(runs, plain, "en")[0]?.series ?? []).map(({ slot }) => slot);
  expect(slots([one, runOf(dense, trained()), two])).toEqual([0, 1, 0]);
  expect(slots([one, two])).toEqual([0, 1]);
});

test("a run goes by the name that a person gave it, and equal names are numbered", () => {
  const named = (title: string, seed: number) => ({ ...runOf({ ...erk(0.1), seed }, trained()), title });
  const [loss] = trainingCharts([named("mine", 1), named("mine", 2), runOf(dense, trained())], plain, "en");
  expect(loss!.series.map(({ label }) => label)).toEqual(["mine", "mine (2)", "Dense, seed 1"]);
});

test("runs that have nothing to draw are counted", () => {
  const without = tinyPlan({ train: { ...tinyPlan().train, validation: 0 } });
  const [loss, , validation] = trainingCharts([run, runOf(without, [])], plain, "en");
  expect(loss!.notes).toEqual(["1 of 2 runs have not begun to train."]);
  expect(validation!.notes[0]).toContain("1 of 2 runs hold no images back for validation");
  const [empty] = trainingCharts([], plain, "ja");
  expect(empty).toMatchObject({ series: [], summary: "描画できる点のある実行はまだありません。" });
  expect(empty!.notes).toEqual(["実行が選ばれていません。ツリーまたはこのページで選んでください。"]);
});
