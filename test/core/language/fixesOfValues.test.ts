import { expect, test } from "vitest";
import { fixes } from "../../../src/core/language/fix/fixes";
import { readDocument } from "../../../src/core/language/document";
import { machine } from "../experiment/examples";
import { check, checkModel, checkNone, checkWhole, fixed, start } from "./fixing";

test("expected-list: brackets", () => {
  check("expected-list", "seeds: «3»", "Change to [3]", "seeds: [3]");
  check("expected-list", "evaluate: «ece, nll» # two", "Change to [ece, nll]", "evaluate: [ece, nll] # two");
  checkNone("expected-list", "evaluate: «{ ece: true }»");
});

test("expected-integer: a whole number in other clothing", () => {
  check("expected-integer", 'train: { epochs: «"3"» }', "Change to 3", "train: { epochs: 3 }");
  check("expected-integer", "train: { epochs: [1, «'4.0'»] }", "Change to 4", "train: { epochs: [1, 4] }");
  check("expected-integer", "train: { epochs: «1_000» }", "Change to 1000", "train: { epochs: 1000 }");
  check("expected-integer", "train: { epochs: «１０» }", "Change to 10", "train: { epochs: 10 }");
  for (const other of ["1.5", '"many"', '"1.5"', `"${"9".repeat(400)}"`, '""'])
    checkNone("expected-integer", `train: { epochs: «${other}» }`);
});

test("expected-number: without its quotes", () => {
  check("expected-number", 'prune: { density: «"0.1"» }', "Change to 0.1", "prune: { density: 0.1 }");
  check("expected-number", "prune: { density: «'1e-1'» }", "Change to 0.1", "prune: { density: 0.1 }");
  checkNone("expected-number", "prune: { density: «0,1» }".replace("{ ", "\n  ").replace(" }", ""));
  // The lone carriage return belongs to the value, but not to its place.
  checkNone("expected-number", "prune: { scheme: erk, density: «0»\r, sampling: exact }");
});

test("expected-boolean: the words for true and false", () => {
  check("expected-boolean", "dense: «yes»", "Change to true", "dense: true");
  check("expected-boolean", 'dense: «"false"»', "Change to false", "dense: false");
  check("expected-boolean", "dense: «0»", "Change to false", "dense: false");
  checkNone("expected-boolean", "dense: «maybe»");
});

test("expected-text: quotes", () => {
  check(
    "expected-text",
    "data: { format: cifar10, path: «2024» }",
    'Change to "2024"',
    'data: { format: cifar10, path: "2024" }',
  );
  checkNone("expected-text", "data: { format: cifar10, path: «''» }");
});

test("expected-mapping: the only key that may have this value", () => {
  check("expected-mapping", "prune: «erk»", "Change to { scheme: erk }", "prune: { scheme: erk }");
  check(
    "expected-mapping",
    'train: { schedule: «"cosine"», epochs: 3 }',
    'Change to { "kind": "cosine" }',
    'train: { schedule: { "kind": "cosine" }, epochs: 3 }',
  );
  checkNone("expected-mapping", "prune: «0.1»");
});

test("data-needs-path: a mapping with a folder", () => {
  check(
    "data-needs-path",
    "data: «mnist»",
    "Change to { format: mnist, path: ./folder }",
    "data: { format: mnist, path: ./folder }",
  );
});

test("key-not-applicable: without the key", () => {
  check(
    "key-not-applicable",
    "train: { schedule: { kind: cosine, «gamma»: 0.1 } }",
    "Remove gamma",
    "train: { schedule: { kind: cosine } }",
  );
  check(
    "key-not-applicable",
    "data:\n  - «seed»: 1\n    format: mnist\n    path: ./a\n",
    "Remove seed",
    "data:\n  - format: mnist\n    path: ./a\n",
  );
  // A comment above the next key would go too.
  checkNone("key-not-applicable", "data:\n  - «seed»: 1\n    # the format\n    format: mnist\n    path: ./a\n");
});

