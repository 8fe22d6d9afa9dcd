import { expect, test } from "vitest";
import { planGraph } from "../../../src/core/experiment/plan";
import { rateAt } from "../../../src/core/training/schedule";
import { check, plansOf } from "./examples";

const text = "version: 1\nmodel: WideResNet50_2\ndata: { format: imagenet, path: ./pictures }\n";

test("an image folder's classes are counted and frozen in the plan, with the size of its images", () => {
  const [, plan] = plansOf(text);
  expect(plan!.data).toEqual({ format: "imagenet", path: "/home/pictures", size: 224, classes: 100 });
  const graph = planGraph(plan!);
  expect([graph.nodes[0]!.shape, graph.classes]).toEqual([[3, 224, 224], 100]);

  const [, small] = plansOf(text.replace("./pictures", "./pictures, size: 64, classes: 7"));
  expect(planGraph(small!).nodes[0]!.shape).toEqual([3, 64, 64]);
  expect(planGraph(small!).classes).toBe(7);
});

test("an image folder is trained by the recipe of the paper's code", () => {
  const { train } = plansOf(text)[1]!;
  expect(train).toMatchObject({
    ...{ epochs: 100, batch: 768, labelSmoothing: 0.1, validation: 0, augment: ["crop", "flip"] },
    optimizer: { lr: 0.4, momentum: 0.9, nesterov: false, weightDecay: 1e-4 },
  });
  const rates = [0, 4, 5, 29, 30, 59, 60, 79, 80, 99].map((epoch) => rateAt(train.schedule, 0.4, 100, epoch));
  // Warm-up by 0.4 · (e + 1) / 6 in epochs 0 to 4; a tenth from 30, from 60 and from 80 on.
  const expected = [0.4 / 6, 2 / 6, 0.4, 0.4, 0.04, 0.04, 0.004, 0.004, 0.0004, 0.0004];
  for (const [index, rate] of rates.entries()) expect(rate).toBeCloseTo(expected[index]!, 12);
});

test("what a file says goes before the recipe", () => {
  const { train } = plansOf(`${text}train: { epochs: 3, schedule: { kind: cosine, warmup: 0 } }`)[1]!;
  expect(train.schedule).toEqual({ kind: "cosine", warmup: 0 });
  expect(train.labelSmoothing).toBe(0.1);
});

test("an image folder needs its path, and one that is not there is said so", () => {
  check("version: 1\nmodel: resnet18\ndata: «imagenet»\n", [
    "data-needs-path: data: imagenet needs the folder of its files: write { format: imagenet, path: ./folder }.",
  ]);
  check("version: 1\nmodel: resnet18\ndata: «{ format: imagenet, path: ./missing }»\n", [
    "data-unusable: /home/missing does not exist.",
  ]);
});
