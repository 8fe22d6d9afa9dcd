import { expect, test } from "vitest";
import { readExperiment } from "../../../src/core/experiment/read";
import { check, checkInformation, machine } from "./examples";

const start = "version: 1\nmodel: cifar_resnet_8\n";

/** The cells of a file, each in the words of `tell`; problems that are no errors are left to other tests. */
function cells(rest: string, tell: (cell: ReturnType<typeof cellsOf>[number]) => unknown): unknown[] {
  return cellsOf(`version: 1\n${rest}`).map(tell);
}

function cellsOf(text: string) {
  const { cells: read, problems } = readExperiment(text, machine({ "./net.model.yaml": "layers: [dense: 10]" }));
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  return read.map(({ cell, graph }) => ({ ...cell, network: graph.name }));
}

test("a range is an axis of evenly spaced values", () => {
  const densities = (range: string) =>
    cells(`model: cifar_resnet_8\nprune: { density: ${range} }`, ({ prune }) => prune.density);
  expect(densities("{ from: 0.1, to: 0.3, step: 0.1 }")).toEqual([0.1, 0.2, 0.3]);
  expect(densities("{ from: 0.3, to: 0.15, step: 0.1 }")).toEqual([0.3, 0.2]);
  expect(densities("{ from: 0.1, to: 0.8, times: 2 }")).toEqual([0.1, 0.2, 0.4, 0.8]);
  expect(densities("{ from: 0.8, to: 0.1, times: 2 }")).toEqual([0.8, 0.4, 0.2, 0.1]);
  expect(densities("[0.05, { from: 0.1, to: 0.3, step: 0.1 }, 0.9]")).toEqual([0.05, 0.1, 0.2, 0.3, 0.9]);
});

test("a range of whole numbers goes by one, and stands for a list of numbers", () => {
  const widths = "model: { family: cifar_resnet, depth: 8, width: { from: 8, to: 64, times: 2 } }";
  expect(cells(widths, ({ network }) => network)).toEqual([
    "cifar_resnet_8_8",
    "cifar_resnet_8",
    "cifar_resnet_8_32",
    "cifar_resnet_8_64",
  ]);
  expect(cells("model: cifar_resnet_8\nseeds: { from: 1, to: 4 }", ({ seeds }) => seeds)).toEqual([[1, 2, 3, 4]]);
  expect(cells("model: cifar_resnet_8\nseeds: [7, { from: 1, to: 3 }]", ({ seeds }) => seeds)).toEqual([[7, 1, 2, 3]]);
});

test("a range that makes no values says why", () => {
  check(`${start}prune: { density: «{ from: 0.1, to: 0.3 }» }`, [
    "range-without-step: prune.density is a range without steps: give its step (a distance) or times (a ratio).",
  ]);
  check(`${start}seeds: «{ from: 1, to: 9, step: 1, times: 2 }»`, [
    "range-two-steps: seeds is a range with both step and times; give one of them.",
  ]);
  check(`${start}margin: «{ from: 0, to: 9, times: 2 }»`, [
    "range-times-sign: margin is a range by ratio, so from and to must both be greater than 0 or both be less.",
  ]);
  check(`${start}seeds: «{ from: 1, to: 1e9 }»`, [
    "range-too-long: seeds is a range of more than 10000 values; make its step larger or its ends nearer.",
  ]);
  check(`${start}prune: { density: «{ from: 0.5, to: 1.5, step: 0.5 }» }`, [
    "out-of-range: prune.density is 1.5, but must be greater than 0 and at most 1.",
  ]);
  check(`${start}prune: { density: { «from»: 0.5 } }`, ['missing-key: "to" is missing in prune.density; add it.']);
  check(`${start}prune: { density: { from: 0.5, to: «[1]», stap: 1 } }`.replace("stap", "«stap»"), [
    "expected-number: prune.density.to is [1], but must be a number.",
    'unknown-key: There is no key "stap" in prune.density. Known keys: from, to, step, times (did you mean "step"?).',
  ]);
});

test("what combine gives is laid over the rest of the file, each entry a grid of its own", () => {
  const file = `model: { family: cifar_resnet, depth: 8 }
prune: { scheme: [erk, uniform], density: 0.5 }
combine:
  - { model: { width: 8 }, train: { epochs: 2 } }
  - { model: { width: 16 }, train: { epochs: 4 }, prune: { scheme: erk } }`;
  expect(cells(file, ({ network, prune, train }) => [network, prune.scheme, prune.density, train.epochs])).toEqual([
    ["cifar_resnet_8_8", "erk", 0.5, 2],
    ["cifar_resnet_8_8", "uniform", 0.5, 2],
    ["cifar_resnet_8", "erk", 0.5, 4],
  ]);
});

