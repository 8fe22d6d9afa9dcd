import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { planKey, planStem, planTitle } from "../../../src/core/experiment/plans";
import { readPlan } from "../../../src/core/experiment/readPlan";
import { compareCells } from "../../../src/core/run/compare";
import { comparison } from "../../../src/core/run/comparison";
import { scaleNotes, scaleWords } from "../../../src/core/run/scaleWords";
import { newRun } from "../../../src/core/run/state";
import { denseTwin } from "../../../src/core/run/twin";
import { rateAt } from "../../../src/core/training/schedule";
import { check, exampleTexts, plansOf } from "./examples";

const cifar = "version: 1\nmodel: cifar_resnet_20\ndata: { format: cifar10, path: ./cifar }\n";
const shapes = "version: 1\nmodel: cifar_resnet_8_4\ndata: { format: builtin, train: 1000, test: 300 }\n";

function only(text: string) {
  return plansOf(`${text}\ndense: false\n`)[0]!;
}

test("a scale shrinks the epochs and the images of each split, and nothing else", () => {
  const [whole, tenth] = [
    only(`${shapes}train: { epochs: 30 }\n`),
    only(`${shapes}train: { epochs: 30 }\nscale: 0.1\n`),
  ];
  expect(tenth).toEqual({
    ...whole,
    data: { format: "builtin", seed: 1, train: 100, test: 30 },
    train: { ...whole.train, epochs: 3 },
    scale: 0.1,
  });
});

test("how many images a folder has is not known yet: the plan holds the share, beside the limit", () => {
  expect(only(`${cifar}scale: 0.01`).data).toEqual({ format: "cifar10", path: "/home/cifar", share: 0.01 });
  const limited = only(`${cifar.replace(" }", ", limit: 500 }")}scale: 0.5`);
  expect(limited.data).toEqual({ format: "cifar10", path: "/home/cifar", limit: 500, share: 0.5 });
});

test("at least one epoch and ten images are left", () => {
  // 0.004 of 6 epochs, 1000 and 300 images are 0.02, 4 and 1.2.
  expect(only(`${shapes}scale: 0.004`)).toMatchObject({ data: { train: 10, test: 10 }, train: { epochs: 1 } });
});

test("warm-up and the points of the schedule stay shares of training", () => {
  const text = "version: 1\nmodel: resnet18\ndata: { format: imagenet, path: ./pictures }\n";
  const [whole, tenth] = [only(text), only(`${text}scale: 0.1`)];
  expect([whole.train.epochs, whole.train.schedule.warmup]).toEqual([100, 5]);
  expect([tenth.train.epochs, tenth.train.schedule.warmup]).toEqual([10, 0.5]);
  // Drops at 30, 60 and 80 of 100 epochs are at 3, 6 and 8 of 10; half an epoch of warm-up is one at 0.4 · 1 / 1.5.
  const rates = Array.from({ length: 10 }, (_, epoch) => rateAt(tenth.train.schedule, 0.4, 10, epoch));
  const expected = [0.4 / 1.5, 0.4, 0.4, 0.04, 0.04, 0.04, 0.004, 0.004, 0.0004, 0.0004];
  for (const [epoch, rate] of rates.entries()) expect(rate).toBeCloseTo(expected[epoch]!, 12);
  // A warm-up that is shorter than training is so at every scale.
  expect(only(`${text}scale: 0.001`).train).toMatchObject({ epochs: 1, schedule: { warmup: 0.05 } });
});

test("a scale is more than 0 and at most 1, and may be an axis", () => {
  check(`${cifar}scale: «0»`, ["out-of-range: scale is 0, but must be greater than 0 and at most 1."]);
  check(`${cifar}scale: «2»`, ["out-of-range: scale is 2, but must be greater than 0 and at most 1."]);
  expect(plansOf(`${cifar}scale: [0.01, 1]`).map((plan) => planTitle(plan))).toEqual([
    "cifar_resnet_20 · dense · CIFAR-10 · scale 0.01 · seed 1",
    "cifar_resnet_20 · erk 0.1 · CIFAR-10 · scale 0.01 · seed 1",
    "cifar_resnet_20 · dense · CIFAR-10 · seed 1",
    "cifar_resnet_20 · erk 0.1 · CIFAR-10 · seed 1",
  ]);
});

test("what is excluded is said as the file says it, not as it is scaled", () => {
  const text = `${shapes}train: { epochs: [20, 40] }\nscale: 0.1\nexclude: [{ train: { epochs: 40 } }]\ndense: false\n`;
  expect(plansOf(text).map(({ train }) => train.epochs)).toEqual([2]);
});

test("a scale is part of a run's title and folder, and survives its way through a file", () => {
  const plan = only(`${cifar}scale: 0.01`);
  expect(planStem(plan)).toBe("cifar_resnet_20-erk-0.1-cifar10-scale0.01-s1");
  expect(readPlan(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
});

test("runs of different scale never share a dense twin or a cell, even where nothing else tells them apart", () => {
  // One epoch and ten images at both scales.
  const plans = plansOf(`${shapes}scale: [0.003, 0.004]\n`);
  expect(plans).toHaveLength(4);
  const [dense, sparse] = plans;
  expect(plans[3]).toEqual({ ...sparse, scale: 0.004 });
  expect(planKey(denseTwin(sparse!))).toBe(planKey(dense!));
  expect(planKey(denseTwin(plans[3]!))).not.toBe(planKey(dense!));
  const cells = compareCells(
    plans.map((plan) => ({ plan, state: newRun })),
    { which: "last" },
  );
  expect(cells.map(({ title }) => title)).toEqual([
    "cifar_resnet_8_4 · dense · scale 0.003",
    "cifar_resnet_8_4 · erk 0.1 · scale 0.003",
    "cifar_resnet_8_4 · dense · scale 0.004",
    "cifar_resnet_8_4 · erk 0.1 · scale 0.004",
  ]);
});

test("what a scale means is said once below a comparison, of any metric", () => {
  const cells = compareCells(
    plansOf(`${cifar}scale: 0.01`).map((plan) => ({ plan, state: newRun })),
    { which: "last" },
  );
  const sentence = "Scale 0.01: 1 % of the experiment's epochs and images; the results stand for this scale only.";
  expect(comparison(cells, "nll", "en").rule).toEqual([sentence]);
  expect(comparison(cells, "accuracy", "en").rule.at(-1)).toBe(sentence);
  expect(scaleNotes([{ scale: 0.01 }, {}, { scale: 0.01 }], "en")).toEqual([sentence]);
  expect(scaleNotes([{}], "en")).toEqual([]);
  expect(scaleWords(0.125, "ja")).toMatch(/12\.5 %/);
});

test("files without a scale ask for the runs they always asked for", () => {
  for (const text of exampleTexts()) for (const plan of plansOf(text)) expect(plan).not.toHaveProperty("scale");
  // Plans that were frozen before there was a scale, and the file that asked for them.
  const example = new URL("../../../media/example/", import.meta.url);
  const plans = plansOf(readFileSync(new URL("example.sparse.yaml", example), "utf8"));
  const runs = new URL(".sparse/runs/", example);
  const frozen = readdirSync(runs).map((id) =>
    readPlan(JSON.parse(readFileSync(new URL(`${id}/plan.json`, runs), "utf8"))),
  );
  expect(plans.map(planKey).sort()).toEqual(frozen.map((plan) => planKey(plan!)).sort());
});

test("scale 1 goes without saying", () => {
  expect(planKey(only(`${cifar}scale: 1`))).toBe(planKey(only(cifar)));
});
