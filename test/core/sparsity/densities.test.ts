import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { layerTable } from "../../../src/core/model/cost";
import { prunable, sizeOf, type Graph } from "../../../src/core/model/graph";
import { preset } from "../../../src/core/model/presets";
import {
  densityFault,
  InfeasibleDensity,
  layerDensities,
  leastFeasibleDensity,
  plainlyFeasible,
  schemeFault,
} from "../../../src/core/sparsity/densities";
import { sum } from "../../../src/core/sparsity/layers";
import { isScored, ruleIds, rules, schemeIds } from "../../../src/core/sparsity/schemes";
import { goldenGraph, goldenRatios, goldenSchemes } from "./golden";
import { denseNetwork, network, randomNetwork } from "./networks";

describe.each(goldenRatios)("$file", (ratios) => {
  const graph = goldenGraph(ratios);
  const cases = Object.entries(ratios.densities).flatMap(([density, byScheme]) =>
    Object.entries(byScheme).map(([name, golden]) => ({
      density: Number(density),
      scheme: goldenSchemes[name]!,
      golden,
    })),
  );

  test("every scheme gives the reference's densities, to 1e-12", () => {
    for (const { density, scheme, golden } of cases.filter((one) => one.golden.invalid === undefined)) {
      const errors = layerDensities(scheme, graph, density).map((value, layer) => value - golden.density[layer]!);
      expect(Math.max(...errors.map(Math.abs)), `${scheme} ${density}`).toBeLessThan(1e-12);
    }
  });

  test("layers that the rule holds at 1 are marked", () => {
    for (const { density, scheme, golden } of cases.filter((one) => one.golden.dense_layers !== undefined)) {
      if (golden.invalid !== undefined) continue;
      const classifier = scheme === "erk_plus" ? [ratios.layers.at(-1)!.name] : [];
      const marked = layerTable(graph, scheme, density).layers.filter((row) => row.forcedDense === true);
      const expected = new Set([...golden.dense_layers!, ...classifier]);
      expect(new Set(marked.map(({ name }) => name)), `${scheme} ${density}`).toEqual(expected);
    }
  });

  test("what the reference calls infeasible is refused with a density that is not", () => {
    for (const { density, scheme } of cases.filter((one) => one.golden.invalid !== undefined)) {
      const error = thrown(() => layerDensities(scheme, graph, density));
      expect(error).toBeInstanceOf(InfeasibleDensity);
      const named = /least feasible density is ([\d.e-]+)\.$/.exec(error.message)![1];
      expect(Math.min(...layerDensities(scheme, graph, Number(named)))).toBeGreaterThan(0);
    }
  });
});

test("the least feasible density of uniform keeps one weight of the smallest layer", () => {
  // 432 weights in the first convolution: 1 / 432 = 0.00231481…, rounded up.
  expect(leastFeasibleDensity("uniform", preset("cifar_resnet_20", { classes: 10 })!)).toBe(0.002315);
  // 2 · 25 = 50 weights and 25 · 2: 1 / 50 is four digits already.
  expect(leastFeasibleDensity("uniform", denseNetwork([2, 25, 2]))).toBe(0.02);
});

test("ERK+ needs the classifier and one weight of every other layer", () => {
  // 4·5 = 20 and 5·2 = 10 weights: 10 + 1 of 30.
  expect(leastFeasibleDensity("erk_plus", denseNetwork([4, 5, 2]))).toBe(0.3667);
});

test("Uniform+ above its change is as small as its dense first layer lets it be", () => {
  // 100·10 = 1000 of 1020 weights are the first layer's: 0.05 of the last layer's 20 is one weight: 1001 of 1020.
  expect(leastFeasibleDensity("uniform_plus", denseNetwork([100, 10, 2]))).toBe(0.9814);
});

test("ER by hand", () => {
  // Shares (2+2)/4 = 1 and (10+2)/20 = 0.6; weights 4 and 20. Half of 24 is 12 = c · (4 + 12): c = 0.75.
  expect(layerDensities("er", denseNetwork([2, 2, 10]), 0.5)).toEqual([0.75, expect.closeTo(0.45, 12)]);
});

test("ERK counts a kernel's extent and ER does not", () => {
  const graph = network([
    { out: 4, kernel: 3 },
    { out: 4, kernel: 1 },
  ]);
  const [er, erk] = [layerDensities("er", graph, 0.2), layerDensities("erk", graph, 0.2)];
  expect(er[0]! / er[1]!).toBeCloseTo(7 / 12 / (8 / 16), 12);
  expect(erk[0]! / erk[1]!).toBeCloseTo(13 / 108 / (10 / 16), 12);
});

test("Uniform+ may have nothing but a first layer and a classifier, but its reference arithmetic may not", () => {
  // 3·1 + 1·17 weights; 0.2 of 20 is the first layer and one weight of the classifier; below, the rule wants 3.4 of it.
  const graph = denseNetwork([3, 1, 17]);
  expect(leastFeasibleDensity("uniform_plus", graph)).toBe(0.2);
  expect(schemeFault("uniform_plus_reference", graph)?.code).toBe("scheme-few-layers");
});

