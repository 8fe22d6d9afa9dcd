import { expect, test } from "vitest";
import type { Lookup } from "../../../src/core/experiment/lookup";
import { readExperiment } from "../../../src/core/experiment/read";
import { check, exampleTexts, machine } from "./examples";

/** The lines every file needs, before those under test. */
const start = "version: 1\nmodel: cifar_resnet_8_8\n";

test("the examples have no problem", () => {
  for (const text of exampleTexts()) check(text, []);
});

test("two lines are an experiment", () => {
  check(start, []);
});

test("a key that does not exist names the nearest one", () => {
  check(`${start}prune: { «densty»: 0.1 }`, [
    'unknown-key: There is no key "densty" in prune. Known keys: scheme, density, sampling (did you mean "density"?).',
  ]);
  check(`${start}«zebra»: 1`, [
    'unknown-key: There is no key "zebra". Known keys: version, model, data, prune, train, evaluate, evaluation, scale, seeds, dense, margin, engine, requireGpu, combine, exclude.',
  ]);
});

test("a value that does not exist names the nearest one", () => {
  check(`${start}train: { augment: [crop, «flop»] }`, [
    'unknown-value: train.augment is "flop", but must be one of: crop, flip (did you mean "flip"?).',
  ]);
  check(`${start}data: { format: «cifar11», path: a }`, [
    'unknown-value: data.format is "cifar11", but must be one of: builtin, cifar10, cifar100, svhn, mnist, fashion_mnist, imagenet (did you mean "cifar10"?).',
  ]);
});

test("a scheme that does not exist names the nearest one, those that score weights among them", () => {
  check(`${start}prune: { scheme: «snip_ration» }`, [
    'unknown-value: prune.scheme is "snip_ration", but must be one of: dense, uniform, uniform_plus, uniform_plus_reference, er, erk, erk_plus, snip_ratio, grasp_ratio, snip, grasp, magnitude (did you mean "snip_ratio"?).',
  ]);
});

test("only schemes that draw positions may draw them by Bernoulli", () => {
  check(`${start}prune: { scheme: [erk, snip_ratio, snip], sampling: «bernoulli» }`, [
    "sampling-not-applicable: prune.sampling is bernoulli, but snip keeps the weights with the best scores and draws none; write sampling: exact.",
  ]);
});

test("every kind of value says what it must be", () => {
  check(`${start}train:\n  epochs: «many»\n  batch: «1.5»\n  validation: [0.1, «x»]`, [
    "expected-integer: train.epochs is many, but must be a whole number.",
    "expected-integer: train.batch is 1.5, but must be a whole number.",
    "expected-number: train.validation is x, but must be a number.",
  ]);
  check(`${start}dense: «yes»`, ["expected-boolean: dense is yes, but must be true or false."]);
  check(`${start}seeds: «3»`, ["expected-list: seeds is 3, but must be a list, as in [1]."]);
  check(`${start}prune: «erk»`, [
    "expected-mapping: prune is erk, but must be a mapping with the keys scheme, density, sampling.",
  ]);
  check("version: 1\nmodel: «20»", ["expected-text: model is 20, but must be a text."]);
});

test("a number out of its range says the range", () => {
  check(`${start}prune: { density: [0.5, «1.4»] }`, [
    "out-of-range: prune.density is 1.4, but must be greater than 0 and at most 1.",
  ]);
  check(`${start}train: { optimizer: { momentum: «1» } }`, [
    "out-of-range: train.optimizer.momentum is 1, but must be at least 0 and less than 1.",
  ]);
});

test("what is missing is asked for at the mapping's first key", () => {
  check("«version»: 1", ['missing-key: "model" is missing; add it.']);
  check("«model»: cifar_resnet_8", ['missing-key: "version" is missing; add it.']);
  check(`${start}data: { «format»: cifar10 }`, ['missing-key: "path" is missing in data; add it.']);
  check(`${start}data: { «path»: ./cifar }`, ['missing-key: "format" is missing in data; add it.']);
  check(`${start}data: «mnist»`, [
    "data-needs-path: data: mnist needs the folder of its files: write { format: mnist, path: ./folder }.",
  ]);
});

test("an empty value stands for a line not yet written", () => {
  check(`${start}train:\n  «epochs»:\n`, ["empty-value: train.epochs is empty; give it a value or remove it."]);
  check(`${start}seeds: «[]»`, ["empty-list: seeds is an empty list; give it at least one value."]);
  check(`${start}prune: { scheme: «[]» }`, ["empty-list: prune.scheme is an empty list; give it at least one value."]);
  check(`${start}train: { augment: [] }`, []);
});

test("a key given twice is marked where it is repeated", () => {
  check(`${start}prune: { density: 0.1, «density»: 0.2 }`, [
    'duplicate-key: "density" is given twice; remove one of the two.',
  ]);
});

