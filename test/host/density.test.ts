import { expect, test } from "vitest";
import { schemes, type SchemeId } from "../../src/core/sparsity/schemes";
import { barColours, barIcon } from "../../src/host/density/bar";
import { linesOf } from "../../src/host/density/lines";
import { layerRow, totalRow } from "../../src/host/density/rows";
import {
  densitiesFor,
  densityHint,
  offeredDensities,
  typedDensity,
  type Pruned,
} from "../../src/host/training/densities";
import { firstChoice } from "../../src/host/training/choice";
import { graphOfChoice, tableOfChoice } from "../../src/host/training/plans";
import { english } from "./english";

const layer = { name: "fc.weight", shape: [10, 64], density: 0.25, kept: 160, size: 640, macs: 160, denseMacs: 640 };
const total = { size: 1000, kept: 200, density: 0.2, macs: 800, denseMacs: 4000, params: 1100 };

test("a layer's line has its density, its kept weights and its share of the MACs", () => {
  // 160 of 800 MACs are 20 %
  const row = layerRow(layer, total, english);
  expect(row.label).toBe("fc");
  expect(row.description).toBe("0.25 · 160/640 · 20.0 % MACs");
  expect(row.spoken).toBe("fc, density 0.25, 160 of 640 weights kept, 20.0 % of the MACs");
});

test("a layer that the scheme keeps dense and one with dead filters say so", () => {
  expect(layerRow({ ...layer, forcedDense: true }, total, english).description).toContain("kept dense");
  expect(layerRow({ ...layer, deadFilters: 1 }, total, english).description).toContain("1 dead filter");
  expect(layerRow({ ...layer, deadFilters: 3 }, total, english).details).toContain("3 of 10");
});

test("the line of the whole counts parameters without those that are pruned", () => {
  // 1100 parameters of which 1000 can be pruned and 200 of those are kept: 300
  const row = totalRow(total, [layer], english);
  expect(row.description).toBe("0.2 · 200/1,000 · 20.0 % of dense MACs");
  expect(row.details).toContain("300 of 1,100");
});

test("a bar is as long as its density, and never invisible where something is kept", () => {
  const lengths = [0, 0.001, 0.25, 0.5, 1].map(barLength);
  expect(lengths).toEqual(["0", "1", "4", "8", "16"]);
});

test("a bar that is not decided has an outline and neither an empty nor a filled part", () => {
  expect(barLength(undefined)).toBeUndefined();
  expect(decodeURIComponent(barIcon(undefined, barColours.dark))).toContain(`stroke="${barColours.dark.filled}"`);
});

test("bars are there for dark and light themes", () => {
  expect(barIcon(0.5, barColours.dark)).not.toBe(barIcon(0.5, barColours.light));
});

test("a density that is typed shows what it keeps", () => {
  const first = typedDensity(pruned("erk"), "0.07");
  // cifar_resnet_20_8 has 67,992 prunable weights: 7 % are 4,759.4
  expect(first).toMatchObject({
    label: "0.07",
    description: "keeps 4,759 of 67,992 weights",
    value: 0.07,
    typed: true,
  });
  // 68,786 parameters in all, so 794 that are never pruned
  expect(first.detail).toMatch(/^5,553 parameters/);
});

test("percentages can be typed too", () => {
  expect(typedDensity(pruned("erk"), "7 %").value).toBeCloseTo(0.07, 12);
});

test("an infeasible density cannot be taken and says which is the least", () => {
  const first = typedDensity(pruned("uniform_plus"), "0.0001");
  expect(first.value).toBeUndefined();
  expect(first.description).toMatch(/the least feasible density is 0\.\d+/);
});

test("options keep their places while a density is typed, since an early Enter arrives as a place", () => {
  const offered = offeredDensities(pruned("erk"));
  const labels = offered.map(({ label }) => label);
  const placesFor = (typed: string) => densitiesFor(typed, offered, pruned("erk")).map(({ label }) => label);
  for (const typed of ["", "0.3", "20 %", "1"]) expect(placesFor(typed)).toEqual(labels);
  expect(placesFor("0.07")).toEqual([...labels, "0.07"]);
  expect(placesFor("a lot")).toEqual([...labels, "a lot"]);
  // A picker hides what does not match the text: what was typed is shown all the same.
  const shown = densitiesFor("20 %", offered, pruned("erk")).filter(({ typed }) => typed);
  expect(shown.map(({ value }) => value)).toEqual([0.2]);
});

