import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parameters } from "../../../src/core/model/graph";
import { readModel } from "../../../src/core/model/read";
import { readYamlModel } from "../../../src/core/model/yamlModel";
import { problemMessage } from "../../../src/core/problemText";

const example = readFileSync("examples/small.model.yaml", "utf8");

function model(layers: string, head = "version: 1\ninput: [3, 8, 8]\n"): string {
  return `${head}layers:\n${layers}`;
}

test("the example is a residual network whose classes are the data's", () => {
  const { graph, problems } = readYamlModel(example, { classes: 7, input: [3, 32, 32] });
  expect(problems).toEqual([]);
  expect(graph).toMatchObject({ name: "small", classes: 7 });
  const weights = parameters(graph!).filter(({ kind }) => kind === "weight");
  expect(weights.map(({ name, shape }) => [name, ...shape])).toEqual([
    ["stem.weight", 16, 3, 3, 3],
    ["layers.3.body.0.weight", 16, 16, 3, 3],
    ["layers.3.body.3.weight", 16, 16, 3, 3],
    ["layers.5.body.0.weight", 32, 16, 3, 3],
    ["layers.5.body.3.weight", 32, 32, 3, 3],
    ["layers.5.shortcut.0.weight", 32, 16, 1, 1],
    ["classifier.weight", 7, 32],
  ]);
});

test("a residual adds its body to its shortcut, or to what went in", () => {
  const { graph } = readYamlModel(example);
  const sources = (name: string): string[] =>
    graph!.nodes.find((node) => node.name === name)!.inputs.map((index) => graph!.nodes[index]!.name);
  expect(sources("layers.3.add")).toEqual(["layers.3.body.4", "layers.2"]);
  expect(sources("layers.5.add")).toEqual(["layers.5.body.4", "layers.5.shortcut.1"]);
  expect(sources("layers.5.shortcut.0")).toEqual(["layers.4"]);
  expect(graph!.classes).toBe(10);
});

test("settings that are left out have the values that the example states", () => {
  const { graph } = readYamlModel(
    model("- conv: { out: 4, kernel: [3, 1] }\n- batchNorm\n- avgPool: { kernel: 2 }\n- flatten\n- dense: { out: 2 }"),
  );
  expect(graph!.nodes.slice(1).map(({ layer }) => layer)).toMatchObject([
    { op: "conv2d", bias: false, stride: [1, 1], padding: { top: 1, bottom: 1, left: 0, right: 0 } },
    { op: "batchNorm", epsilon: 1e-5, momentum: 0.1 },
    { op: "avgPool", stride: [2, 2], padding: { top: 0, bottom: 0, left: 0, right: 0 } },
    { op: "flatten", order: "chw" },
    { op: "dense", bias: true },
  ]);
});

test("an anchored block may be used again, under names of its own", () => {
  const block = "- residual: &block { body: [{ conv: { name: inner, out: 3, kernel: 3 } }] }\n- residual: *block\n";
  const { graph, problems } = readYamlModel(model(`${block}- globalAvgPool\n- dense: { out: classes }`));
  expect(problems).toEqual([]);
  expect(parameters(graph!).map(({ name }) => name)).toContain("layers.1.body.inner.weight");
});