test("a key of another kind says for which kind it has no meaning", () => {
  check(`${start}train: { schedule: { kind: cosine, «gamma»: 0.1 } }`, [
    'key-not-applicable: "gamma" has no meaning for train.schedule.kind: cosine; remove it. Keys that apply: kind, warmup.',
  ]);
  check(`${start}train: { schedule: { kind: [cosine, multistep], gamma: 0.1 } }`, []);
});

test("a file of another version is not judged further", () => {
  check("version: «2»\nfuture: true", [
    "version-unsupported: This file is of version 2, but this Sparse Explorer reads version 1; update Sparse Explorer.",
  ]);
  for (const version of ["0", "1.5", "one", "[1, 2]", "{ a: 1 }"]) {
    check(`version: «${version}»\npast: true`, [
      `version-unknown: There is no version ${version} of such a file; write version: 1.`,
    ]);
  }
  check("«version»:\nmodel: vgg11", ["empty-value: version is empty; give it a value or remove it."]);
  check("version: «*v»\nmodel: vgg11", [
    'alias-unknown: No value with the anchor "&v" ends above this alias; define one first, as in "&v 0.1".',
  ]);
});

test("what is no experiment says so", () => {
  const rest = 'an experiment file is a mapping that starts with "version: 1" and "model: …".';
  check("«»", [`not-an-experiment: This is empty, but ${rest}`]);
  check("«hello»", [`not-an-experiment: This is a text, but ${rest}`]);
  check("«- a»", [`not-an-experiment: This is a list, but ${rest}`]);
});

test("broken YAML is marked where the parser stops, and nothing else is judged", () => {
  check(`${start}prune: { density: 0.1\n«t»rain: 3`, [
    "yaml-syntax: This is not valid YAML: Flow map in block collection must be sufficiently indented and end with a }.",
  ]);
});

test("a tag that means nothing is a warning, and an unknown directive is no tag", () => {
  check("version: 1\nmodel: «!preset» vgg11", ["yaml-tag: Unresolved tag: !preset; remove the tag."]);
  check(`%SPARSE 1\n---\n${start}`, []);
});

test("nesting without end is refused before it is followed", () => {
  check(`${"[".repeat(63)}«[»${"[".repeat(100_000)}`, [
    "yaml-depth: Lists and mappings are nested more than 64 deep here; write them flatter.",
  ]);
});

test("aliases stand for their anchors, and a fault in one is marked where it is used", () => {
  check(`${start}prune: [&a { scheme: erk, density: 0.5 }, { <<: *a, scheme: uniform }]`, []);
  check(`${start}train: { labelSmoothing: &a 0.1, epochs: «*a» }`, [
    "expected-integer: train.epochs is *a, but must be a whole number.",
  ]);
  check(`${start}prune: { density: «*b» }`, [
    'alias-unknown: No value with the anchor "&b" ends above this alias; define one first, as in "&b 0.1".',
  ]);
  check(`${start}train: &t { optimizer: «*t» }`, [
    'alias-unknown: No value with the anchor "&t" ends above this alias; define one first, as in "&t 0.1".',
  ]);
});

test("aliases that multiply are stopped", () => {
  // Each use of the anchor is a mapping, a list and 998 densities: the hundredth makes 100,000 with the four around it.
  const densities = Array.from({ length: 998 }, () => "0.1").join(", ");
  const { problems } = readExperiment(
    `${start}prune: [&a { density: [${densities}] }${", *a".repeat(200)}]`,
    machine(),
  );
  expect(problems.map(({ code }) => code)).toEqual(["alias-too-large"]);
});

test("merges that multiply take no longer than merges that do not", () => {
  // Followed one by one, they would be 2^40.
  const merges = Array.from({ length: 40 }, (_, index) => `- &a${index + 1} { <<: [*a${index}, *a${index}] }`);
  check(`${start}prune:\n- &a0 { density: 0.1, «densty»: 0.2 }\n${merges.join("\n")}`, [
    expect.stringMatching("did you mean"),
  ]);
});

test("a preset that does not exist says what is wrong with its name", () => {
  check("version: 1\nmodel: «cifar_resnet_21»", [
    "model-depth: cifar_resnet_21 has depth 21, but a cifar_resnet's depth must be 6n + 2; the nearest is 20.",
  ]);
  check("version: 1\nmodel: «{ family: vgg, depth: 12 }»", [
    'model-unknown: No model is called "vgg12" (did you mean "vgg11"?).',
  ]);
});

