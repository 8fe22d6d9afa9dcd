import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parameters, prunable, sizeOf, type Shape } from "../../../src/core/model/graph";
import { familyName, presetChoice, presetFault, presetNames } from "../../../src/core/model/presetNames";
import { preset } from "../../../src/core/model/presets";
import { goldenGraph, goldenRatios } from "../sparsity/golden";

test.each(goldenRatios)(
  "$file: names, shapes, order, strides, output sizes and totals are the reference's",
  (ratios) => {
    const graph = goldenGraph(ratios);
    const described = prunable(graph).map((weight) => {
      const node = graph.nodes[weight.node]!;
      const stride = node.layer.op === "conv2d" ? node.layer.stride[0] : 1;
      return { name: weight.name, shape: weight.shape, stride, out_hw: node.shape[1] };
    });
    expect(described).toEqual(
      ratios.layers.map(({ name, shape, stride, out_hw }) => ({ name, shape, stride, out_hw })),
    );
    expect(graph.nodes[0]!.shape).toEqual(ratios.input);
    expect(parameters(graph).reduce((sum, { shape }) => sum + sizeOf(shape), 0)).toBe(ratios.total_params);
  },
);

test.each([
  // The reference's totals; ResNet-101 and WideResNet-101-2 as torchvision's documentation gives them.
  ["cifar_resnet_44", 10, 661_338],
  ["cifar_resnet_20_8", 10, 68_786],
  ["cifar_resnet_32_32", 10, 1_860_522],
  ["vgg13", 10, 9_413_066],
  ["resnet34", 1000, 21_797_672],
  ["resnet101", 1000, 44_549_160],
  ["WideResNet50_2", 1000, 68_883_240],
  ["WideResNet101_2", 1000, 126_886_696],
])("%s with %i classes has %i parameters", (name, classes, expected) => {
  const total = parameters(preset(name, { classes })!).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  expect(total).toBe(expected);
});

interface GoldenTraining {
  readonly model: string;
  readonly classes: number;
  readonly input: Shape;
  readonly params: Readonly<Record<string, { readonly shape: readonly number[] }>>;
}

test.each(["train_resnet8_w4.json", "train_resnet8_w6_odd.json"])("%s: all parameters in PyTorch's order", (file) => {
  const training = JSON.parse(readFileSync(`test/golden/${file}`, "utf8")) as GoldenTraining;
  const graph = preset(training.model, { classes: training.classes, input: training.input })!;
  const named = Object.entries(training.params).map(([name, { shape }]) => ({ name, shape }));
  expect(parameters(graph).map(({ name, shape }) => ({ name, shape }))).toEqual(named);
});

test("every listed preset can be built, with unique node names", () => {
  for (const name of presetNames) {
    const graph = preset(name, { classes: 10 })!;
    expect(new Set(graph.nodes.map((node) => node.name)).size, name).toBe(graph.nodes.length);
    expect(graph.nodes.at(-1)!.shape, name).toEqual([10, 1, 1]);
  }
});

test("small and grey inputs work where the network has room for them", () => {
  for (const input of [
    [3, 8, 8],
    [3, 12, 12],
    [1, 28, 28],
    [3, 1, 1],
  ] as const) {
    expect(preset("cifar_resnet_8_4", { classes: 3, input })!.nodes.at(-1)!.shape).toEqual([3, 1, 1]);
  }
  // Five halvings of 33 pixels leave one.
  expect(preset("vgg11", { classes: 3, input: [1, 33, 33] })!.nodes.at(-1)!.shape).toEqual([3, 1, 1]);
});

test("an input that is too small or no shape is refused in one sentence", () => {
  expect(() => preset("vgg16", { classes: 10, input: [1, 28, 28] })).toThrow(
    new RangeError("The input of 1×28×28 is too small for vgg16; use a larger one."),
  );
  expect(() => preset("vgg16", { classes: 10, input: [3, 0, 32] })).toThrow(RangeError);
  expect(() => preset("vgg16", { classes: 0 })).toThrow(RangeError);
});

test("a wrong depth names the nearest right one", () => {
  expect(presetFault("cifar_resnet_21")?.args.nearest).toBe(20);
  expect(presetFault("cifar_resnet_2_8")?.args.nearest).toBe(8);
  expect(presetFault("cifar_resnet_20_8")).toBeUndefined();
  expect(preset("cifar_resnet_21", { classes: 10 })).toBeUndefined();
});

test.each([
  ["cifar_resnet20", "cifar_resnet_20"],
  ["VGG16", "vgg16"],
  ["wideresnet50_2", "WideResNet50_2"],
  ["resnet50_2", "resnet50"],
])("the unknown name %s is answered with %s", (name, nearest) => {
  expect(presetFault(name)).toEqual({ code: "model-unknown", args: { name, nearest } });
});

test("a name like no other is answered without a guess", () => {
  expect(presetFault("a transformer")).toEqual({ code: "model-unknown", args: { name: "a transformer" } });
});

test("a family's name is the shortest that means the same", () => {
  expect(familyName({ family: "cifar_resnet", depth: 20, width: 16 })).toBe("cifar_resnet_20");
  expect(familyName({ family: "cifar_resnet", depth: 20, width: 8 })).toBe("cifar_resnet_20_8");
  expect(familyName({ family: "vgg", depth: 16 })).toBe("vgg16");
  expect(familyName({ family: "WideResNet", depth: 50, width: 2 })).toBe("WideResNet50_2");
  expect(presetFault(familyName({ family: "vgg", depth: 16, width: 8 }))?.code).toBe("model-unknown");
  expect(presetChoice("cifar_resnet_8")).toEqual({ family: "cifar_resnet", depth: 8, width: 16 });
});
