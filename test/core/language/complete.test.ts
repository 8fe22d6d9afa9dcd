import { readFileSync } from "node:fs";
import * as Type from "typebox";
import type { TSchema } from "typebox";
import * as Value from "typebox/value";
import { expect, test } from "vitest";
import { complete as fillIn } from "../../../src/core/experiment/complete";
import { readExperiment } from "../../../src/core/experiment/read";
import { fileSchema } from "../../../src/core/experiment/schema";
import { examples } from "../../../src/core/language/examples";
import { readModel } from "../../../src/core/model/read";
import { layerKinds, modelSchema } from "../../../src/core/model/schema";
import { schemeIds } from "../../../src/core/sparsity/schemes";
import { machine } from "../experiment/examples";
import { accept, accepted, complete, completionsAt } from "./completing";

const start = "version: 1\nmodel: cifar_resnet_8\n";
const top = [
  "model",
  "data",
  "prune",
  "train",
  "evaluate",
  "evaluation",
  "scale",
  "seeds",
  "dense",
  "margin",
  "engine",
  "requireGpu",
];

test("an empty file may begin with any key, or with a whole experiment", () => {
  complete("▮", ["version", ...top, "combine", "exclude", "experiment: twin", "…"]);
  complete("# a comment\n▮", ["version", "model", "…"]);
  accept("▮", "version", "version: 1▮");
});

test("whole files have no problem", () => {
  for (const kind of ["experiment", "model"] as const) {
    const templates = completionsAt("▮", kind).filter((completion) => completion.kind === "template");
    expect(templates.length).toBeGreaterThan(1);
    for (const template of templates) {
      const text = accepted("", template).replace("▮", "");
      const { problems } = kind === "model" ? readModel("a.model.yaml", text) : readExperiment(text, machine());
      expect(problems, template.label).toEqual([]);
    }
  }
});

test("indentation decides which mapping a key belongs to", () => {
  complete(`${start}train:\n  epochs: 3\n  ▮`, [
    "batch",
    "optimizer",
    "schedule",
    "augment",
    "validation",
    "labelSmoothing",
  ]);
  complete(`${start}train:\n  optimizer:\n    lr: 0.1\n    ▮\n  batch: 3`, [
    "kind",
    "momentum",
    "nesterov",
    "weightDecay",
  ]);
  complete(`${start}train:\n  optimizer:\n    lr: 0.1\n  ▮\n  batch: 3`, ["epochs", "schedule", "…"]);
  complete(`${start}train:\n  epochs: 3\n▮`, ["data", "prune", "evaluate", "…"]);
});

test("a key opens what its value needs, in the manner of what is around it", () => {
  accept(`${start}pru▮`, "prune", `${start}prune:\n  ▮`);
  accept(`${start}train:\n  ▮`, "optimizer", `${start}train:\n  optimizer:\n    ▮`);
  accept(`${start}train: { ▮ }`, "optimizer", `${start}train: { optimizer: { ▮ } }`);
  accept(`${start}▮`, "seeds", `${start}seeds: [▮]`);
  accept(`${start}prune: { sch▮ }`, "scheme", `${start}prune: { scheme: ▮ }`);
  accept(`${start}prune: ▮`, "scheme", `${start}prune: { scheme: ▮ }`);
  accept(`${start}prune: { sch▮: erk }`, "scheme", `${start}prune: { scheme▮: erk }`);
});

test("a key before other lines takes none of them in", () => {
  accept("prune:\n  sch▮\n  density: 0.1", "scheme", "prune:\n  scheme: ▮\n  density: 0.1");
  accept("prune: {\n  ▮\n  scheme: erk\n}", "density", "prune: {\n  density: ▮,\n  scheme: erk\n}");
  accept("prune: { ▮ scheme: erk }", "density", "prune: { density: ▮, scheme: erk }");
});

test("a key at a wrong indentation is put right", () => {
  accept("train:\n  epochs: 3\n ▮", "prune", "train:\n  epochs: 3\nprune:\n  ▮");
  accept("prune:\n\t▮", "scheme", "prune:\n  scheme: ▮");
  accept("prune:\n\tscheme: erk\n\t▮", "density", "prune:\n\tscheme: erk\n\tdensity: ▮");
});

