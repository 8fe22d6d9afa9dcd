import { expect, test } from "vitest";
import { candidates, macShare, masksOf } from "../../bench/candidates";
import { titleOf } from "../../bench/report";
import { prunable } from "../../src/core/model/graph";
import { preset } from "../../src/core/model/presets";

const graph = preset("cifar_resnet_20", { classes: 10 })!;

test("every density has its turn in each scheme, and SparseProp's loops where SparseProp would be used", () => {
  const field = { densities: [1, 0.5, 0.1], nodes: ["24.1.0", "20.1.0"], elsewhere: [0.1], pytorch: true };
  const turns = candidates(field).map((candidate) =>
    [candidate.by === "ours" ? candidate.node : "", titleOf(candidate)].join(" ").trim(),
  );
  expect(turns).toEqual([
    ...["24.1.0 dense 1, sparse kernels", "24.1.0 dense 1"],
    ...["24.1.0 erk 0.5", "24.1.0 uniform 0.5", "24.1.0 erk 0.1", "24.1.0 uniform 0.1"],
    ...["20.1.0 erk 0.1", "20.1.0 uniform 0.1", "24.1.0 uniform 0.1, SparseProp's loops"],
    ...["PyTorch dense, channels_last", "PyTorch masked, channels_last"],
    ...["PyTorch dense, contiguous", "PyTorch masked, contiguous"],
  ]);
  expect(candidates({ ...field, densities: [0.5], elsewhere: [], pytorch: false })).toHaveLength(2);
});

test("uniform masks leave the first convolution dense, and ERK's keep more multiply-adds", () => {
  const uniform = masksOf(graph, { scheme: "uniform", density: 0.1 });
  const erk = masksOf(graph, { scheme: "erk", density: 0.1 });
  const dense = masksOf(graph, { scheme: "dense", density: 1 });
  const names = prunable(graph).map(({ name }) => name);
  expect([...uniform.keys()]).toEqual(names.slice(1));
  expect(dense.size).toBe(0);
  expect(macShare(graph, dense)).toBe(1);
  // The first convolution is 432 · 1024 of some 41 million multiply-adds: 1.1 %, of which nine tenths come on top.
  expect(macShare(graph, uniform)).toBeCloseTo(0.1095, 3);
  expect(macShare(graph, erk)).toBeGreaterThan(0.15);
});
