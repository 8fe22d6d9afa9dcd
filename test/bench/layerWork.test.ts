import { expect, test } from "vitest";
import { passOf, workOf, type Pass } from "../../bench/layerWork";
import { evenPadding, graphBuilder, squareWindow } from "../../src/core/model/build";
import type { Initial } from "../../src/core/model/graph";

const initial: Initial = { weight: "kaiming_fan_in", bias: "zero" };
const build = graphBuilder("small", [2, 4, 4]);
const conv = build.append("conv", { op: "conv2d", out: 6, bias: false, initial, ...squareWindow(3, 2, 1) }, [0]);
const norm = build.append("norm", { op: "batchNorm", epsilon: 1e-5, momentum: 0.1 });
const shortcut = { kernel: [1, 1], stride: [2, 2], padding: evenPadding(0) } as const;
const side = build.append("side", { op: "conv2d", out: 6, bias: false, initial, ...shortcut }, [0]);
if (typeof norm !== "number" || typeof side !== "number") throw new Error("The graph is wrong.");
build.append("add", { op: "add" }, [norm, side]);
const relu = build.append("relu", { op: "relu" });
build.append("pool", { op: "globalAvgPool" });
const dense = build.append("dense", { op: "dense", out: 5, bias: true, initial });
const graph = build.finish();

// 108 weights, of which 27 are kept; batch 3.
const masks = new Map([["conv.weight", Uint8Array.from({ length: 108 }, (_, index) => Number(index % 4 === 0))]]);
const work = workOf(graph, masks, 3);

function check(node: unknown, pass: Pass, layer: string, flop: number, bytes: number): void {
  if (typeof node !== "number") throw new Error("The graph is wrong.");
  expect(work(node, pass)).toEqual({ layer, flop, bytes });
}

test("a convolution does two operations a kept weight and output position, in each of its passes", () => {
  // 2 · 27 · 2·2 positions · 3 images; 4 bytes · 3 images · (2·4·4 in + 6·2·2 out).
  for (const pass of ["forward", "input gradient", "weight gradient"] as const)
    check(conv, pass, "3×3 conv, 2 → 6 at 4×4, stride 2", 648, 672);
});

test("a layer without a mask keeps all its weights", () => {
  // 2 · 30 weights · 3 images; 4 bytes · 3 images · (6 + 5).
  check(dense, "forward", "dense, 6 → 5", 180, 132);
});

test("batch norm, addition and ReLU are one layer that moves each tensor once, and what its sums need twice", () => {
  // A tensor is 4 bytes · 3 images · 6·2·2 = 288: input, residual, output; backward input and output's gradient twice,
  // input's and residual's gradients.
  check(relu, "forward", "norm + add + ReLU, 6 at 2×2", 0, 3 * 288);
  check(relu, "backward", "norm + add + ReLU, 6 at 2×2", 0, 6 * 288);
});

test("kernels for weights and biases belong to the weight gradient, all others backward to the input's", () => {
  expect(passOf("conv2d", "convolve", "forward")).toBe("forward");
  expect(passOf("conv2d", "convolve", "backward")).toBe("input gradient");
  expect(passOf("dense", "sumWeightGradient", "backward")).toBe("weight gradient");
  expect(passOf("dense", "biasSums", "backward")).toBe("weight gradient");
  expect(passOf("relu", "affineSums", "backward")).toBe("backward");
  expect(passOf(undefined, "update", "backward")).toBe("update");
});
