import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { expectedKept } from "../../../src/core/estimate/kept";
import { sessionBytesOf } from "../../../src/core/estimate/sessionBytes";
import type { Graph } from "../../../src/core/model/graph";
import { preset } from "../../../src/core/model/presets";
import { readModel } from "../../../src/core/model/read";
import { layerDensities } from "../../../src/core/sparsity/densities";
import { drawMasks } from "../../../src/core/sparsity/mask";
import type { RuleId } from "../../../src/core/sparsity/schemes";
import { compile } from "../../../src/engine/sparse/compile";

/** What the estimate may be off by. */
const tolerance = 0.05;

const small = readFileSync("examples/small.model.yaml", "utf8");
const networks: Readonly<Record<string, Graph | undefined>> = {
  cifar_resnet_20: preset("cifar_resnet_20", { classes: 10 }),
  cifar_resnet_20_64: preset("cifar_resnet_20_64", { classes: 10 }),
  "cifar_resnet_8 on 28×28 in grey": preset("cifar_resnet_8", { classes: 10, input: [1, 28, 28] }),
  vgg11: preset("vgg11", { classes: 10 }),
  "resnet18 on 32×32": preset("resnet18", { classes: 10, input: [3, 32, 32] }),
  resnet50: preset("resnet50", { classes: 1000 }),
  "the small model file": readModel("small.model.yaml", small, { classes: 10, input: [3, 32, 32] }).graph,
};

const cases: readonly (readonly [network: string, scheme: RuleId, density: number, batch: number])[] = [
  ["cifar_resnet_20", "dense", 1, 64],
  ["cifar_resnet_20", "erk", 0.1, 128],
  ["cifar_resnet_20", "erk", 0.1, 1],
  ["cifar_resnet_20_64", "erk", 0.05, 16],
  ["cifar_resnet_20_64", "uniform", 0.5, 4],
  ["cifar_resnet_8 on 28×28 in grey", "uniform", 0.2, 100],
  ["vgg11", "dense", 1, 8],
  ["vgg11", "erk", 0.05, 64],
  // Its last layers are single pixels.
  ["resnet18 on 32×32", "uniform", 0.05, 20],
  ["resnet50", "erk", 0.1, 2],
  ["the small model file", "dense", 1, 32],
  ["the small model file", "erk", 0.2, 7],
];

test.each(cases)("the session of %s, %s %d, batch %i needs what was estimated", (network, scheme, density, batch) => {
  const graph = networks[network]!;
  const masks = scheme === "dense" ? new Map() : drawMasks(graph, layerDensities(scheme, graph, density), "exact", 1);
  const actual = compile(graph, masks, batch).arena.size();
  const estimated = sessionBytesOf(graph)(expectedKept(graph, { scheme, density }), batch);
  expect(Math.abs(estimated / actual - 1)).toBeLessThan(tolerance);
});