test("a density that cannot be had names the least that can", () => {
  // The smallest tensor, the 1×1 shortcut of 16·8 weights, keeps one of them from 1/128 = 0.0078125 on.
  check(`${start}prune: { scheme: [erk, uniform], density: [0.1, «0.005»] }`, [
    "density-infeasible: uniform cannot keep 0.005 of the weights of cifar_resnet_8_8: the least feasible density is 0.007813.",
  ]);
});

test("a network too deep for its images says so", () => {
  check("version: 1\nmodel: «vgg11»\ndata: { format: mnist, path: ./mnist }", [
    "model-unfit: The images of MNIST do not fit this model. The input of 1×28×28 is too small for vgg11; use a larger one.",
  ]);
});

test("a folder without the data is marked with what the reader of data says", () => {
  check(`${start}data: «{ format: cifar10, path: ./missing }»`, ["data-unusable: /home/missing does not exist."]);
});

test("a warm-up must end before training does", () => {
  check(`${start}train: { epochs: 5, schedule: { warmup: [1, «5»] } }`, [
    "warmup-too-long: train.schedule.warmup is 5 epochs, but must be less than train.epochs, which is 5.",
  ]);
});

test("a grid too large for anyone is refused before it is laid out", () => {
  const many = Array.from({ length: 200 }, (_, index) => index + 1).join(", ");
  check(`${start}train: { epochs: «[${many}]» }\nprune: { density: [${many.replaceAll(/\d+/g, "1")}] }`, [
    "grid-too-large: This grid has 40000 runs, but at most 10000 fit one file; split it or shorten a list.",
  ]);
  const seeds = Array.from({ length: 5001 }, (_, index) => index).join(", ");
  check(`${start}prune: { density: [0.1, 0.2] }\nseeds: «[${seeds}]»`, [
    "grid-too-large: This grid has 10002 runs, but at most 10000 fit one file; split it or shorten a list.",
  ]);
});

test("a model file is looked up beside the experiment, and its first fault is told at the model", () => {
  const file = (text: string) => machine({ "./net.model.yaml": text });
  check("version: 1\nmodel: «./other.model.yaml»", [
    'model-file-missing: There is no model file "./other.model.yaml" here; a model is such a file or a preset\'s name.',
  ]);
  check("version: 1\nmodel: «./net.yaml»", [
    'model-file-kind: "./net.yaml" is no model file: its name must end in .model.yaml, .model.yml or .json.',
  ]);
  check(
    "version: 1\nmodel: «./net.model.yaml»",
    [
      "model-file-problem: ./net.model.yaml:3:1: This is not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ].",
    ],
    file("a: 1\nb: [1\n"),
  );
});

const smallModel = "version: 1\ninput: [3, 32, 32]\nlayers:\n  - globalAvgPool\n  - dense: { out: 10 }\n";

test("a model file must fit the data", () => {
  const files = machine({ "./net.model.yaml": smallModel });
  check("version: 1\nmodel: ./net.model.yaml", [], files);
  check(
    "version: 1\nmodel: «./net.model.yaml»\ndata: { format: cifar100, path: ./cifar }",
    ["model-file-problem: ./net.model.yaml:5:5: The model gives 10 classes, but the data has 100."],
    files,
  );
  check(
    "version: 1\nmodel: «./net.model.yaml»\ndata: [builtin, { format: mnist, path: ./mnist }]",
    ["model-file-problem: ./net.model.yaml:2:8: The model takes images of 3×32×32, but the data's are 1×28×28."],
    files,
  );
});

test("one mistake does not hide another, but nothing is said of what rests on it", () => {
  check(`${start}train: { «epoch»: 3 }\nprune: { scheme: uniform, density: «0.005» }`, [
    'unknown-key: There is no key "epoch" in train. Known keys: epochs, batch, optimizer, schedule, augment, validation, labelSmoothing (did you mean "epochs"?).',
    "density-infeasible: uniform cannot keep 0.005 of the weights of cifar_resnet_8_8: the least feasible density is 0.007813.",
  ]);
  // The scheme decides what density can be had, and a key without a name may be any section.
  check(`${start}prune: { scheme: «uniforn», density: 0.005 }`, [
    expect.stringMatching(/^unknown-value: .*did you mean "uniform"/),
  ]);
  check(`${start}«prun»: { scheme: uniform }\nprune: { density: 0.0001 }`, [
    expect.stringMatching(/^unknown-key: .*did you mean "prune"/),
  ]);
});

test("of what cannot be found out from here, nothing is said", () => {
  const nowhere: Lookup = { ...machine(), readText: () => "unknown", classCount: () => "unknown" };
  for (const rest of ["model: ./net.model.yaml", "model: resnet18\ndata: { format: imagenet, path: ./pictures }"]) {
    const { experiment, problems } = readExperiment(`version: 1\n${rest}`, nowhere);
    expect([experiment, problems]).toEqual([undefined, []]);
  }
});
