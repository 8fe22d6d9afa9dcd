import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Graph, Layer } from "../../../src/core/model/graph";
import { parameters } from "../../../src/core/model/graph";
import { readKerasModel } from "../../../src/core/model/keras";
import { problemMessage } from "../../../src/core/problemText";
import { conv, functional, head, image, layer, sequential, type Config } from "./kerasText";

const example = readFileSync("examples/keras/model.json", "utf8");

test("the example is read with Keras's names, shapes and rules", () => {
  const { graph, problems } = readKerasModel(example);
  expect(problems).toEqual([]);
  expect(graph!.name).toBe("small_keras");
  expect(
    parameters(graph!)
      .slice(0, 4)
      .map(({ name, shape }) => [name, shape]),
  ).toEqual([
    ["stem.weight", [16, 3, 3, 3]],
    ["stem_bn.weight", [16]],
    ["stem_bn.bias", [16]],
    ["conv_a.weight", [32, 16, 3, 3]],
  ]);
  expect(graph!.nodes.at(-1)).toMatchObject({ name: "classifier", shape: [10, 1, 1], layer: { op: "dense" } });
  expect(node(graph, "sum").inputs.map((index) => graph!.nodes[index]!.name)).toEqual(["bn_b", "shortcut_bn"]);
});

test.each([
  // Extent, kernel, stride → outputs, padding before and after: ⌈n/s⌉ outputs need (⌈n/s⌉ − 1)·s + k − n pixels.
  [8, 3, 1, 8, 1, 1],
  [8, 3, 2, 4, 0, 1],
  [7, 3, 2, 4, 1, 1],
  [8, 2, 1, 8, 0, 1],
  [8, 4, 2, 4, 1, 1],
  [8, 5, 2, 4, 1, 2],
  [9, 5, 3, 3, 1, 1],
  [8, 1, 2, 4, 0, 0],
  [5, 7, 4, 2, 3, 3],
])("same padding of %i pixels, window %i, stride %i", (extent, kernel, stride, outputs, before, after) => {
  const settings = { kernel_size: [kernel, 1], strides: [stride, 1], padding: "same" };
  const { graph } = readKerasModel(sequential([conv(settings), ...head], [null, extent, 8, 3]));
  const { shape, layer: made } = node(graph, "l0");
  expect(shape).toEqual([4, outputs, 8]);
  expect(made).toMatchObject({ kernel: [kernel, 1], padding: { top: before, bottom: after, left: 0, right: 0 } });
});

test("valid windows, and pools that step by their size", () => {
  const layers = [
    conv(),
    layer("MaxPooling2D", { pool_size: 3 }),
    layer("AveragePooling2D", { padding: "same" }),
    ...head,
  ];
  const { graph } = readKerasModel(sequential(layers));
  // 8 − 2 = 6 rows, 6 / 3 = 2, one.
  expect(["l0", "l1", "l2"].map((name) => node(graph, name).shape)).toEqual([
    [4, 6, 6],
    [4, 2, 2],
    [4, 1, 1],
  ]);
  expect(node(graph, "l0").layer).toMatchObject({ bias: true, initial: { weight: "kaiming_fan_in", bias: "zero" } });
  expect(node(graph, "l2").layer).toMatchObject({ op: "avgPool", countPadding: false });
});

test("zero padding goes into the valid convolution after it", () => {
  const padding = layer("ZeroPadding2D", {
    padding: [
      [0, 1],
      [2, 3],
    ],
  });
  const { graph } = readKerasModel(sequential([padding, conv({ strides: 2 }), ...head]));
  // (8 + 1 − 3) / 2 + 1 rows and (8 + 5 − 3) / 2 + 1 columns.
  expect(node(graph, "l1")).toMatchObject({
    inputs: [0],
    shape: [4, 4, 6],
    layer: { padding: { top: 0, bottom: 1, left: 2, right: 3 } },
  });
});

test("batch norm: epsilon 1e-3, and Keras's momentum is what stays", () => {
  const { graph } = readKerasModel(
    sequential([
      conv(),
      layer("BatchNormalization"),
      layer("BatchNormalization", { momentum: 0.9, axis: [3] }),
      ...head,
    ]),
  );
  expect(node(graph, "l1").layer).toEqual({ op: "batchNorm", epsilon: 1e-3, momentum: 0.01 });
  expect(node(graph, "l2").layer).toEqual({ op: "batchNorm", epsilon: 1e-3, momentum: 0.1 });
});