test("keys that are there, written or merged, are not offered again", () => {
  complete("prune: [&p { scheme: erk }, { <<: *p, ▮ }]", ["density", "sampling"]);
  complete("prune: { scheme: erk, den▮sity: 0.1 }", ["density", "sampling"]);
});

test("what a mapping says of its kind decides on its keys", () => {
  complete("data: { format: cifar10, ▮ }", ["path", "limit"]);
  complete("data:\n  ▮\n  format: imagenet", ["path", "size", "classes", "limit"]);
  complete("train: { schedule: { kind: cosine, ▮ } }", ["warmup"]);
  complete("train: { schedule: { kind: [cosine, multistep], ▮ } }", ["at", "gamma", "warmup"]);
});

test("keys that must be there come first, and say so", () => {
  const [first, second] = completionsAt("data: { ▮ }");
  expect([first?.label, first?.detail, second?.label]).toEqual(["format", "must be given", "path"]);
});

test("a key says what holds without it, by the usual recipe for the data", () => {
  const detail = (marked: string, label: string) => completionsAt(marked).find((each) => each.label === label)?.detail;
  expect(detail(`${start}train: { ▮ }`, "epochs")).toBe("6 where left out");
  expect(detail(`${start}data: { format: cifar10, path: ./c }\ntrain: { ▮ }`, "epochs")).toBe("160 where left out");
  const axis = `${start}data: [builtin, { format: svhn, path: ./s }]\ntrain: { ▮ }`;
  expect(detail(axis, "augment")).toBe("[] for Built-in shapes, [crop] for SVHN");
});

test("completion offers the schemes, each with its rule and source", () => {
  complete("prune:\n  scheme: ▮", [...schemeIds, "[…]"]);
  complete(
    "prune: { scheme: [erk, ▮",
    schemeIds.filter((id) => id !== "erk"),
  );
  const erk = completionsAt("prune:\n  scheme:▮").find(({ label }) => label === "erk");
  expect(erk).toMatchObject({ insert: " erk", detail: "ERK" });
  expect(erk?.documentation).toContain("Source: Evci et al. 2020, arXiv 1911.11134");
});

test("completion offers the metrics, alone or as a list", () => {
  complete("evaluate: [accuracy, ▮]", ["nll", "brier", "ece", "…"]);
  accept("evaluate: ▮", "brier", "evaluate: [brier▮]");
  accept("evaluate:\n  ▮", "brier", "evaluate:\n  - brier▮");
  accept("evaluate:\n  - accuracy\n  ▮", "nll", "evaluate:\n  - accuracy\n  - nll▮");
  accept("evaluate:\n  -▮", "nll", "evaluate:\n  - nll▮");
  complete("evaluate: ▮", ["[accuracy, nll, ece]", "accuracy", "…"]);
  complete("evaluate: [[accuracy], ▮]", ["[accuracy, nll, ece]", "accuracy", "…"]);
  const nll = completionsAt("evaluate: [▮]").find(({ label }) => label === "nll");
  expect(nll?.documentation).toContain("From 0 to ∞ nats; lower is better.");
});

test("densities say what they keep, and end with the least that can be had", () => {
  const offered = completionsAt(`${start}prune: { scheme: uniform, density: ▮ }`);
  // 432 + 4608 + (4608 + 9216 + 512) + (18432 + 36864 + 2048) + 640 = 77,360 weights.
  expect(offered.find(({ label }) => label === "0.1")?.detail).toBe("keeps 7,736 of 77,360 weights");
  // The smallest tensor, the first of 432 weights, keeps one of them from 1/432 = 0.0023148… on.
  expect(offered.find(({ detail }) => detail?.includes("least feasible"))).toMatchObject({ label: "0.002315" });
  // An axis of them all.
  expect(offered.map(({ label }) => label)).toContain("[0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]");
});

test("every value to choose from fits the keys it is for", () => {
  const places = [...placesIn(fileSchema), ...placesIn(modelSchema), ...placesIn(Type.Object(layerKinds))];
  for (const [name, values] of Object.entries(examples)) {
    const schemas = places.filter(([place]) => place === name).map(([, schema]) => schema);
    for (const value of values) {
      const filled = schemas.filter((schema) => Value.Check(schema, fillIn(schema, value)));
      expect([name, value, filled.length]).toEqual([name, value, Math.max(1, schemas.length)]);
    }
  }
});

