import { expect, test } from "vitest";
import { check, checkModel, checkNone, checkWhole, fixed, start } from "./fixing";

test("unknown-key: the nearest key, unless it is there", () => {
  check("unknown-key", "prune: { «densty»: 0.1 }", "Change to density", "prune: { density: 0.1 }");
  check("unknown-key", 'prune: { «"densty"»: 0.1 }', "Change to density", 'prune: { "density": 0.1 }');
  checkNone("unknown-key", "prune: { density: 0.1, «densty»: 0.2 }");
  checkNone("unknown-key", "«zebra»: 1");
  checkModel(
    "unknown-key",
    "version: 1\nlayers: [dense: { «ot»: 10 }]",
    "Change to out",
    "version: 1\nlayers: [dense: { out: 10 }]",
  );
});

test("unknown-value: the nearest value, in its quotes", () => {
  check("unknown-value", "prune:\n  scheme: «erkk» # why", "Change to erk", "prune:\n  scheme: erk # why");
  check("unknown-value", "evaluate: [ece, «'accurcy'»]", "Change to accuracy", "evaluate: [ece, 'accuracy']");
  checkNone("unknown-value", "prune: { scheme: «zebra» }");
  checkNone("unknown-value", "x: &a erkk\nprune: { scheme: «*a» }");
});

test("density-infeasible: the least that is feasible, in a list only of that item", () => {
  check(
    "density-infeasible",
    "prune: { scheme: uniform, density: [0.1, «0.005»] }",
    "Change to 0.007813",
    "prune: { scheme: uniform, density: [0.1, 0.007813] }",
  );
  // The larger of two floors serves both schemes.
  const both = fixed("density-infeasible", `${start}prune: { scheme: [uniform, uniform_plus], density: «0.0001» }`);
  expect(Object.values(both)[0]).toMatch(/density: 0\.(?!007813)\d+ \}$/);
});

test("density-infeasible: a density, where none is written and the usual one is too low", () => {
  // A tensor of three weights keeps one of them from a third on.
  checkWhole(
    "density-infeasible",
    "version: 1\nmodel: ./tiny.model.yaml\nprune: «{ scheme: uniform }»",
    "Add density: 0.3334",
    "version: 1\nmodel: ./tiny.model.yaml\nprune: { scheme: uniform, density: 0.3334 }",
  );
  checkWhole(
    "density-infeasible",
    "«version: 1\nmodel: ./tiny.model.yaml»\n",
    "Add prune: { density: 0.218 }",
    "version: 1\nmodel: ./tiny.model.yaml\nprune: { density: 0.218 }\n",
  );
});

test("duplicate-key: the second goes, with its line or its comma", () => {
  check("duplicate-key", "prune: { density: 0.1, «density»: 0.2 }", "Remove density", "prune: { density: 0.1 }");
  check(
    "duplicate-key",
    "prune: { density: 0.1, «density»: 0.2, scheme: er }",
    "Remove density",
    "prune: { density: 0.1, scheme: er }",
  );
  check(
    "duplicate-key",
    "prune:\n  density: 0.1\n  «density»:\n    - 0.2 # more\n  scheme: er\n",
    "Remove density",
    "prune:\n  density: 0.1\n  scheme: er\n",
  );
  check(
    "duplicate-key",
    "prune: {\r\n  density: 0.1,\r\n  «density»: 0.2,\r\n  scheme: er\r\n}",
    "Remove density",
    "prune: {\r\n  density: 0.1,\r\n  scheme: er\r\n}",
  );
  check(
    "duplicate-key",
    "dense: true\r\n«dense»: false # off\r\nseeds: [1]",
    "Remove dense",
    "dense: true\r\nseeds: [1]",
  );
});

test("duplicate-key: not where another value needs its anchor", () => {
  checkNone("duplicate-key", "prune: { density: 0.1, «density»: &a 0.2 }\nmargin: *a");
});