test("flatten orders features as rows, columns, channels; fused activations become nodes; a softmax head goes", () => {
  const layers = [
    conv({ activation: "relu" }),
    layer("Activation", { activation: "linear" }),
    layer("Flatten"),
    layer("Dropout", { rate: 0.25 }),
    layer("Dense", { units: 10 }),
    layer("Softmax"),
  ];
  const { graph } = readKerasModel(sequential(layers));
  expect(graph!.nodes.map(({ layer: { op } }) => op)).toEqual([
    "input",
    "conv2d",
    "relu",
    "flatten",
    "dropout",
    "dense",
  ]);
  expect(node(graph, "l2").layer).toEqual({ op: "flatten", order: "hwc" });
  expect(node(graph, "l3").layer).toEqual({ op: "dropout", rate: 0.25 });
  expect(graph!.classes).toBe(10);
});

test("every wrapper and spelling gives the same network", () => {
  const model: unknown = JSON.parse(sequential([conv(), ...head]));
  const keras3 = JSON.stringify(model).replace("batch_input_shape", "batch_shape");
  const inputLayer = sequential([layer("InputLayer", { name: "input" }), conv({ name: "l0" }), ...head.map(named)]);
  const texts = [{ model_config: model }, { modelTopology: { model_config: model } }, { modelTopology: model }];
  const expected = readKerasModel(JSON.stringify(model)).graph;
  expect(expected).toBeDefined();
  for (const text of [...texts.map((one) => JSON.stringify(one)), keras3, inputLayer]) {
    expect(readKerasModel(text).graph).toEqual(expected);
  }
});

test("Keras 2 and Keras 3 connections give the same network, in whatever order the layers stand", () => {
  const entries = [
    ["image", image],
    ["a", conv({ padding: "same" }), "image"],
    ["b", conv({ padding: "same" }), "image"],
    ["sum", layer("Add"), "a", "b"],
    ["mean", layer("GlobalAveragePooling2D"), "sum"],
    ["logits", layer("Dense", { units: 3 }), "mean"],
  ] as const;
  const { graph } = readKerasModel(functional(entries, 2));
  expect(graph!.nodes.map(({ name }) => name)).toEqual(entries.map(([name]) => name));
  expect(readKerasModel(functional(entries, 3)).graph).toEqual(graph);
  const [first, a, b, sum, mean, last] = entries;
  const shuffled = readKerasModel(functional([first, mean, sum, b, a, last])).graph!;
  expect(shuffled.nodes.map(({ name }) => name)).toEqual(["image", "a", "b", "sum", "mean", "logits"]);
});