test("numbers begin with the usual one", () => {
  complete(`${start}data: { format: imagenet, path: ./i }\ntrain: { batch: ▮ }`, [
    "768",
    "32",
    "64",
    "128",
    "256",
    "…",
  ]);
  complete(`${start}data: { format: imagenet, path: ./i, classes: ▮ }`, ["100", "…"]);
  complete("dense: ▮", ["true", "false", "[…]"]);
});

test("a range stands where numbers do, and has keys of its own", () => {
  accept("prune: { density: ▮ }", "{ from, to, step }", "prune: { density: { from: ▮, to: , step:  } }");
  accept("seeds: ▮", "{ from, to, times }", "seeds: { from: ▮, to: , times:  }");
  complete("prune: { density: { from: 0.1, ▮ } }", ["to", "step", "times"]);
  complete("prune: { density: { from: ▮ } }", ["0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1"]);
});

test("models are files of the workspace, built-in networks, or families", () => {
  complete(`${start.slice(0, -1)}▮`, ["./net.model.yaml", "cifar_resnet_8", "cifar_resnet_14", "cifar_resnet_20", "…"]);
  complete("model: cifar_resnet_20_▮", [
    "./net.model.yaml",
    "cifar_resnet_20_4",
    "cifar_resnet_20_8",
    "cifar_resnet_20_32",
    "…",
  ]);
  complete("model: { family: vgg, depth: ▮ }", ["11", "13", "16", "19", "…"]);
  complete("model: { family: cifar_resnet, depth: ▮ }", ["8", "14", "20", "26", "…"]);
  accept("model: ./n▮", "./net.model.yaml", "model: ./net.model.yaml▮");
  const mnist = completionsAt("model: ▮\ndata: { format: mnist, path: ./mnist }").map(({ label }) => label);
  expect([mnist.includes("cifar_resnet_20"), mnist.includes("vgg11")]).toEqual([true, false]);
});

test("data in files come with their folder", () => {
  accept("data: ▮", "builtin", "data: builtin▮");
  accept("data: ▮", "svhn", "data: { format: svhn, path: ▮./svhn }");
  accept("data:\n  ▮", "svhn", "data:\n  format: svhn\n  path: ▮./svhn");
  complete("data: { format: svhn, path: ▮ }", ["./data", "./other data", "./svhn", "[…]"]);
  complete("data: { format: svhn, path: ./da▮ }", ["./data", "./svhn", "[…]"]);
  accept("data: { format: svhn, path: ▮ }", "./other data", 'data: { format: svhn, path: "./other data"▮ }');
  complete("evaluation: { outliers: { mnist: ▮ } }", ["./data", "./other data", "./mnist", "[…]"]);
});

test("texts in quotation marks stay in them", () => {
  accept('prune: { scheme: "er▮" }', "erk", 'prune: { scheme: "erk"▮ }');
  accept("prune: { scheme: 'er▮' }", "erk", "prune: { scheme: 'erk'▮ }");
  accept('prune: { scheme: "er▮, density: 0.1 }', "erk", 'prune: { scheme: "erk"▮, density: 0.1 }');
  accept('prune: { "sch▮" }', "scheme", 'prune: { "scheme": ▮ }');
  expect(completionsAt('model: "▮"')[0]?.filter).toBe('"./net.model.yaml');
});

test("a file written as JSON stays JSON", () => {
  accept('{\n  "version": 1,\n  ▮\n}', "prune", '{\n  "version": 1,\n  "prune": { ▮ }\n}');
  accept('{\n  "version": 1,\n  "mod▮\n}', "model", '{\n  "version": 1,\n  "model": ▮\n}');
  accept(
    '{ "version": 1, "evaluate": ▮ }',
    "[accuracy, nll, ece]",
    '{ "version": 1, "evaluate": ["accuracy", "nll", "ece"]▮ }',
  );
  accept('{ "version": 1, "data": ▮ }', "svhn", '{ "version": 1, "data": { "format": "svhn", "path": ▮"./svhn" } }');
});

test("an alias is one of the anchors above, and merging takes mappings only", () => {
  const anchors = "train: { validation: &v 0.1, optimizer: &o { lr: 0.2 } }\nprune: &p { density: ";
  complete(`${anchors}*▮ }`, ["*v", "*o"]);
  complete(`${anchors}0.1, <<: ▮ }`, ["*o"]);
  accept(
    "a: &o { lr: 0.2 }\ntrain: { optimizer: { ▮ } }",
    "<<: *o",
    "a: &o { lr: 0.2 }\ntrain: { optimizer: { <<: *o▮ } }",
  );
});