test("missing-key: what to start with", () => {
  checkWhole("missing-key", "«model»: vgg11\nseeds: [1]\n", "Add version: 1", "version: 1\nmodel: vgg11\nseeds: [1]\n");
  checkWhole(
    "missing-key",
    "# top\n«version»: 1 # one\nseeds: [1]",
    "Add model: cifar_resnet_20",
    "# top\nversion: 1 # one\nmodel: cifar_resnet_20\nseeds: [1]",
  );
  checkWhole(
    "missing-key",
    '{ «"version"»: 1 }',
    "Add model: cifar_resnet_20",
    '{ "version": 1, "model": "cifar_resnet_20" }',
  );
  check(
    "missing-key",
    "data: { «format»: cifar10, limit: 10 }",
    "Add path: ./folder",
    "data: { format: cifar10, path: ./folder, limit: 10 }",
  );
  check(
    "missing-key",
    "data:\n  - builtin\n  - «format»: mnist\n",
    "Add path: ./folder",
    "data:\n  - builtin\n  - format: mnist\n    path: ./folder\n",
  );
  checkNone("missing-key", "data: { «path»: ./cifar }");
  checkModel(
    "missing-key",
    "«l»ayers: [dense: { out: 10 }]",
    "Add version: 1",
    "version: 1\nlayers: [dense: { out: 10 }]",
  );
});

test("version-unknown: the version there is", () => {
  checkWhole("version-unknown", "version: «0.9»\nmodel: vgg11", "Change to 1", "version: 1\nmodel: vgg11");
  checkWhole("version-unknown", 'version: «"1"»\nmodel: vgg11', "Change to 1", "version: 1\nmodel: vgg11");
  // A newer file would not become an older one.
  expect(fixed("version-unsupported", "version: «2»")).toEqual({});
});

test("empty-value: the line goes, or says what holds anyway", () => {
  expect(fixed("empty-value", `${start}train:\n  «epochs»: # soon\n  batch: 3\n`)).toEqual({
    "Remove epochs": `${start}train:\n  batch: 3\n`,
    "Change to epochs: 6": `${start}train:\n  epochs: 6 # soon\n  batch: 3\n`,
  });
  expect(fixed("empty-value", `${start}prune: { scheme: er, density: «~» }`)).toEqual({
    "Remove density": `${start}prune: { scheme: er }`,
    "Change to density: 0.1": `${start}prune: { scheme: er, density: 0.1 }`,
  });
  // A section with nothing in it goes too.
  expect(fixed("empty-value", `${start}train:\n  «augment»:\nseeds: [1]\n`)).toMatchObject({
    "Remove augment": `${start}seeds: [1]\n`,
  });
  check(
    "empty-value",
    "data: { format: mnist, «path»: }",
    "Change to path: ./folder",
    "data: { format: mnist, path: ./folder }",
  );
  check("empty-value", "prune: { density: [0.1, «null»] }", "Remove null", "prune: { density: [0.1] }");
  checkModel(
    "empty-value",
    "«version»:\nlayers: [dense: { out: 10 }]",
    "Change to version: 1",
    "version: 1\nlayers: [dense: { out: 10 }]",
  );
});

test("empty-list: what holds without it", () => {
  expect(fixed("empty-list", `${start}seeds: «[]»\ndense: true`)).toEqual({
    "Change to [1]": `${start}seeds: [1]\ndense: true`,
    "Remove seeds": `${start}dense: true`,
  });
  expect(fixed("empty-list", `${start}prune: { density: «[]», scheme: er }`)).toMatchObject({
    "Change to 0.1": `${start}prune: { density: 0.1, scheme: er }`,
  });
});

test("missing-key: not where the text could no longer be read", () => {
  expect(fixed("missing-key", "«version»: 1\n?  density:  batchNorm\n  - residual:\n      body: 1\n")).toEqual({});
});
