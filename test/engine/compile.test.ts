import { expect, test } from "vitest";
import { preset } from "../../src/core/model/presets";
import { compile } from "../../src/engine/sparse/compile";
import { fuse, type Unit } from "../../src/engine/sparse/fuse";
import { gradientBorder, inputBorder, type Geometry } from "../../src/engine/sparse/geometry";
import { network, networks } from "./networks";

const { graph: residual } = networks.get("residual blocks with a projection")!;
const { graph: sums } = networks.get("sums of three, of a tensor with itself, one tensor with many readers")!;

function text(unit: Unit): string {
  if (unit.kind !== "affine") return `${unit.kind} ${unit.input} → ${unit.node}`;
  const { input, norm, residuals, relu, node } = unit;
  const parts = [norm === undefined ? input : `norm ${input}`, ...residuals].join(" + ");
  return `${relu ? "relu " : ""}${parts} → ${node}`;
}

test("batch norm, addition and ReLU become one where nothing else reads what lies between", () => {
  expect(fuse(residual).map(text)).toEqual([
    ...["convolve 0 → 1", "relu norm 1 → 3", "convolve 3 → 4", "relu norm 4 → 6", "convolve 6 → 7", "norm 7 → 8"],
    // The later of the two batch norms joins the addition; the other must be there before it.
    ...["convolve 3 → 9", "relu norm 9 + 8 → 12", "convolve 12 → 13", "relu norm 13 + 12 → 16"],
    ...["pool 16 → 17", "convolve 17 → 18"],
  ]);
});

test("what several layers read stays a tensor of its own", () => {
  expect(fuse(sums).map(text)).toEqual([
    ...["convolve 0 → 1", "convolve 1 → 3", "relu norm 1 + 1 + 3 → 5", "5 + 5 → 6", "norm 6 + 6 + 1 + 5 → 8"],
    ...["convolve 0 → 9", "norm 9 → 10", "10 + 10 → 11", "relu 11 + 8 → 13", "pool 13 → 14"],
  ]);
});

test("an evaluation takes a block of images through all layers without a barrier", () => {
  const { programs } = compile(residual, new Map(), 16);
  const blockPhases = programs.forwardEvaluation.filter(({ split }) => split.total === "blocks");
  // The dense layer goes over eight blocks at a time, and so has a phase of its own.
  expect(blockPhases.map(({ ops }) => ops.length)).toEqual([11, 1]);
});

test("masks make the memory smaller, and a larger batch makes it larger", () => {
  const graph = preset("cifar_resnet_20", { classes: 10 })!;
  const size = (density: number, batch: number): number => {
    const masks = new Map(
      graph.nodes.flatMap(({ name, layer, inputs, shape }) => {
        if (layer.op !== "conv2d") return [];
        const weights = shape[0] * graph.nodes[inputs[0]!]!.shape[0] * layer.kernel[0] * layer.kernel[1];
        return [
          [`${name}.weight`, Uint8Array.from({ length: weights }, (_, index) => Number(index % 10 < density * 10))],
        ];
      }),
    );
    return compile(graph, masks, batch).arena.size();
  };
  expect(size(0.1, 64)).toBeLessThan(size(1, 64));
  expect(size(0.1, 128)).toBeGreaterThan(1.8 * size(0.1, 64));
});

const geometry: Geometry = {
  ...{ inputs: 1, outputs: 1, kernel: [3, 3], stride: [2, 2], before: [0, 0], flat: false },
  ...{ inputSize: [8, 8], outputSize: [4, 4] },
};

test("borders are as wide as a convolution and its gradient read", () => {
  // Keras's `same` for 8 pixels, kernel 3, stride 2: the last window covers pixels 6, 7 and one beyond.
  expect(inputBorder(geometry)).toEqual({ top: 0, bottom: 1, left: 0, right: 1 });
  // Input pixel 0 would get a part from output pixel −1 by tap 2; the other end stays inside.
  expect(gradientBorder(geometry)).toEqual({ top: 1, bottom: 0, left: 1, right: 0 });
});

test("a graph whose end is not its logits is refused", async () => {
  const { openSession } = await import("../../src/engine/sparse/session");
  const graph = { ...network("open", [1, 2, 2], [{ op: "relu" }]), classes: 3 };
  const state = { parameters: new Map(), buffers: new Map(), momentum: new Map() };
  const request = { graph, state, masks: new Map(), batch: 1, threads: 1, seed: 1 };
  await expect(openSession(request, "dist/engine", "simd128")).rejects.toThrow(
    "open must lead from one input to 3 logits, but ends in 1 × 2 × 2.",
  );
});