test("setting-unused: measure what it is for, or do without", () => {
  expect(fixed("setting-unused", `${start}evaluate: [accuracy]\nevaluation: { bins: «20» }\n`)).toEqual({
    "Measure ece too": `${start}evaluate: [accuracy, ece]\nevaluation: { bins: 20 }\n`,
    "Remove bins": `${start}evaluate: [accuracy]\n`,
  });
  expect(fixed("setting-unused", `${start}evaluation:\n  bins: 20\n  robustness: «{ eps: 4 }»\n`)).toEqual({
    "Add evaluate: [accuracy, nll, ece, fgsm]": `${start}evaluate: [accuracy, nll, ece, fgsm]\nevaluation:\n  bins: 20\n  robustness: { eps: 4 }\n`,
    "Add evaluate: [accuracy, nll, ece, pgd]": `${start}evaluate: [accuracy, nll, ece, pgd]\nevaluation:\n  bins: 20\n  robustness: { eps: 4 }\n`,
    "Remove robustness": `${start}evaluation:\n  bins: 20\n`,
  });
  expect(fixed("setting-unused", `${start}evaluate:\n  - nll # first\nevaluation: { bins: «20» }\n`)).toMatchObject({
    "Measure ece too": `${start}evaluate:\n  - nll # first\n  - ece\nevaluation: { bins: 20 }\n`,
  });
});

test("sampling-not-applicable: exact", () => {
  check(
    "sampling-not-applicable",
    "prune: { scheme: snip, sampling: «bernoulli» }",
    "Change to exact",
    "prune: { scheme: snip, sampling: exact }",
  );
});

test("warmup-too-long: as long as it may be", () => {
  check(
    "warmup-too-long",
    "train: { epochs: [5, 3], schedule: { warmup: «8» } }",
    "Change to 2",
    "train: { epochs: [5, 3], schedule: { warmup: 2 } }",
  );
});

test("outliers-none: the built-in ones", () => {
  check(
    "outliers-none",
    "evaluate: [auc_msp]\nevaluation: { outliers: «{ builtin: false, noise: false }» }",
    "Change to true",
    "evaluate: [auc_msp]\nevaluation: { outliers: { builtin: true, noise: false } }",
  );
});

test("outliers-own-data: without them", () => {
  check(
    "outliers-own-data",
    "data: { format: svhn, path: ./a }\nevaluate: [auc_msp]\nevaluation: { outliers: { svhn: «./a», noise: true } }",
    "Remove svhn",
    "data: { format: svhn, path: ./a }\nevaluate: [auc_msp]\nevaluation: { outliers: { noise: true } }",
  );
});

test("axis-of-one: the value alone", () => {
  check("axis-of-one", "prune: { scheme: «[ erk, ]» }", "Change to erk", "prune: { scheme: erk }");
  check("axis-of-one", "prune: «[{ scheme: erk }]»", "Change to { scheme: erk }", "prune: { scheme: erk }");
  check(
    "axis-of-one",
    "prune:\n  «- scheme: erk\n    density: 0.1» # the only one\n",
    "Write the value alone",
    "prune:\n    scheme: erk\n    density: 0.1 # the only one\n",
  );
  checkNone("axis-of-one", "prune: «[scheme: erk]»");
});

test("range-two-steps: without either", () => {
  expect(fixed("range-two-steps", `${start}train: { epochs: «{ from: 1, to: 9, step: 1, times: 3 }» }`)).toEqual({
    "Remove step": `${start}train: { epochs: { from: 1, to: 9, times: 3 } }`,
    "Remove times": `${start}train: { epochs: { from: 1, to: 9, step: 1 } }`,
  });
});

test("few-seeds: three, with those that are there", () => {
  check(
    "few-seeds",
    "prune: { density: [0.1, 0.2] }\nseeds: «[2]»\n",
    "Add 1, 3",
    "prune: { density: [0.1, 0.2] }\nseeds: [2, 1, 3]\n",
  );
  check(
    "few-seeds",
    "prune: { density: «[0.1, 0.2]» }\ndense: true",
    "Add seeds: [1, 2, 3]",
    "prune: { density: [0.1, 0.2] }\nseeds: [1, 2, 3]\ndense: true",
  );
});

