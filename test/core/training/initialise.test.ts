import { expect, test } from "vitest";
import { evenPadding, graphBuilder } from "../../../src/core/model/build";
import { buffers, parameters, type Initial } from "../../../src/core/model/graph";
import { preset } from "../../../src/core/model/presets";
import { initialState } from "../../../src/core/training/initialise";

const resnet = preset("cifar_resnet_20", { classes: 10 })!;

test("every tensor is there, in its size and finite", () => {
  const state = initialState(resnet, 1);
  expect([...state.parameters].map(([name, { length }]) => ({ name, length }))).toEqual(
    parameters(resnet).map(({ name, shape }) => ({ name, length: shape.reduce((size, extent) => size * extent, 1) })),
  );
  expect([...state.buffers.keys()]).toEqual(buffers(resnet).map(({ name }) => name));
  expect(state.momentum.size).toBe(0);
  for (const tensor of state.parameters.values()) expect(tensor.every(Number.isFinite)).toBe(true);
});

test("batch norm starts as the identity", () => {
  const { parameters: values, buffers: running } = initialState(resnet, 1);
  expect(new Set(values.get("bn.weight"))).toEqual(new Set([1]));
  expect(new Set(values.get("bn.bias"))).toEqual(new Set([0]));
  expect(new Set(running.get("bn.running_mean"))).toEqual(new Set([0]));
  expect(new Set(running.get("bn.running_var"))).toEqual(new Set([1]));
});

/** Convolution 2→50 of 3×5 and dense 200→50, drawn by one rule each. */
function drawn(initial: Initial): { conv: Float32Array; dense: Float32Array; bias: Float32Array } {
  const build = graphBuilder("test", [2, 10, 20]);
  const window = { kernel: [3, 5], stride: [1, 1], padding: evenPadding(0) } as const;
  build.append("conv", { op: "conv2d", out: 50, bias: false, initial, ...window });
  build.append("pool", { op: "globalAvgPool" });
  build.append("wide", { op: "dense", out: 200, bias: true, initial });
  build.append("dense", { op: "dense", out: 50, bias: true, initial });
  const { parameters: values } = initialState(build.finish(), 5);
  return { conv: values.get("conv.weight")!, dense: values.get("dense.weight")!, bias: values.get("wide.bias")! };
}

test.each([
  // Convolution: 2 · 15 inputs, 50 · 15 outputs of a weight; dense: 200 and 50. U(±a) has standard deviation a / √3.
  ["kaiming_fan_in", Math.sqrt(2 / 30), Math.sqrt(2 / 200)],
  ["kaiming_fan_out", Math.sqrt(2 / 750), Math.sqrt(2 / 50)],
  ["normal_0.01", 0.01, 0.01],
  ["uniform_fan_in", 1 / Math.sqrt(90), 1 / Math.sqrt(600)],
] as const)("%s has mean 0 and the standard deviation of the rule", (weight, convDeviation, denseDeviation) => {
  const { conv, dense } = drawn({ weight, bias: "zero" });
  for (const [values, deviation] of [
    [conv, convDeviation],
    [dense, denseDeviation],
  ] as const) {
    const size = values.length;
    const mean = values.reduce((sum, value) => sum + value, 0) / size;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / size;
    expect(Math.abs(mean)).toBeLessThan((5 * deviation) / Math.sqrt(size));
    // The standard error of a normal variance is √(2 / n), of a uniform one less.
    expect(Math.abs(variance / deviation ** 2 - 1)).toBeLessThan(5 * Math.sqrt(2 / size));
  }
});

test("normal weights go beyond two standard deviations and uniform ones end at 1/√fan_in", () => {
  const beyond = drawn({ weight: "kaiming_fan_in", bias: "zero" }).dense.filter((value) => Math.abs(value) > 0.2);
  // 4.55 % of 10 000, ± 21.
  expect(Math.abs(beyond.length - 455)).toBeLessThan(105);
  const uniform = drawn({ weight: "uniform_fan_in", bias: "zero" }).dense;
  expect(uniform.every((value) => Math.abs(value) <= 1 / Math.sqrt(200))).toBe(true);
});

test("biases are zero or uniform within ±1/√fan_in", () => {
  expect(new Set(drawn({ weight: "normal_0.01", bias: "zero" }).bias)).toEqual(new Set([0]));
  const { bias } = drawn({ weight: "normal_0.01", bias: "uniform_fan_in" });
  expect(bias.every((value) => Math.abs(value) <= 1 / Math.sqrt(50))).toBe(true);
  expect(Math.max(...bias)).toBeGreaterThan(0.9 / Math.sqrt(50));
});

test.each([
  ["cifar_resnet_20", "conv", "kaiming_fan_in", "uniform_fan_in"],
  ["cifar_resnet_20", "fc", "kaiming_fan_in", "uniform_fan_in"],
  ["vgg11", "feature.0", "kaiming_fan_out", "zero"],
  ["vgg11", "classifier", "normal_0.01", "zero"],
  ["resnet18", "conv1", "kaiming_fan_in", "uniform_fan_in"],
  ["resnet18", "fc", "uniform_fan_in", "uniform_fan_in"],
])("%s draws %s by the reference's rule", (model, node, weight, bias) => {
  const layer = preset(model, { classes: 10 })!.nodes.find(({ name }) => name === node)!.layer;
  expect(layer).toMatchObject({ initial: { weight, bias } });
});

test("a tensor depends on the seed and its own name alone", () => {
  const wider = preset("cifar_resnet_26", { classes: 10 })!;
  const [one, same, other] = [initialState(resnet, 1), initialState(wider, 1), initialState(resnet, 2)];
  expect(same.parameters.get("conv.weight")).toEqual(one.parameters.get("conv.weight"));
  expect(other.parameters.get("conv.weight")).not.toEqual(one.parameters.get("conv.weight"));
});
