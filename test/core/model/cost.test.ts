import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { flops, layerTable, maskTable, parameterCount } from "../../../src/core/model/cost";
import { preset } from "../../../src/core/model/presets";
import { layerDensities } from "../../../src/core/sparsity/densities";
import { drawMasks } from "../../../src/core/sparsity/mask";
import { goldenGraph, goldenRatios, goldenSchemes } from "../sparsity/golden";

interface GoldenCost {
  readonly dense_macs: number;
  readonly dense_inference_flops: number;
  readonly dense_training_flops_per_sample: number;
  readonly by_density: Readonly<Record<string, Readonly<Record<string, GoldenFlops | null>>>>;
}

interface GoldenFlops {
  readonly expected_macs: number;
  readonly inference_flops: number;
  readonly static_training_flops_per_sample: number;
  readonly ratio_to_dense: number;
}

const golden = JSON.parse(readFileSync("test/golden/flops.json", "utf8")) as {
  readonly archs: Readonly<Record<string, GoldenCost>>;
};

describe.each(goldenRatios)("$file", (ratios) => {
  const graph = goldenGraph(ratios);

  test("dense multiply-adds and parameters are the reference's", () => {
    const { layers, total } = layerTable(graph, "dense", 0.1);
    expect(layers.map(({ denseMacs }) => denseMacs)).toEqual(ratios.layers.map((layer) => layer.dense_macs));
    expect(layers.map(({ macs }) => macs)).toEqual(ratios.layers.map((layer) => layer.dense_macs));
    expect(total).toMatchObject({ denseMacs: ratios.dense_macs, density: 1, params: ratios.total_params });
    expect(parameterCount(graph)).toBe(ratios.total_params);
  });

  test("multiply-adds of kept weights are the reference's expectation, but for rounding to whole weights", () => {
    const { dense_macs, by_density } = golden.archs[ratios.arch]!;
    expect(dense_macs).toBe(ratios.dense_macs);
    for (const [density, byScheme] of Object.entries(by_density)) {
      for (const [name, cost] of Object.entries(byScheme)) {
        const scheme = goldenSchemes[name];
        // The file leaves out infeasible budgets; the rule that is no scheme of ours has a test of its own.
        if (scheme === undefined || cost === null) continue;
        const { layers } = layerTable(graph, scheme, Number(density));
        const positions = layers.map(({ denseMacs, size }) => denseMacs / size);
        const macs = layers.reduce((sum, row, layer) => sum + row.density * row.size * positions[layer]!, 0);
        expect(Math.abs(macs / cost.expected_macs - 1), `${name} ${density}`).toBeLessThan(1e-12);
        expect(layers.map((row) => row.macs)).toEqual(layers.map((row, layer) => row.kept * positions[layer]!));
        const whole = layers.reduce((sum, row) => sum + row.macs, 0);
        expect(Math.abs(whole - macs)).toBeLessThanOrEqual(positions.reduce((sum, value) => sum + value, 0));
      }
    }
  });
});

test("every file of densities has its costs, and the other way round", () => {
  expect(Object.keys(golden.archs).sort()).toEqual(goldenRatios.map(({ arch }) => arch).sort());
});

test.each(Object.entries(golden.archs))("%s: operations follow from multiply-adds as in the golden file", (_, arch) => {
  expect(flops(arch.dense_macs)).toEqual({
    inference: arch.dense_inference_flops,
    training: arch.dense_training_flops_per_sample,
  });
  const costs = Object.values(arch.by_density).flatMap((byScheme) => Object.values(byScheme));
  for (const cost of costs) {
    if (cost === null) continue;
    const { inference, training } = flops(cost.expected_macs);
    expect(inference / cost.inference_flops).toBeCloseTo(1, 12);
    expect(training / cost.static_training_flops_per_sample).toBeCloseTo(1, 12);
    expect(cost.expected_macs / arch.dense_macs).toBeCloseTo(cost.ratio_to_dense, 12);
  }
});

test.each(goldenRatios)("$arch: with the first layer dense, the rest costs its share of what is left", (ratios) => {
  const { layers, total } = layerTable(goldenGraph(ratios), "dense", 1);
  const first = layers[0]!.denseMacs;
  for (const [density, { uniform_first_dense: cost }] of Object.entries(golden.archs[ratios.arch]!.by_density)) {
    const expected = first + Number(density) * (total.denseMacs - first);
    expect(expected / cost!.expected_macs).toBeCloseTo(1, 12);
  }
});

test("the table of a run holds what its masks hold", () => {
  const graph = preset("cifar_resnet_8_4", { classes: 10, input: [3, 8, 8] })!;
  const masks = drawMasks(graph, layerDensities("erk", graph, 0.3), "bernoulli", 1);
  const { layers, total } = maskTable(graph, masks, "erk", 0.3);
  const row = layers.find(({ name }) => name === "conv.weight")!;
  const kept = [...masks.get("conv.weight")!].filter((value) => value === 1).length;
  expect(row).toMatchObject({ kept, size: 108, density: kept / 108, macs: kept * 64, denseMacs: 108 * 64 });
  expect(total.kept).toBe(layers.reduce((sum, layer) => sum + layer.kept, 0));
  expect(total.density).toBe(total.kept / total.size);
  const full = layers.find(({ forcedDense }) => forcedDense === true)!;
  expect(full).toMatchObject({ kept: full.size, density: 1, deadFilters: 0 });
});

test("an exact plan's total keeps the rounded budget and states the density asked for", () => {
  const { total } = layerTable(preset("cifar_resnet_20", { classes: 10 })!, "erk", 0.05);
  expect(total).toEqual({
    size: 270_896,
    kept: 13_545,
    density: 0.05,
    macs: total.macs,
    denseMacs: 40_813_184,
    params: 272_474,
  });
});

test("the reference's Uniform+ states the density that it really gives", () => {
  const { total } = layerTable(preset("cifar_resnet_20", { classes: 10 })!, "uniform_plus_reference", 0.5);
  expect(total.density).toBeCloseTo(0.5007973539660977, 12);
});