test("exclude-without-effect: without the entry", () => {
  const grid = "prune: { scheme: [er, erk], density: [0.1, 0.2] }\nseeds: [1, 2, 3]\n";
  check(
    "exclude-without-effect",
    `${grid}exclude:\n  - «prune: { scheme: snip }»\n  - prune: { scheme: er }\n`,
    "Remove prune: { scheme: snip }",
    `${grid}exclude:\n  - prune: { scheme: er }\n`,
  );
  check("exclude-without-effect", `${grid}exclude: [«{ margin: 3 }»]\n`, "Remove { margin: 3 }", grid);
});

test("model-depth and model-unknown: the nearest that there is", () => {
  const model = "version: 1\nmodel: ";
  checkWhole("model-depth", `${model}«cifar_resnet_21_8»`, "Change to cifar_resnet_20_8", `${model}cifar_resnet_20_8`);
  checkWhole(
    "model-depth",
    `${model}«{ family: cifar_resnet, depth: [8, 21] }»`,
    "Change to 20",
    `${model}{ family: cifar_resnet, depth: [8, 20] }`,
  );
  checkWhole("model-unknown", `${model}«"vgg12"»`, "Change to vgg11", `${model}"vgg11"`);
  checkWhole(
    "model-unknown",
    `${model}«{ family: vgg, depth: 12 }»`,
    "Change to 11",
    `${model}{ family: vgg, depth: 11 }`,
  );
  expect(fixed("model-unknown", `${model}«zebra»`)).toEqual({});
});

test("layers: the nearest kind, and settings in other clothing", () => {
  const model = (layers: string): string =>
    `version: 1\ninput: [3, 8, 8]\nlayers:\n${layers}  - dense: { out: classes }\n`;
  checkModel(
    "model-unsupported-layer",
    model("  - «relo»\n  - flatten\n"),
    "Change to relu",
    model("  - relu\n  - flatten\n"),
  );
  checkModel(
    "model-unsupported-layer",
    model("  - «dens»: { out: 3 }\n"),
    "Change to dense",
    model("  - dense: { out: 3 }\n"),
  );
  checkModel(
    "model-unsupported-value",
    model('  - conv: { out: «"3"», kernel: 3 }\n'),
    "Change to 3",
    model("  - conv: { out: 3, kernel: 3 }\n"),
  );
  checkModel(
    "model-unsupported-value",
    model("  - conv: { out: 3, kernel: 3, padding: «sama» }\n"),
    "Change to same",
    model("  - conv: { out: 3, kernel: 3, padding: same }\n"),
  );
  checkModel(
    "model-unsupported-value",
    model("  - conv: { out: 3, kernel: 3, bias: «yes» }\n"),
    "Change to true",
    model("  - conv: { out: 3, kernel: 3, bias: true }\n"),
  );
  checkModel(
    "model-no-input-shape",
    "«v»ersion: 1\nlayers: [globalAvgPool, dense: { out: 10 }]",
    "Add input: [3, 32, 32]",
    "version: 1\ninput: [3, 32, 32]\nlayers: [globalAvgPool, dense: { out: 10 }]",
  );
});

test("yaml-tag: without the tag", () => {
  checkWhole("yaml-tag", "version: 1\nmodel: «!preset» vgg11", "Remove !preset", "version: 1\nmodel: vgg11");
  check("yaml-tag", "prune: «!map»\n  density: 0.1", "Remove !map", "prune:\n  density: 0.1");
});

test("alias-unknown: an anchor above with nearly its name", () => {
  check(
    "alias-unknown",
    "margin: &half 0.5\nprune: { density: «*halv» }",
    "Change to *half",
    "margin: &half 0.5\nprune: { density: *half }",
  );
  checkNone("alias-unknown", "prune: { density: «*halv» }\nmargin: &half 0.5");
});

test("yaml-syntax: blanks for tabs", () => {
  const found = fixed("yaml-syntax", `${start}train:\n«\t»epochs: 3\n\tbatch: 3\n`);
  expect(found).toEqual({ "Indent with spaces": `${start}train:\n  epochs: 3\n  batch: 3\n` });
});

test("titles are in the language of the editor", () => {
  const document = readDocument("experiment", `${start}dense: yes`, machine());
  expect(fixes(document, document.problems[0]!, "ja").map(({ title }) => title)).toEqual(["true に変更"]);
});