test("within combine and exclude everything is as at the top, but nothing has to be there", () => {
  complete(`${start}combine:\n  - ▮`, top);
  complete(`${start}combine:\n  ▮`, top);
  complete(`${start}exclude:\n  - model: cifar_resnet_8\n    ▮`, top.slice(1));
  complete(`${start}exclude: [{ prune: { scheme: ▮ } }]`, [...schemeIds, "[…]"]);
  accept(`${start}combine:\n  - ▮`, "prune", `${start}combine:\n  - prune:\n      ▮`);
  expect(completionsAt(`${start}combine: [{ ▮ }]`)[0]?.detail).toBeUndefined();
});

test("nothing is offered where nothing can stand", () => {
  for (const marked of [
    "# a comment ▮",
    `${start}prune: { scheme: erk } # why ▮`,
    `${start}prune: ▮\n  scheme: erk`,
    "prune: { scheme: erk ▮ }",
    "model: |\n  ▮",
    "prune: &▮",
    "version: 1\n---\n▮",
    "version: 1\nmodel: x\n    ▮",
    "zebra: ▮",
    'prune: { density: "0.▮1 of all weights',
    // The parser takes the key of the next line for one beside c.
    "model:   b, c: 1\n▮prune: 1",
  ])
    complete(marked, []);
});

test("line ends, tabs and marks of documents change nothing", () => {
  complete("prune:\r\n  ▮\r\ntrain:\r\n", ["scheme", "density", "sampling", "[…]"]);
  accept("version: 1\r\n▮", "prune", "version: 1\r\nprune:\r\n  ▮");
  accept("\uFEFFversion: 1\n▮", "model", "\uFEFFversion: 1\nmodel: ▮");
  complete("--- # begins here\nprune:\n  ▮", ["scheme", "density", "sampling", "[…]"]);
  complete("prune:\t{ scheme: ▮ }", [...schemeIds, "[…]"]);
});

test("a model file offers layers with the settings they need", () => {
  const layers = [
    "conv",
    "maxPool",
    "avgPool",
    "dense",
    "dropout",
    "residual",
    "batchNorm",
    "relu",
    "globalAvgPool",
    "flatten",
  ];
  const sorted = (marked: string) =>
    completionsAt(marked, "model")
      .map(({ label }) => label)
      .sort();
  expect(sorted("layers:\n  - ▮")).toEqual([...layers].sort());
  expect(sorted("layers:\n  - relu\n  ▮")).toEqual([...layers].sort());
  accept("layers:\n  - ▮", "conv", "layers:\n  - conv: { out: ▮16, kernel: 3 }", "model");
  accept("layers:\n  - ▮", "residual", "layers:\n  - residual:\n      body:\n        - ▮", "model");
  accept("layers: [▮]", "maxPool", "layers: [{ maxPool: { kernel: ▮2 } }]", "model");
  complete("layers:\n  - conv: { out: 16, ▮ }", ["kernel", "name", "stride", "padding", "bias"], "model");
  complete("layers:\n  - conv: { padding: ▮ }", ["same", "valid"], "model");
  complete("layers:\n  - dense: { out: ▮ }", ["classes"], "model");
  complete("layers:\n  - conv: { out: 3 }\n    ▮", [], "model");
  complete("▮", ["version", "layers", "name", "input", "model: plain", "model: residual"], "model");
});

test("the example of a model file completes at every line as a list of layers", () => {
  const text = readFileSync("examples/small.model.yaml", "utf8").split("layers:\n")[1]!;
  expect(text.length).toBeGreaterThan(100);
  complete(`layers:\n${text}  - ▮`, ["conv", "…"], "model");
});

/** Every key, after the one above it and the one above it: "prune.density". */
function placesIn(schema: TSchema, above?: string): [string, TSchema][] {
  if (Type.IsUnion(schema)) return schema.anyOf.flatMap((form) => placesIn(form, above));
  if (!Type.IsObject(schema)) return [];
  return Object.entries<TSchema>(schema.properties).flatMap(([key, value]): [string, TSchema][] => [
    [above === undefined ? key : `${above}.${key}`, value],
    ...placesIn(value, key),
  ]);
}
