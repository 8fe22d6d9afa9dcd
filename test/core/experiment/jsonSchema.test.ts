import fc from "fast-check";
import { expect, test } from "vitest";
import { isMap, parse, stringify } from "yaml";
import { discriminator, formsOf, keysOf } from "../../../src/core/experiment/forms";
import { experimentJsonSchema } from "../../../src/core/experiment/jsonSchema";
import { readExperiment } from "../../../src/core/experiment/read";
import { readTree } from "../../../src/core/experiment/readTree";
import { cellSchema, fileSchema } from "../../../src/core/experiment/schema";
import type { ProblemCode } from "../../../src/core/problemText";
import { readYaml } from "../../../src/core/yamlText";
import { checkSchemaFile, validator } from "../jsonSchemas";
import { exampleTexts, machine } from "./examples";
import { someFiles } from "./schemaValues";

const misfits = validator(experimentJsonSchema());

test("the file for other editors is the declaration's", async () => {
  await checkSchemaFile("sparse-experiment.schema.json", experimentJsonSchema());
});

test("the examples fit", () => {
  for (const text of exampleTexts()) expect(misfits(parse(text))).toEqual([]);
});

test("what does not fit is told with its place", () => {
  expect(misfits({ version: 1, model: "vgg11", prune: { scheme: ["erk", "erdos"] } })).toContain(
    "/prune/scheme/1 must be equal to one of the allowed values",
  );
  expect(misfits({ version: 1, model: "vgg11", data: { format: "mnist" } })).toContain(
    "/data must have required property 'path'",
  );
});

const ofPoints: ReadonlySet<ProblemCode> = new Set(["missing-key", "data-needs-path"]);

/** What can be known without looking at anything but the text. */
const ofForm: ReadonlySet<ProblemCode> = new Set([
  "version-unsupported",
  "version-unknown",
  "missing-key",
  "unknown-key",
  "key-not-applicable",
  "empty-value",
  "empty-list",
  "expected-number",
  "expected-integer",
  "expected-boolean",
  "expected-text",
  "expected-list",
  "expected-mapping",
  "nested-list",
  "range-without-step",
  "range-two-steps",
  "out-of-range",
  "unknown-value",
  "not-an-experiment",
  "data-needs-path",
]);

/** What is missing in single points, once `combine` is laid over a file, is no matter of its form. */
function formProblems(text: string): readonly string[] {
  const yaml = readYaml(text);
  const { problems: known } = readExperiment(text, machine());
  const isCombined = isMap(yaml.root) && yaml.root.has("combine");
  const missing = isCombined ? readTree(text, yaml, yaml.root, fileSchema).problems : known;
  const codes = [...missing, ...known.filter(({ code }) => !ofPoints.has(code))].map(({ code }) => code);
  return codes.filter((code) => ofForm.has(code));
}

const start = "version: 1\nmodel: cifar_resnet_8_8\n";

test.each([
  start,
  `${start}prune: { density: [0.1, 0.2] }`,
  `${start}prune: [{ scheme: erk }, { scheme: [uniform, er], density: 1 }]`,
  `${start}train: { augment: [] }`,
  `${start}train: { augment: [[], [crop]] }`,
  `${start}train: { schedule: { gamma: 0.5 } }`,
  `${start}train: { schedule: { kind: [cosine, multistep], gamma: 0.5 } }`,
  `${start}train: { schedule: [{ kind: constant }, { at: [[0.5], [0.2, 0.4]] }] }`,
  `${start}data: [builtin, { format: [mnist, fashion_mnist], path: ./a }]`,
  `${start}data: { format: [builtin, mnist], path: ./a, seed: 2 }`,
  `${start}seeds: [[1, 2], [3]]`,
  `${start}evaluation: { outliers: { svhn: ./svhn }, robustness: { curve: [] } }`,
  `${start}train: { epochs: { from: 1, to: 4 }, validation: { from: 0.1, to: 0.3, step: 0.1 } }`,
  `${start}prune: { density: [0.5, { from: 0.01, to: 0.1, times: 2 }] }\nseeds: { from: 1, to: 3 }`,
  `${start}seeds: [[1, { from: 3, to: 5 }], [2]]`,
  `${start}combine: [{ model: { family: resnet } }, { data: { path: ./a } }]`,
  `${start}combine: [{ dense: [true, false] }]\nexclude: [{ data: mnist }, { prune: { scheme: [erk, er] } }]`,
  "version: 1\nmodel: [vgg11, { family: cifar_resnet, depth: [8, 20], width: 4 }]",
])("fits, for an editor as for us: %j", (text) => {
  expect([formProblems(text), misfits(parse(text))]).toEqual([[], []]);
});