test("what combine gives everywhere may be missing in the rest of the file", () => {
  expect(cells("combine: [{ model: vgg11 }, { model: cifar_resnet_8 }]", ({ network }) => network)).toEqual([
    "vgg11",
    "cifar_resnet_8",
  ]);
  check("version: 1\ncombine: [{ model: vgg11 }, «{ prune: { density: 0.5 } }»]", [
    'missing-key: "model" is missing; add it.',
  ]);
  check("version: 1\nmodel: { depth: 8 }\ncombine: [model: { family: cifar_resnet }, model: «{ width: 8 }»]", [
    'missing-key: "family" is missing in model; add it.',
  ]);
});

test("exclude takes away the points that agree with every value of an entry", () => {
  const grid = "model: { family: cifar_resnet, depth: [8, 14], width: [8, 16] }\nprune: { density: [0.5, 0.25] }\n";
  const left = (entry: string) =>
    cells(`${grid}exclude: [${entry}]`, ({ network, prune }) => `${network} ${prune.density}`);
  expect(left("{ model: { depth: 14 } }")).toEqual([
    "cifar_resnet_8_8 0.5",
    "cifar_resnet_8_8 0.25",
    "cifar_resnet_8 0.5",
    "cifar_resnet_8 0.25",
  ]);
  expect(left("{ model: cifar_resnet_14_8 }, { model: { depth: [8, 14] }, prune: { density: 0.25 } }")).toEqual([
    "cifar_resnet_8_8 0.5",
    "cifar_resnet_8 0.5",
    "cifar_resnet_14 0.5",
  ]);
  // What goes without saying agrees too: ERK on the built-in images.
  expect(left("{ prune: { scheme: erk, density: 0.5 }, data: builtin }")).toHaveLength(4);
});

test("a point that is left out has no problem", () => {
  const file = `${start}prune: { scheme: [erk, uniform], density: [0.5, 0.003] }\nseeds: [1, 2, 3]\n`;
  check(`${file}exclude: [prune: { scheme: uniform, density: 0.003 }]`, []);
});

test("an entry of exclude that takes nothing away is most likely a mistake", () => {
  const three = `${start}prune: { density: [0.5, 0.25, 0.1] }\nseeds: [1, 2, 3]\n`;
  check(`${three}exclude: [{ prune: { density: 0.5 } }, «{ prune: { density: 0.05 } }»]`, [
    "exclude-without-effect: No point of the grid agrees with all values given here, so nothing is left out; correct or remove it.",
  ]);
  check(`${three}exclude: [«{ model: cifar_resnet_8 }»]`, [
    "grid-empty: Every point of the grid is left out, so there is nothing to run; remove an entry of exclude.",
  ]);
});

test("keys of entries are held against the schema like those of the file", () => {
  check(`${start}combine: [{ «epochs»: 3 }]`, [
    'unknown-key: There is no key "epochs" in combine. Known keys: model, data, prune, train, evaluate, evaluation, scale, seeds, dense, margin, engine, requireGpu.',
  ]);
});

test("what combine cannot give must stand in the file", () => {
  check("«model»: vgg11\ncombine: [{ dense: true }]", ['missing-key: "version" is missing; add it.']);
  check(`${start}exclude: [{ prune: { density: { «from»: 0.1 } } }]`, [
    'missing-key: "to" is missing in exclude.prune.density; add it.',
  ]);
});

test("entries are no axis", () => {
  check(`${start}combine: [«[{ dense: true }]»]`, [
    "nested-list: combine has a list within a list here; a grid's axis is one list of single values.",
  ]);
});

test("a list of two is no list of one because one of them is faulty", () => {
  const { problems } = readExperiment(`${start}prune: { scheme: [erk, erkk] }`, machine());
  expect(problems.map(({ code }) => code)).toEqual(["unknown-value"]);
});

test("what lies below a list's last value is not marked with it", () => {
  checkInformation(
    "version: 1\nmodel: vgg11\nprune:\n  «- scheme: erk\n    density: 0.5» # half\n  # of all\n\ndense: true",
    ["axis-of-one: prune is a list of one value, which makes no axis; write the value alone."],
  );
});

test("a list of one value makes no axis", () => {
  checkInformation(`${start}prune: { density: «[0.5]» }`, [
    "axis-of-one: prune.density is a list of one value, which makes no axis; write the value alone.",
  ]);
  checkInformation(`${start}prune: { density: «{ from: 0.5, to: 0.6, step: 0.2 }» }`, [
    "axis-of-one: prune.density is a list of one value, which makes no axis; write the value alone.",
  ]);
  checkInformation(`${start}evaluate: [accuracy]\ntrain: { augment: [flip] }`, []);
});

test("networks that are compared need three seeds", () => {
  const message = (found: number) =>
    `few-seeds: Networks are compared here, but the number of seeds is ${found}; at least three tell a difference from chance: seeds: [1, 2, 3].`;
  checkInformation(`${start}seeds: «[1, 2]»`, [message(2)]);
  checkInformation(`${start}prune: { density: «[0.5, 0.25]» }`, [message(1)]);
  checkInformation(`${start}prune: { density: [0.5, 0.25] }\nseeds: [1, 2, 3]`, []);
  // One network beside its twin on the usual seed is a first look.
  checkInformation(start, []);
  checkInformation(`${start}seeds: [4]`, []);
});