test.each(ruleIds)("%s: laws on random networks", (id) => {
  fc.assert(
    fc.property(randomNetwork(), fc.double({ min: 1e-5, max: 1, noNaN: true }), (graph, density) => {
      if (schemeFault(id, graph) !== undefined) return;
      const least = leastFeasibleDensity(id, graph);
      if (density < least) {
        const error = thrown(() => layerDensities(id, graph, density));
        expect(error).toBeInstanceOf(InfeasibleDensity);
        expect(error).toHaveProperty("least", least);
      }
      const feasible = Math.max(density, least);
      const densities = layerDensities(id, graph, feasible);
      const { layers, total: all } = layerTable(graph, id, feasible);
      expect(densities.every((share) => share > 0 && share <= 1)).toBe(true);
      expect(layers.every(({ kept, size }) => kept >= 1 && kept <= size)).toBe(true);
      const wanted = sum(densities.map((share, layer) => share * layers[layer]!.size));
      if (rules[id].exact) expect(Math.abs(wanted - feasible * all.size)).toBeLessThan(1e-9 * all.size);
      expect(Math.abs(all.kept - wanted)).toBeLessThanOrEqual(0.5 + 1e-6);
    }),
    { numRuns: 200, seed: 2 },
  );
});

test.each(ruleIds.filter((id) => id !== "dense"))("%s: below the least feasible density the rule fails", (id) => {
  fc.assert(
    fc.property(randomNetwork(), (graph) => {
      if (schemeFault(id, graph) !== undefined) return;
      const least = leastFeasibleDensity(id, graph);
      const justBelow = least * (1 - 1e-9);
      expect(() => layerDensities(id, graph, justBelow)).toThrow(InfeasibleDensity);
      if (least >= 1) return;
      // Two units of the fourth digit below, the rule asks for less than a weight of some layer, or cannot meet the
      // budget, as Uniform+ below 0.2 where there is nothing but a first layer and a classifier.
      const clearlyBelow = least * (1 - 2e-3);
      const { sizes, densities } = rule(id, graph, clearlyBelow);
      const kept = densities.map((share, layer) => share * sizes[layer]!);
      const missed = Math.abs(sum(kept) - clearlyBelow * sum(sizes)) > 1e-6;
      expect(Math.min(...kept) < 1 || (rules[id].exact && missed)).toBe(true);
    }),
    { numRuns: 200, seed: 3 },
  );
});

test("a scheme that scores weights needs at least one for every layer, and nothing else of a network", () => {
  const scoring = schemeIds.filter(isScored);
  expect(scoring).toEqual(["snip_ratio", "grasp_ratio", "snip", "grasp", "magnitude"]);
  for (const id of scoring) {
    // 22 layers of 270,896 weights in all: 22 / 270896 = 0.0000812120…
    expect(leastFeasibleDensity(id, preset("cifar_resnet_20", { classes: 10 })!)).toBe(8.122e-5);
    expect(densityFault(id, denseNetwork([2, 25, 2]), 0.01)).toMatchObject({ args: { least: 0.02 } });
  }
});

test("a density outside (0, 1] is refused in one sentence, but for dense", () => {
  const graph = denseNetwork([4, 4]);
  for (const density of [0, -0.1, 1.4, Number.NaN]) {
    expect(() => layerDensities("erk", graph, density)).toThrow(
      new RangeError(`density is ${density}, but must be greater than 0 and at most 1.`),
    );
    expect(layerDensities("dense", graph, density)).toEqual([1]);
  }
  expect(leastFeasibleDensity("dense", graph)).toBe(0);
});

test("density 1 keeps everything, exactly", () => {
  const graph = preset("vgg11", { classes: 10 })!;
  for (const id of ruleIds) expect(new Set(layerDensities(id, graph, 1))).toEqual(new Set([1]));
});

test("a scheme that needs a classifier says so where there is none, or several outputs", () => {
  const convolutions = network([
    { out: 4, kernel: 3 },
    { out: 4, kernel: 1 },
  ]);
  expect(() => layerDensities("erk_plus", convolutions, 0.5)).toThrow(/no dense layer feeds the output of test/);
  expect(layerDensities("erk", convolutions, 0.5)).toHaveLength(2);
  const branches: Graph = {
    ...convolutions,
    nodes: [...convolutions.nodes, { ...convolutions.nodes[1]!, name: "other" }],
  };
  expect(schemeFault("uniform_plus", branches)).toMatchObject({ code: "scheme-outputs", args: { outputs: 2 } });
});

function rule(id: (typeof ruleIds)[number], graph: Graph, density: number): { sizes: number[]; densities: number[] } {
  const shapes = prunable(graph).map(({ shape }) => shape);
  const sizes = shapes.map(sizeOf);
  const classifier = shapes.map(({ length }) => length).lastIndexOf(2);
  return { sizes, densities: rules[id].densities({ shapes, sizes, total: sum(sizes), classifier }, density) };
}

function thrown(call: () => unknown): Error {
  try {
    call();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("Nothing was thrown.");
}

test("what is plainly feasible is never below the least feasible density", () => {
  const graph = preset("cifar_resnet_8_8", { classes: 10, input: [3, 32, 32] })!;
  for (const scheme of schemeIds) {
    const least = leastFeasibleDensity(scheme, graph);
    for (const factor of [0.5, 0.9, 0.999, 1.0005, 1.01, 1.5, 3]) {
      const density = Math.min(1, least * factor);
      if (density > 0 && plainlyFeasible(scheme, graph, density)) expect(density).toBeGreaterThanOrEqual(least);
    }
    expect(plainlyFeasible(scheme, graph, Math.min(1, least * 1.01))).toBe(true);
  }
});