test.each<[string, readonly Config[], string]>([
  [
    "DepthwiseConv2D",
    [conv(), layer("DepthwiseConv2D"), ...head],
    'The layer "l1" is a DepthwiseConv2D, which is not supported; supported: InputLayer, Conv2D,',
  ],
  [
    "[2,2]",
    [conv({ dilation_rate: [2, 2] }), ...head],
    'dilation_rate of the layer "l0" is [ 2, 2 ], but only 1 is supported.',
  ],
  ["2", [conv({ groups: 2 }), ...head], 'groups of the layer "l0" is 2, but only 1 is supported.'],
  [
    "channels_first",
    [conv({ data_format: "channels_first" }), ...head],
    'data_format of the layer "l0" is "channels_first", but only channels_last',
  ],
  [
    "tanh",
    [conv({ activation: "tanh" }), ...head],
    'The activation "tanh" of the layer "l0" is not supported here; supported: relu, linear, and softmax at the output.',
  ],
  [
    "Activation",
    [conv(), layer("Activation", { activation: "softmax" }), ...head],
    'The activation "softmax" of the layer "l1" is not supported here',
  ],
  [
    "sigmoid",
    [conv(), layer("GlobalAveragePooling2D"), layer("Dense", { units: 1, activation: "sigmoid" })],
    'The activation "sigmoid" of the layer "l2"',
  ],
  [
    "false",
    [conv(), layer("BatchNormalization", { scale: false }), ...head],
    'scale of the layer "l1" is false, but only true is supported.',
  ],
  ["2", [conv(), layer("BatchNormalization", { axis: 2 }), ...head], 'axis of the layer "l1" is 2'],
  [
    "6",
    [conv(), layer("ReLU", { max_value: 6 }), ...head],
    'max_value of the layer "l1" is 6, but only the plain ReLU is supported.',
  ],
  ["Conv2D", [layer("Conv2D", { kernel_size: 3 }), ...head], 'The layer "l0" has no filters; add it.'],
  [
    "MaxPooling2D",
    [conv(), layer("ZeroPadding2D"), layer("MaxPooling2D"), ...head],
    'The padding "l1" must stand directly before a convolution.',
  ],
  ["Dense", [conv(), layer("Dense", { units: 3 })], 'The dense layer "l1" gets 4×6×6 values, but needs a flat list'],
  [
    "Conv2D",
    [layer("Flatten"), conv(), ...head],
    'The layer "l1" needs rows and columns, but gets a flat list of 192 values.',
  ],
  ["Conv2D", [conv({ kernel_size: 9 }), ...head], 'The window of "l0" is 9×9, larger than its padded input of 8×8'],
  ["Conv2D", [conv()], "The output is 4×6×6, but must be one number for each class"],
  ["Flatten", [layer("Flatten")], "The model has no layer with weights"],
  ["Sequential", [conv(), layer("Sequential"), ...head], 'The layer "l1" is a model within the model'],
  ["Dropout", [conv({ name: "x" }), layer("Dropout", { name: "x", rate: 0.1 }), ...head], 'Two layers are called "x"'],
])("%s at fault", (place, layers, message) => {
  const text = sequential(layers);
  const { graph, problems } = readKerasModel(text);
  expect(graph).toBeUndefined();
  expect(problems).toHaveLength(1);
  expect(problemMessage(problems[0]!)).toContain(message);
  expect(text.slice(problems[0]!.span.start, problems[0]!.span.end).replaceAll(/\s/g, "")).toContain(place);
});

test("all unsupported layers are named at once", () => {
  const { problems } = readKerasModel(sequential([layer("LSTM"), conv(), layer("Lambda"), ...head]));
  expect(problems.map(({ code, args }) => [code, args.kind])).toEqual([
    ["model-unsupported-layer", "LSTM"],
    ["model-unsupported-layer", "Lambda"],
  ]);
});

test("regularisers and frozen layers are warned of", () => {
  const { graph, problems } = readKerasModel(
    sequential([conv({ kernel_regularizer: { class_name: "L2" }, trainable: false }), ...head]),
  );
  expect(graph).toBeDefined();
  expect(problems.map(({ severity, args }) => [severity, args.key])).toEqual([
    ["warning", "kernel_regularizer"],
    ["warning", "trainable"],
  ]);
});

test.each<[string, string]>([
  [
    "model-outputs",
    functional([
      ["image", image],
      ["a", conv(), "image"],
      ["b", conv(), "image"],
    ]).replace(/"output_layers": \[[^\]]*\]/, '"output_layers": [["a", 0, 0], ["b", 0, 0]'),
  ],
  [
    "model-inputs",
    functional([
      ["image", image],
      ["other", image],
      ["sum", layer("Add"), "image", "other"],
    ]),
  ],
  [
    "model-cycle",
    functional([
      ["image", image],
      ["a", conv(), "b"],
      ["b", conv(), "a"],
    ]),
  ],
  [
    "model-unknown-source",
    functional([
      ["image", image],
      ["a", conv(), "nowhere"],
    ]),
  ],
  [
    "model-layer-inputs",
    functional([
      ["image", image],
      ["sum", layer("Add"), "image"],
    ]),
  ],
  [
    "model-add-shapes",
    functional([
      ["image", image],
      ["a", conv(), "image"],
      ["sum", layer("Add"), "image", "a"],
    ]),
  ],
  [
    "model-shared-layer",
    functional([
      ["image", image],
      ["a", conv(), "image"],
    ]).replace(/("inbound_nodes": \[)(\s*\[\s*\[\s*"image",\s*0,\s*0,\s*\{\}\s*\]\s*\])/, "$1$2,$2"),
  ],
  ["model-no-input-shape", sequential([conv(), ...head], [null, null, null, 3])],
  ["model-no-input-shape", JSON.stringify({ class_name: "Sequential", config: [conv(), ...head] })],
  ["model-graph-format", '{"format": "graph-model", "modelTopology": {"node": []}}'],
  ["model-not-a-model", "[1, 2]"],
  ["model-not-a-model", '{"name": "package"}'],
  ["model-json-syntax", '{"class_name": "Sequential", "config"'],
  ["model-json-syntax", "{class_name: Sequential}"],
  ["model-json-syntax", ""],
])("%s is found", (code, text) => {
  const { graph, problems } = readKerasModel(text);
  expect(graph).toBeUndefined();
  expect(problems.map((problem) => problem.code)).toContain(code);
});