test("what is no number or out of range cannot be taken", () => {
  for (const typed of ["a lot", "0", "1.4", "-1", "NaN"])
    expect(typedDensity(pruned("erk"), typed).value).toBeUndefined();
});

test("every density that is offered can be had, the least feasible one among them", () => {
  const offered = offeredDensities(pruned("erk_plus"));
  expect(offered.every(({ value }) => value !== undefined)).toBe(true);
  expect(offered.at(-1)?.label).toContain("least feasible");
  expect(densityHint(pruned("erk_plus"))).toContain(String(offered.at(-1)?.value));
});

test("a choice that cannot be had is a problem in words", () => {
  expect(tableOfChoice({ ...firstChoice, model: "cifar_resnet_21" }, "/", english)).toHaveProperty("problem");
  const missing = tableOfChoice({ ...firstChoice, model: "./missing.model.yaml" }, "/", english);
  expect("problem" in missing && missing.problem).toContain("./missing.model.yaml");
});

/** The network of the first choice. */
function pruned(scheme: SchemeId): Pruned {
  const graph = graphOfChoice(firstChoice, "/", english);
  if ("problem" in graph) throw new Error(graph.problem);
  return { graph, scheme, words: english };
}

/** Width of the filled rectangle, the second of the two. */
function barLength(density: number | undefined): string | undefined {
  const svg = decodeURIComponent(barIcon(density, { filled: "#f", empty: "#e" }));
  return [...svg.matchAll(/width="([\d.]+)" height="8"/g)][1]?.[1];
}

test("before its run, a scheme that scores weights shows the sizes of its layers and who decides on their densities", () => {
  const choice = { ...firstChoice, scheme: "grasp_ratio", density: 0.1 } as const;
  const { message, rows } = linesOf(tableOfChoice(choice, "/", english), english);
  expect(message).toBe(
    "GraSP ratio scores the weights when the run starts, and only that decides how dense each layer is.",
  );
  // 22 layers and the whole: 10 % of 67,992 weights are 6,799.2
  expect(rows).toHaveLength(23);
  expect(rows[0]).toMatchObject({ label: "All layers", description: "0.1 · 6,799/67,992", density: 0.1 });
  // 794 of 68,786 parameters are never pruned
  expect(rows[0]?.details).toContain("7,593 of 68,786");
  // 8 filters of 3 × 3 × 3
  expect(rows[1]).toMatchObject({ label: "conv", description: "216 weights" });
  expect(rows[1]?.spoken).toBe("conv, 216 weights, density decided by scoring when the run starts");
  expect(rows.slice(1).every((row) => row.density === undefined)).toBe(true);
});

test("a scheme that follows a rule has nothing to say above its layers, a choice that cannot be had says only why", () => {
  expect(linesOf(tableOfChoice(firstChoice, "/", english), english)).not.toHaveProperty("message");
  const { message, rows } = linesOf(
    tableOfChoice({ ...firstChoice, scheme: "snip", density: 0.0001 }, "/", english),
    english,
  );
  expect([message, rows]).toEqual([expect.stringContaining("0.0003236"), []]);
});

test("a scheme that scores weights takes as little as one weight a layer, but does not offer what scores hardly leave", () => {
  // 22 layers of 67,992 weights: at least one each is 22 / 67992 = 0.00032356…
  const offered = offeredDensities(pruned("grasp_ratio"));
  expect(offered.map(({ value }) => value)).toEqual([1, 0.5, 0.3, 0.2, 0.1, 0.05, 0.02, 0.01]);
  expect(densityHint(pruned("grasp_ratio"))).toContain("0.0003236 (one weight a layer)");
  // 4,759 kept weights and the 794 parameters that are never pruned
  expect(typedDensity(pruned("grasp_ratio"), "0.07")).toMatchObject({
    description: "keeps 4,759 of 67,992 weights",
    detail: "5,553 parameters · MACs and layer densities decided by scoring",
    value: 0.07,
  });
  expect(typedDensity(pruned("snip"), "0.0001").value).toBeUndefined();
});

test("what is said of a scheme fits a picker's line", () => {
  // A quick pick of VS Code is at most 600 pixels wide: 87 letters are cut off.
  for (const { summary } of Object.values(schemes)) expect(summary.length).toBeLessThan(87);
});