const head = "- globalAvgPool\n- dense: { out: 10 }\n";
test.each([
  ["lstm", model(`- lstm\n${head}`), 'The layer "lstm" is a lstm, which is not supported; supported: conv, batchNorm,'],
  [
    "kernal",
    model(`- conv: { out: 3, kernal: 3 }\n${head}`),
    'no key "kernal" in conv. Known keys: name, out, kernel,',
  ],
  ["conv", model(`- conv: { out: 3 }\n${head}`), 'The layer "conv" has no kernel; add it.'],
  [
    "some",
    model(`- conv: { out: some, kernel: 3 }\n${head}`),
    'out of the layer "conv" is some, but only a whole number',
  ],
  ["{ conv: 1, relu: 2 }", model(`- { conv: 1, relu: 2 }\n${head}`), "A layer is one name, such as relu,"],
  [
    "0",
    model(`- conv: { out: 3, kernel: 0 }\n${head}`),
    'kernel of the layer "conv" is 0, but only a whole number from 1 to 65536 or a list of 2 such numbers is supported.',
  ],
  ["[1, 2, 3]", model(`- maxPool: { kernel: [1, 2, 3] }\n${head}`), "is [1, 2, 3], but only a whole number from 1"],
  [
    "65537",
    model("- flatten\n- dense: { out: 65537 }"),
    "but only a whole number from 1 to 65536 or classes is supported.",
  ],
  [
    "wide",
    model(`- conv: { out: 3, kernel: 3, padding: wide }\n${head}`),
    "but only same, valid or a whole number from 0 to 65536 is supported.",
  ],
  ["yes", model("- flatten\n- dense: { out: 10, bias: yes }"), "but only true or false is supported."],
  ["0", model(`- batchNorm: { epsilon: 0 }\n${head}`), "but only a number above 0 and below 1 is supported."],
  ["1", model(`- dropout: { rate: 1 }\n${head}`), "but only a number from 0 to below 1 is supported."],
  ["residual", model(`- residual: { body: [] }\n${head}`), 'The layer "layers.0" has no body; add it.'],
  [
    "residual",
    model(`- residual: { body: [conv: { out: 4, kernel: 3 }] }\n${head}`),
    '"layers.0.add" adds 4×8×8 and 3×8×8;',
  ],
  ["dense", model("- dense: { out: 10 }"), "needs a flat list; put a flatten or a global pooling before it."],
  ["maxPool", model(`- maxPool: { kernel: 2, padding: 2 }\n${head}`), "must be less than its window of 2×2"],
  [
    "conv",
    model(`- conv: { kernel: 9, out: 3, padding: valid }\n${head}`),
    "is 9×9, larger than its padded input of 8×8",
  ],
  [
    "[3, 8]",
    model(head, "version: 1\ninput: [3, 8]\n"),
    "The model does not say the shape of its input; give input: [3, 32, 32]",
  ],
  [
    "2",
    model(head, "version: 2\nfuture: 1\n"),
    "This file is of version 2, but this Sparse Explorer reads version 1; update Sparse Explorer.",
  ],
  ["0", model(head, "version: 0\npast: 1\n"), "There is no version 0 of such a file; write version: 1."],
  ["version", model(head, "version:\ninput: [3, 8, 8]\n"), "version is empty; give it a value or remove it."],
  ["[]", "version: 1\ninput: [3, 8, 8]\nlayers: []", "layers is an empty list; give it at least one value."],
  ["i", model(head, "input: [3, 8, 8]\n"), '"version: 1" is missing in the model; add it.'],
  ["7", model(head, "version: 1\nname: 7\ninput: [3, 8, 8]\n"), "name is 7, but must be a text."],
  ["7", model(`- relu: { name: 7 }\n${head}`), "name is 7, but must be a text."],
  [
    "inptu",
    model(head, "version: 1\ninput: [3, 8, 8]\ninptu: 1\n"),
    'no key "inptu". Known keys: version, name, input, layers',
  ],
])("%s is at fault", (place, text, message) => {
  const { graph, problems } = readYamlModel(text);
  expect(graph).toBeUndefined();
  expect(problems.map((problem) => problemMessage(problem))).toEqual([expect.stringContaining(message)]);
  expect(text.slice(problems[0]!.span.start, problems[0]!.span.end)).toBe(place);
});

test("the number of classes and the input must be the data's", () => {
  const { problems } = readYamlModel(model(head), { classes: 100, input: [1, 28, 28] });
  expect(problems.map(({ code }) => code)).toEqual(["model-classes", "model-input"]);
  expect(readYamlModel(model(head, "version: 1\n"), { input: [1, 28, 28] }).graph!.nodes[0]!.shape).toEqual([
    1, 28, 28,
  ]);
});

test("aliases that repeat aliases end at a limit", () => {
  const doubled = Array.from({ length: 40 }, (_, level) => {
    const inner = level === 0 ? "relu" : `residual: { body: *a${level - 1} }`;
    return `- residual: { name: r${level}, body: &a${level} [${inner}, ${inner}] }`;
  });
  const { problems } = readYamlModel(model(doubled.join("\n")));
  expect(problems.map(({ code }) => code)).toEqual(["model-too-many-layers"]);
});

test("whatever the text, reading it ends in a graph or in problems within the text", () => {
  const pieces = ["", "- ", "{", "[", "*x", "&x ", "null", "-1", ": ", "\n", "classes", "residual", "1e99", "!!set "];
  const edit = fc.tuple(fc.nat(), fc.nat({ max: 30 }), fc.constantFrom(...pieces));
  const body = example.slice(example.indexOf("version"));
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
      const text = edits.reduce((before, [at, length, piece]) => {
        const start = at % before.length;
        return before.slice(0, start) + piece + before.slice(start + length);
      }, body);
      const { graph, problems } = readYamlModel(text);
      expect(graph === undefined).toBe(problems.some(({ severity }) => severity === "error"));
      for (const { span } of problems) expect(text.length).toBeGreaterThanOrEqual(Math.max(span.start, span.end));
      for (const problem of problems) expect(problemMessage(problem)).not.toMatch(/\{\w+\}/);
    }),
    { numRuns: 100, seed: 21 },
  );
});

test("a file's kind is told by its name, or by its first character", () => {
  expect(readModel("net.model.yaml", example).graph).toBeDefined();
  expect(readModel("net", example).graph).toBeDefined();
  const keras = readFileSync("examples/keras/model.json", "utf8");
  expect(readModel("Model.JSON", keras).graph?.name).toBe("small_keras");
  expect(readModel("net", keras).graph?.name).toBe("small_keras");
});