test("data completes open extents and must agree with fixed ones", () => {
  const open = sequential([conv(), ...head], [null, null, null, 3]);
  expect(readKerasModel(open, { input: [3, 12, 10], classes: 10 }).graph!.nodes[0]!.shape).toEqual([3, 12, 10]);
  const { problems } = readKerasModel(sequential([conv(), ...head]), { input: [1, 28, 28], classes: 100 });
  expect(problems.map((problem) => problemMessage(problem))).toEqual([
    "The model gives 10 classes, but the data has 100.",
    "The model takes images of 3×8×8, but the data's are 1×28×28.",
  ]);
});

test("whatever the text, reading it ends in a graph or in problems within the text", () => {
  const seeds = [
    example,
    functional(
      [
        ["image", image],
        ["a", conv(), "image"],
      ],
      3,
    ),
    sequential([conv(), ...head]),
  ];
  const pieces = [
    "",
    "null",
    "-1",
    "1e400",
    '"x"',
    "[]",
    "{}",
    "[[",
    "}",
    ",",
    '"same"',
    '"Add"',
    "0.5",
    "\u2028",
    "*a",
  ];
  const edit = fc.tuple(fc.nat(), fc.nat({ max: 30 }), fc.constantFrom(...pieces));
  fc.assert(
    fc.property(fc.constantFrom(...seeds), fc.array(edit, { minLength: 1, maxLength: 3 }), (seed, edits) => {
      const text = edits.reduce((before, [at, length, piece]) => {
        const start = at % before.length;
        return before.slice(0, start) + piece + before.slice(start + length);
      }, seed);
      expectReading(text);
    }),
    { numRuns: 120, seed: 11 },
  );
});

test("whatever replaces a value, reading ends in a graph or in problems", () => {
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom("Add", "same", "image", [[["image", 0, 0]]], -1),
  );
  fc.assert(
    fc.property(fc.nat(), value, (at, replacement) => {
      const holes = [...example.matchAll(/: ("[^"]*"|\d[\d.]*|true|null|\[\s*\d+,\s*\d+\s*\])/g)];
      const hole = holes[at % holes.length]!;
      const start = hole.index + 2;
      expectReading(example.slice(0, start) + JSON.stringify(replacement) + example.slice(start + hole[1]!.length));
    }),
    { numRuns: 120, seed: 12 },
  );
});

test("deep nesting is a problem, not a crash", () => {
  expectReading("[".repeat(50_000));
  expectReading('{"config":'.repeat(5_000));
});

function expectReading(text: string): void {
  const { graph, problems } = readKerasModel(text);
  expect(graph === undefined).toBe(problems.some(({ severity }) => severity === "error"));
  for (const { span } of problems) {
    expect(span.start).toBeGreaterThanOrEqual(0);
    expect(span.end).toBeGreaterThanOrEqual(span.start);
    expect(span.end).toBeLessThanOrEqual(text.length);
  }
  for (const problem of problems) expect(problemMessage(problem)).not.toMatch(/\{\w+\}/);
}

function node(
  graph: Graph | undefined,
  name: string,
): { shape: readonly number[]; layer: Layer; inputs: readonly number[] } {
  return graph!.nodes.find((one) => one.name === name)!;
}

/** Keeps the names that the heads have in the other spellings. */
function named({ class_name, config }: Config, index: number): Config {
  return { class_name, config: { name: `l${index + 1}`, ...(config as Config) } };
}
