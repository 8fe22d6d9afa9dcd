import { expect, test } from "vitest";
import { readDocument, type DocumentKind } from "../../../src/core/language/document";
import { applied } from "../../../src/core/language/edit";
import { fixes } from "../../../src/core/language/fix/fixes";
import type { ProblemCode } from "../../../src/core/problemText";
import { machine } from "../experiment/examples";
import { unmarked } from "./marked";

/** The lines every file needs, before those under test. */
const start = "version: 1\nmodel: cifar_resnet_8_8\n";

const machineWithModel = machine({
  "./tiny.model.yaml":
    "version: 1\ninput: [3, 32, 32]\nlayers: [conv: { out: 1, kernel: 1 }, globalAvgPool, dense: { out: 10 }]",
});

/** Fixes of the problem at the place marked «so», by their titles, and the text after each. */
function fixed(code: ProblemCode, marked: string, kind: DocumentKind = "experiment"): Readonly<Record<string, string>> {
  const { text, spans } = unmarked(marked);
  const document = readDocument(kind, text, machineWithModel);
  const found = document.problems.find((problem) => {
    return problem.code === code && problem.span.start === spans[0]?.start && problem.span.end === spans[0].end;
  });
  if (found === undefined) throw new Error(`${code} is not there, but ${JSON.stringify(document.problems)}`);
  const all = fixes(document, found, "en");
  expect(all.filter(({ preferred }) => preferred).length).toBeLessThanOrEqual(1);
  return Object.fromEntries(
    all.map(({ title, edits }) => {
      const after = applied(text, edits);
      const rest = readDocument(kind, after, machineWithModel).problems;
      // The place may have moved by what was put in front of it.
      const shift = after.length - text.length;
      const same = rest.filter(
        (problem) => problem.code === code && JSON.stringify(problem.args) === JSON.stringify(found.args),
      );
      expect(same.filter(({ span }) => [0, shift].includes(span.start - found.span.start))).toEqual([]);
      return [title, after];
    }),
  );
}

/** One fix, and the text after it; what stands around the lines under test is left out. */
function check(code: ProblemCode, marked: string, title: string, after: string): void {
  expect(fixed(code, start + marked)).toEqual({ [title]: start + after });
}

function checkNone(code: ProblemCode, marked: string): void {
  expect(fixed(code, start + marked)).toEqual({});
}

function checkWhole(code: ProblemCode, marked: string, title: string, after: string): void {
  expect(fixed(code, marked)).toEqual({ [title]: after });
}

function checkModel(code: ProblemCode, marked: string, title: string, after: string): void {
  expect(fixed(code, marked, "model")).toEqual({ [title]: after });
}

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
