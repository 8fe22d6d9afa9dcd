import { expect, test } from "vitest";
import { planTitle } from "../../../src/core/experiment/plans";
import { machine, plansOf } from "./examples";

function titles(text: string): string[] {
  return plansOf(`version: 1\n${text}`).map((plan) => planTitle(plan));
}

test("a file of two lines trains a tenth of the weights, and the dense twin first", () => {
  expect(titles("model: cifar_resnet_20")).toEqual([
    "cifar_resnet_20 · dense · seed 1",
    "cifar_resnet_20 · erk 0.1 · seed 1",
  ]);
});

test("lists are axes: what stands further down varies faster, and seeds run one after another", () => {
  expect(
    titles("model: { family: cifar_resnet, depth: 8, width: [4, 16] }\nprune: { density: [0.1, 0.2] }\nseeds: [1, 2]"),
  ).toEqual([
    ...[
      "cifar_resnet_8_4 · dense · seed 1",
      "cifar_resnet_8_4 · erk 0.1 · seed 1",
      "cifar_resnet_8_4 · erk 0.2 · seed 1",
    ],
    ...[
      "cifar_resnet_8_4 · dense · seed 2",
      "cifar_resnet_8_4 · erk 0.1 · seed 2",
      "cifar_resnet_8_4 · erk 0.2 · seed 2",
    ],
    ...["cifar_resnet_8 · dense · seed 1", "cifar_resnet_8 · erk 0.1 · seed 1", "cifar_resnet_8 · erk 0.2 · seed 1"],
    ...["cifar_resnet_8 · dense · seed 2", "cifar_resnet_8 · erk 0.1 · seed 2", "cifar_resnet_8 · erk 0.2 · seed 2"],
  ]);
});

test("mappings and models can be axes too", () => {
  expect(
    titles(
      "model: [cifar_resnet_8, vgg11]\nprune: [{ density: 0.1 }, { scheme: er, sampling: bernoulli }]\ndense: false",
    ),
  ).toEqual([
    "cifar_resnet_8 · erk 0.1 · seed 1",
    "cifar_resnet_8 · er 0.1 bernoulli · seed 1",
    "vgg11 · erk 0.1 · seed 1",
    "vgg11 · er 0.1 bernoulli · seed 1",
  ]);
});

test("a list by nature is an axis where it is a list of lists", () => {
  const plans = plansOf("version: 1\nmodel: vgg11\ntrain: { augment: [[], [crop, flip]] }\ndense: false");
  expect(plans.map(({ train }) => train.augment)).toEqual([[], ["crop", "flip"]]);
  expect(titles("model: vgg11\nseeds: [[1, 2], [2, 3]]\ndense: false")).toEqual([
    "vgg11 · erk 0.1 · seed 1",
    "vgg11 · erk 0.1 · seed 2",
    "vgg11 · erk 0.1 · seed 3",
  ]);
});

test("one dense twin serves all schemes and densities, and a cell that keeps everything is the twin", () => {
  expect(titles("model: vgg11\nprune: { scheme: [dense, erk, uniform], density: [0.5, 1] }")).toEqual([
    "vgg11 · dense · seed 1",
    "vgg11 · erk 0.5 · seed 1",
    "vgg11 · uniform 0.5 · seed 1",
  ]);
});

test("another way of training has a dense twin of its own", () => {
  const plans = plansOf("version: 1\nmodel: vgg11\ntrain: { epochs: [1, 2] }");
  expect(plans.map(({ train, prune }) => `${train.epochs} ${prune.scheme}`)).toEqual([
    "1 dense",
    "1 erk",
    "2 dense",
    "2 erk",
  ]);
});

test("the same point written twice is one run", () => {
  expect(
    titles("model: [cifar_resnet_8, cifar_resnet_8_16]\nprune: { density: [0.1, 0.10] }\nseeds: [1, 1]"),
  ).toHaveLength(2);
});

test("what a file leaves out follows the recipe of its data", () => {
  const [plan] = plansOf(
    "version: 1\nmodel: vgg11\ndata: { format: cifar10, path: ./cifar }\ntrain: { optimizer: { lr: 0.2 } }",
  );
  expect(plan!.data).toEqual({ format: "cifar10", path: "/home/cifar" });
  expect(plan!.train).toEqual({
    epochs: 160,
    batch: 128,
    optimizer: { kind: "sgd", lr: 0.2, momentum: 0.9, nesterov: true, weightDecay: 5e-4 },
    schedule: { kind: "multistep", at: [0.5, 0.75], gamma: 0.1, warmup: 0 },
    augment: ["crop", "flip"],
    validation: 0.1,
    labelSmoothing: 0,
  });
  const [builtin] = plansOf("version: 1\nmodel: vgg11");
  expect(builtin!.data).toEqual({ format: "builtin", seed: 1, train: 4000, test: 2000 });
  expect(builtin!.train.schedule).toEqual({ kind: "cosine", warmup: 0 });
});

test("a schedule of another kind than the recipe's brings its own settings only", () => {
  const schedules = plansOf(
    "version: 1\nmodel: vgg11\ntrain: { schedule: { kind: [cosine, multistep], gamma: 0.2 } }\ndense: false",
  );
  expect(schedules.map(({ train }) => train.schedule)).toEqual([
    { kind: "cosine", warmup: 0 },
    { kind: "multistep", at: [0.5, 0.75], gamma: 0.2, warmup: 0 },
  ]);
});

test("a model file is frozen as its graph", () => {
  const lookup = machine({ "./net.model.yaml": "version: 1\nlayers:\n  - globalAvgPool\n  - dense: { out: 10 }\n" });
  const [plan] = plansOf("version: 1\nmodel: ./net.model.yaml\nprune: { density: 0.5 }\ndense: false", lookup);
  expect(planTitle(plan!)).toBe("net · erk 0.5 · seed 1");
  expect(plan!.model).toMatchObject({ file: "/home/net.model.yaml", graph: { classes: 10 } });
});
