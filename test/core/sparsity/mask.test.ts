import fc from "fast-check";
import { expect, test } from "vitest";
import { prunable, sizeOf } from "../../../src/core/model/graph";
import { preset } from "../../../src/core/model/presets";
import { layerDensities } from "../../../src/core/sparsity/densities";
import { keptCounts } from "../../../src/core/sparsity/keptCounts";
import { deadFilters, drawMasks, keptOf } from "../../../src/core/sparsity/mask";
import { denseNetwork } from "./networks";

const resnet = preset("cifar_resnet_20", { classes: 10 })!;

test("counts: whole parts, then the largest remainders", () => {
  // 2.5, 3.3 and 1.4 weights, 7.2 in all: 2 + 3 + 1, and one more for the largest remainder.
  expect(keptCounts([0.25, 0.33, 0.14], [10, 10, 10])).toEqual([3, 3, 1]);
  // Equal remainders: 0.5 each, 1.5 in all, rounded up to 2: the first ones.
  expect(keptCounts([0.5, 0.5, 0.5], [1, 1, 1])).toEqual([1, 1, 0]);
  // 0.29 · 100 is 28.999999999999996 in binary.
  expect(keptCounts([0.29, 0.005], [100, 60])).toEqual([29, 0]);
  expect(keptCounts([1, 0, 0.999], [7, 5, 3])).toEqual([7, 0, 3]);
});

test("counts add up and stay within their layers", () => {
  const layer = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 5000 }));
  fc.assert(
    fc.property(fc.array(layer, { minLength: 1, maxLength: 40 }), (layers) => {
      const densities = layers.map(([density]) => density);
      const sizes = layers.map(([, size]) => size);
      const counts = keptCounts(densities, sizes);
      const wanted = densities.reduce((sum, density, index) => sum + density * sizes[index]!, 0);
      expect(Math.abs(counts.reduce((sum, count) => sum + count, 0) - wanted)).toBeLessThanOrEqual(0.5 + 1e-6);
      counts.forEach((count, index) => {
        expect(count).toBeLessThanOrEqual(sizes[index]!);
        expect(Math.abs(count - densities[index]! * sizes[index]!)).toBeLessThan(1 + 1e-6);
      });
    }),
    { numRuns: 300, seed: 1 },
  );
});

test.each([0.5, 0.1, 0.05, 0.01])("exact masks keep round(density · n) weights at density %f", (density) => {
  const masks = drawMasks(resnet, layerDensities("erk", resnet, density), "exact", 7);
  const kept = prunable(resnet).reduce((sum, { name, shape }) => {
    const mask = masks.get(name);
    return sum + (mask === undefined ? sizeOf(shape) : keptOf(mask));
  }, 0);
  expect(kept).toBe(Math.round(density * 270_896));
});

test("a layer of density 1 has no mask, another has one of its size", () => {
  const masks = drawMasks(resnet, layerDensities("erk", resnet, 0.1), "exact", 7);
  expect(masks.has("fc.weight")).toBe(false);
  expect(masks.get("conv.weight")).toHaveLength(432);
});

test.each(["exact", "bernoulli"] as const)("%s: a layer's mask does not depend on the other layers", (sampling) => {
  const small = denseNetwork([30, 20, 10]);
  const alone = drawMasks(denseNetwork([30, 20]), [0.3], sampling, 5).get("dense0.weight");
  expect(drawMasks(small, [0.3, 0.9], sampling, 5).get("dense0.weight")).toEqual(alone);
  expect(drawMasks(small, [0.3, 0.9], sampling, 6).get("dense0.weight")).not.toEqual(alone);
});

test.each(["exact", "bernoulli"] as const)("%s: positions and neighbours are kept equally often", (sampling) => {
  const graph = denseNetwork([10, 3]);
  const kept = new Array<number>(30).fill(0);
  const pairs = new Array<number>(30).fill(0);
  const draws = 4000;
  for (let seed = 0; seed < draws; seed++) {
    const mask = drawMasks(graph, [0.3], sampling, seed).get("dense0.weight")!;
    mask.forEach((value, index) => {
      kept[index]! += value;
      pairs[index]! += value * mask[(index + 1) % 30]!;
    });
  }
  // 1200 ± 29 of 4000 draws each; five standard deviations.
  for (const count of kept) expect(Math.abs(count - 1200)).toBeLessThan(145);
  // Pairs: 9/30 · 8/29 of exact draws, 0.09 of independent ones; standard deviation at most 18.2.
  const expected = sampling === "exact" ? (draws * 9 * 8) / (30 * 29) : draws * 0.09;
  for (const count of pairs) expect(Math.abs(count - expected)).toBeLessThan(91);
});

test("Bernoulli masks vary in size as independent draws do", () => {
  const sizes = Array.from({ length: 200 }, (_, seed) => {
    const masks = drawMasks(denseNetwork([100, 10]), [0.1], "bernoulli", seed);
    return keptOf(masks.get("dense0.weight")!);
  });
  // Mean 100, variance 1000 · 0.1 · 0.9 = 90; over 200 draws five standard errors are 3.4 and 45.
  const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  const variance = sizes.reduce((sum, size) => sum + (size - mean) ** 2, 0) / sizes.length;
  expect(Math.abs(mean - 100)).toBeLessThan(3.4);
  expect(Math.abs(variance - 90)).toBeLessThan(45);
});

test("dead filters are rows of the output dimension without a kept weight", () => {
  // Three filters of 2·1·1 weights; the second and third have none.
  expect(deadFilters(Uint8Array.of(0, 1, 0, 0, 0, 0), [3, 2, 1, 1])).toBe(2);
});

test("ResNet-20 loses about as many filters as expected under Bernoulli masks", () => {
  // The method expects 31 of 794 filters at uniform 0.05; standard deviation at most √31.
  const masks = drawMasks(resnet, layerDensities("uniform", resnet, 0.05), "bernoulli", 3);
  const dead = prunable(resnet).reduce((sum, { name, shape }) => sum + deadFilters(masks.get(name)!, shape), 0);
  expect(Math.abs(dead - 31)).toBeLessThan(5 * Math.sqrt(31));
});
