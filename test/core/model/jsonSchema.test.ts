import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { modelJsonSchema } from "../../../src/core/model/jsonSchema";
import { layerKinds } from "../../../src/core/model/schema";
import { readYamlModel } from "../../../src/core/model/yamlModel";
import type { ProblemCode } from "../../../src/core/problemText";
import { checkSchemaFile, validator } from "../jsonSchemas";

const misfits = validator(modelJsonSchema());

test("the file for other editors is the declaration's", async () => {
  await checkSchemaFile("sparse-model.schema.json", modelJsonSchema());
});

test("the example fits", () => {
  expect(misfits(parse(readFileSync("examples/small.model.yaml", "utf8")))).toEqual([]);
});

test("what does not fit is told with its place", () => {
  const layers = [{ residual: { body: [{ conv: { out: 0, kernel: 3 } }] } }];
  expect(misfits({ version: 1, layers })).toContain("/layers/0/residual/body/0/conv/out must be >= 1");
});

/** What can be known without working out any shape. */
const ofForm: ReadonlySet<ProblemCode> = new Set([
  "version-unsupported",
  "version-unknown",
  "missing-key",
  "unknown-key",
  "empty-value",
  "empty-list",
  "expected-text",
  "expected-list",
  "model-not-a-model",
  "model-no-input-shape",
  "model-layer-form",
  "model-unsupported-layer",
  "model-missing-value",
  "model-unsupported-value",
]);

function formProblems(text: string): readonly string[] {
  const { problems } = readYamlModel(text, { input: [3, 8, 8] });
  return problems.map(({ code }) => code).filter((code) => ofForm.has(code));
}

const start = "version: 1\nlayers:\n";

test.each([
  `${start}- relu`,
  `${start}- relu:`,
  `${start}- batchNorm: {}`,
  `${start}- conv: { out: 4, kernel: [3, 1], stride: 2, padding: 1 }\n- flatten\n- dense: { out: classes }`,
  `${start}- residual: { body: [relu], shortcut: [] }`,
  `${start}- residual: { name: a, body: [residual: { body: [relu: { name: b }] }] }`,
  "version: 1\nname: small\ninput: [1, 28, 28]\nlayers: [flatten]",
])("fits, for an editor as for us: %j", (text) => {
  expect([formProblems(text), misfits(parse(text))]).toEqual([[], []]);
});

test.each([
  "layers: [relu]",
  "version: 2\nlayers: [relu]",
  "version:\nlayers: [relu]",
  "version: 1",
  "version: 1\nlayers: relu",
  "version: 1\nlayers: []",
  "version: 1\nname: 7\nlayers: [relu]",
  "version: 1\ninput: [3, 8]\nlayers: [relu]",
  "version: 1\ninptu: [3, 8, 8]\nlayers: [relu]",
  `${start}- conv`,
  `${start}- conv:`,
  `${start}- lstm`,
  `${start}- [relu]`,
  `${start}- { relu: {}, flatten: {} }`,
  `${start}- relu: 1`,
  `${start}- relu: { rate: 1 }`,
  `${start}- dropout: { rate: 1 }`,
  `${start}- batchNorm: { epsilon: 0 }`,
  `${start}- maxPool: { kernel: [1, 2, 3] }`,
  `${start}- conv: { out: 4, kernel: 3, padding: wide }`,
  `${start}- dense: { out: 4, bias: yes }`,
  `${start}- dense: { out: 4, name: 5 }`,
  `${start}- residual`,
  `${start}- residual: { body: [] }`,
  `${start}- residual: { body: relu }`,
  `${start}- residual: { body: [relu], shortcut: }`,
  `${start}- residual: { body: [relu], other: [relu] }`,
])("does not fit, for an editor as for us: %j", (text) => {
  expect(formProblems(text)).not.toEqual([]);
  expect(misfits(parse(text))).not.toEqual([]);
});

/** Values of settings: those that fit, and those that do not. */
const values: Readonly<Record<string, readonly [readonly unknown[], readonly unknown[]]>> = {
  name: [["a"], ["", 7]],
  out: [
    [1, 65_536, "classes"],
    [0, 65_537, "same", [1, 2]],
  ],
  kernel: [
    [1, 3, [1, 3]],
    [0, [1], [1, 2, 3]],
  ],
  stride: [
    [1, [2, 2]],
    [1.5, "same"],
  ],
  padding: [
    ["same", "valid", 0, 2],
    [-1, "classes", [1, 1]],
  ],
  bias: [
    [true, false],
    [null, "yes"],
  ],
  epsilon: [[1e-5], [0, 1]],
  momentum: [
    [0, 0.1],
    [1, -0.1],
  ],
  rate: [[0, 0.5], [1]],
};

function mostly<T>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight: 25, arbitrary: usual }, { weight: 1, arbitrary: rare });
}

/** Lists of layers, of which some fit. */
const { layers } = fc.letrec<{ layer: unknown; layers: unknown }>((tie) => {
  const odd = fc.constantFrom<unknown>("conv", "lstm", "residual", null, 1, [], {}, { conv: null });
  const kinds = Object.entries(layerKinds).map(([kind, { properties }]) => {
    const settings = Object.keys(properties).map((key) => {
      const [fitting, misfitting] = values[key] ?? [];
      const value = fitting && mostly(fc.constantFrom(...fitting), fc.constantFrom(...misfitting!));
      return [key, value ?? tie("layers")] as const;
    });
    const some = { requiredKeys: ["out", "kernel", "rate", "body"].filter((key) => key in properties) };
    const whole = fc.record(Object.fromEntries(settings), some);
    const any = fc.record({ ...Object.fromEntries(settings), zebra: fc.constant(1) }, { requiredKeys: [] });
    return mostly(whole, any).map((mapping) => ({ [kind]: mapping }));
  });
  const layer = fc.oneof({ depthSize: "small" }, fc.constantFrom("relu", "batchNorm", "flatten"), ...kinds);
  const list = fc.array(tie("layer"), { minLength: 1, maxLength: 3 });
  return { layers: mostly<unknown>(list, fc.constantFrom([], "relu", null)), layer: mostly<unknown>(layer, odd) };
});

test("any file fits for an editor where it does for us", () => {
  const fits = { yes: 0, no: 0 };
  fc.assert(
    fc.property(layers, (value) => {
      const file = { version: 1, layers: value };
      const text = stringify(file, { aliasDuplicateObjects: false });
      const problems = formProblems(text);
      fits[problems.length === 0 ? "yes" : "no"]++;
      expect([text, misfits(file).length > 0, problems]).toEqual([text, problems.length > 0, problems]);
    }),
    { numRuns: 1000, seed: 6 },
  );
  expect(Math.min(fits.yes, fits.no)).toBeGreaterThan(300);
});
