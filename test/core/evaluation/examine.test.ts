import { resolve } from "node:path";
import { expect, test } from "vitest";
import { fillBatch } from "../../../src/core/data/augment";
import { builtinImages } from "../../../src/core/data/builtin";
import { dataFormats } from "../../../src/core/data/formats";
import { convertImages } from "../../../src/core/data/convert";
import { gaussianNoise } from "../../../src/core/data/noise";
import { expectedCalibrationError } from "../../../src/core/evaluation/calibration";
import { examine, type Examination } from "../../../src/core/evaluation/examine";
import { evaluationSettings } from "../../../src/core/experiment/evaluation";
import { preset } from "../../../src/core/model/presets";
import { isRunEvent } from "../../../src/core/run/event";
import { predict, allIndices } from "../../../src/core/training/evaluate";
import { initialState } from "../../../src/core/training/initialise";
import { sparseEngine } from "../../../src/engine/sparse/engine";

const engine = sparseEngine({ assets: resolve("dist/engine") });
const graph = preset("cifar_resnet_8_4", { classes: 10 })!;
const set = builtinImages({ split: "test", seed: 1, count: 40 });
const { normalisation } = dataFormats.builtin;
const batch = 16;

/** A network trained for a few steps on the very images it is examined on: good enough to be attacked. */
async function trained() {
  const open = { graph, state: initialState(graph, 1), masks: new Map(), batch, threads: 1, seed: 1 };
  const session = await engine.open(open);
  const all = allIndices(40);
  for (let step = 0; step < 24; step++) {
    const indices = all.subarray((step % 2) * 16, (step % 2) * 16 + 16);
    const images = fillBatch(set, indices, normalisation, undefined, new Float32Array(16 * 3072));
    const labels = Int32Array.from(indices, (index) => set.labels[index]!);
    await session.step(
      { images, labels },
      { rate: 0.05, momentum: 0.9, nesterov: true, weightDecay: 0, labelSmoothing: 0, step },
    );
  }
  return session;
}
const session = await trained();

const all: Examination = {
  session,
  batch,
  test: set,
  normalisation,
  evaluate: ["accuracy", "ece", "auc_msp", "auc_entropy", "fgsm", "pgd"],
  settings: evaluationSettings({
    evaluation: { bins: 10, robustness: { eps: 4, curve: [2, 8], images: 30, steps: 5 } },
  }),
  outliers: [
    { name: "builtin", images: builtinImages({ split: "ood", seed: 1, count: 24 }) },
    { name: "noise", images: gaussianNoise({ shape: set.shape, count: 17, seed: 1 }) },
  ],
};

async function findings(request: Examination) {
  const work = examine(request);
  const steps = [];
  for (;;) {
    const { done, value } = await work.next();
    if (done === true) return { steps, ...value };
    steps.push(value);
  }
}

const found = await findings(all);

test("everything that was asked for is found, as a value and where it has one as a curve", () => {
  expect(Object.keys(found.metrics)).toEqual([
    ...["accuracy", "ece", "auc_msp/builtin", "auc_entropy/builtin", "auc_msp/noise", "auc_entropy/noise"],
    ...["fgsm", "pgd"],
  ]);
  const { reliability, outliers, robustness } = found.details!;
  expect(reliability).toHaveLength(10);
  expect(outliers!.map(({ score, set: name, images }) => [score, name, images])).toEqual([
    ...[
      ["msp", "builtin", 24],
      ["entropy", "builtin", 24],
    ],
    ...[
      ["msp", "noise", 17],
      ["entropy", "noise", 17],
    ],
  ]);
  expect(robustness!.map(({ attack, images, points }) => [attack, images, points.map(({ eps }) => eps)])).toEqual([
    ["fgsm", 30, [0, 2, 4, 8]],
    ["pgd", 30, [0, 2, 4, 8]],
  ]);
  expect(found.metrics.fgsm).toBe(robustness![0]!.points[2]!.accuracy);
  expect(isRunEvent({ kind: "tested", at: 1, which: "last", epoch: 1, ...found })).toBe(true);
});

test("an attack of strength 0 leaves the accuracy of the attacked images as it is", async () => {
  const { logits, labels } = await predict(session, set, normalisation, allIndices(30), batch);
  const right = labels.filter((label, row) => {
    const rowLogits = [...logits.subarray(10 * row, 10 * row + 10)];
    return rowLogits.indexOf(Math.max(...rowLogits)) === label;
  });
  for (const { points } of found.details!.robustness!) expect(points[0]!.accuracy).toBe(right.length / 30);
});

test("PGD raises the loss of a trained network at least as much as FGSM, and more strength raises it more", () => {
  const [fgsm, pgd] = found.details!.robustness!.map(({ points }) => points.map(({ loss }) => loss));
  expect(fgsm![1]).toBeGreaterThan(fgsm![0]!);
  for (const [index, loss] of pgd!.entries()) {
    expect(loss).toBeGreaterThanOrEqual(fgsm![index]!);
    if (index > 0) expect(loss).toBeGreaterThan(pgd![index - 1]!);
  }
});

test("progress counts every call to the network", () => {
  // 3 batches of test images, 2 each of outliers; 2 batches attacked: 1 + 3 calls by FGSM, 3 · (5 + 1) by PGD
  const total = 3 + 2 + 2 + 2 * (4 + 18);
  expect(found.steps).toEqual(Array.from({ length: total }, (_, call) => ({ done: call + 1, total })));
});

test("the same is found again, to the last bit", async () => {
  expect(await findings(all)).toEqual(found);
});

test("only what was asked for costs anything", async () => {
  const { steps, metrics, details } = await findings({ ...all, evaluate: ["accuracy", "ece_freetickets"] });
  expect(steps).toHaveLength(3);
  const { logits, labels } = await predict(session, set, normalisation, allIndices(40), batch);
  expect(metrics.ece_freetickets).toBe(expectedCalibrationError(logits, labels, 10, 14));
  expect(details).toBeUndefined();
});

test("images of another kind are put into the network's shape", async () => {
  const grey = convertImages(gaussianNoise({ shape: [1, 28, 28], count: 20, seed: 1 }), set.shape);
  const { metrics } = await findings({ ...all, evaluate: ["auc_msp"], outliers: [{ name: "mnist", images: grey }] });
  expect(Object.keys(metrics)).toEqual(["auc_msp/mnist"]);
});