test.each([
  "",
  "- version: 1",
  "model: vgg11",
  "version: 2\nmodel: vgg11",
  "version: [1]\nmodel: vgg11",
  "version: 1\nmodel: 20",
  "version: 1\nmodel: { family: vgg }",
  `${start}zebra: 1`,
  `${start}prune: erk`,
  `${start}prune: { density: 0 }`,
  `${start}prune: { density: "0.1" }`,
  `${start}prune: { density: [[0.1]] }`,
  `${start}prune: { density: [] }`,
  `${start}prune: { scheme: erdos }`,
  `${start}prune: [[{ scheme: erk }]]`,
  `${start}train:\n  epochs:`,
  `${start}train: { epochs: 1.5 }`,
  `${start}train: { augment: [crop, [flip]] }`,
  `${start}train: { augment: [[[]]] }`,
  `${start}train: { schedule: { kind: cosine, gamma: 0.5 } }`,
  `${start}train: { schedule: { kind: [cosine], at: [0.5] } }`,
  `${start}data: mnist`,
  `${start}data: { path: ./a }`,
  `${start}data: { format: [builtin, mnist] }`,
  `${start}data: { format: builtin, path: ./a }`,
  `${start}seeds: 3`,
  `${start}seeds: []`,
  `${start}seeds: [[1], []]`,
  `${start}dense: yes`,
  `${start}seeds: { from: 1, to: 2, step: 1, times: 2 }`,
  `${start}seeds: { from: 1 }`,
  `${start}seeds: { from: [1, 2], to: 3 }`,
  `${start}seeds: [{ from: 1, to: 3 }, [4]]`,
  `${start}prune: { density: { from: 0.1, to: 0.2 } }`,
  `${start}prune: { scheme: { from: 1, to: 2 } }`,
  `${start}combine: []`,
  `${start}combine: { dense: true }`,
  `${start}combine: [[{ dense: true }]]`,
  `${start}combine: [{ version: 1 }]`,
  `${start}combine: [{ combine: [{ dense: true }] }]`,
  `${start}combine: [{ prune: { densty: 1 } }]`,
  "model: vgg11\ncombine: [{ dense: true }]",
  `${start}exclude: [{ train: { schedule: { kind: cosine, gamma: 1 } } }]`,
  `${start}exclude: [{ prune: { density: { from: 0.1 } } }]`,
])("does not fit, for an editor as for us: %j", (text) => {
  expect(formProblems(text)).not.toEqual([]);
  expect(misfits(parse(text))).not.toEqual([]);
});

test("any file fits for an editor where it does for us", () => {
  const fits = { yes: 0, no: 0 };
  fc.assert(
    fc.property(someFiles(), (file) => {
      const text = stringify(file, { aliasDuplicateObjects: false });
      const problems = formProblems(text);
      fits[problems.length === 0 ? "yes" : "no"]++;
      expect([text, misfits(file).length > 0, problems]).toEqual([text, problems.length > 0, problems]);
    }),
    { numRuns: 300, seed: 5 },
  );
  expect(Math.min(fits.yes, fits.no)).toBeGreaterThan(90);
});

test("a key that several forms share means the same in all of them", () => {
  const forms = [cellSchema.properties.data, cellSchema.properties.train.properties.schedule].map(formsOf);
  for (const { mappings } of forms) {
    for (const key of keysOf(mappings).filter((each) => each !== discriminator(mappings))) {
      const meanings = mappings.flatMap(({ properties }) => {
        return key in properties ? [JSON.stringify({ ...properties[key], description: "" })] : [];
      });
      expect([key, new Set(meanings).size]).toEqual([key, 1]);
    }
  }
});
