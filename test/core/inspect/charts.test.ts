import { expect, test } from "vitest";
import { densityChart, fanCharts } from "../../../src/core/inspect/charts";
import { layerDensity } from "../../../src/core/inspect/density";
import type { InspectedLayer, Inspection } from "../../../src/core/inspect/inspection";
import { english } from "../../../src/core/inspect/phrases";
import { japanese } from "../../../src/core/inspect/phrases.ja";
import { comparedSentence, extentOf, fileSentence, layerSentence } from "../../../src/core/inspect/sentences";
import type { TensorInfo } from "../../../src/core/inspect/tensor";
import { layerDensities } from "../../../src/core/sparsity/densities";
import { graphOfChoice } from "../../../src/host/training/plans";
import { prunable } from "../../../src/core/model/graph";
import { firstChoice } from "../../../src/host/training/choice";
import { english as englishWords } from "../../host/english";
import { sources } from "../../rules/sources";
import { expectSameTemplates, japaneseText } from "../japanese";

test("a layer is told in a sentence: density, fans and dead filters", async () => {
  // Two units of four inputs; the first keeps three, the second none; the second input goes nowhere.
  const layer = await counted({ shape: [2, 4] }, [1, 0, 1, 1, /**/ 0, 0, 0, 0]);
  expect(layerSentence(layer, "en")).toBe(
    "fc.weight, 2 × 4: density 0.375, 3 of 8 weights kept. A unit has 0 to 3 of 4 inputs, an input goes to 0 to 1 of 2 connections; 1 of 2 filters are dead.",
  );
  expect(layerSentence(layer, "ja")).toMatch(japaneseText);
  expect(extentOf(layer)).toEqual({ rows: 2, columns: 4 });
  expect(fileSentence(fileOf([layer]), "en")).toBe("npz: density 0.375, 3 of 8 weights kept in 1 layers.");
});

test("fans are drawn as bars over what a dense unit would have", async () => {
  const [fanIn, fanOut] = fanCharts(await counted({ shape: [2, 4] }, [1, 0, 1, 1, /**/ 0, 0, 0, 0]), "en");
  expect(fanIn?.x.categories).toEqual(["0", "1", "2", "3", "4"]);
  expect(fanIn?.series[0]?.points.map(({ y }) => y)).toEqual([1, 0, 0, 1, 0]);
  expect(fanIn?.summary).toBe("From 0 to 3 of 4.");
  expect(fanOut?.x.categories).toEqual(["0", "1", "2"]);
  expect(fanOut?.series[0]?.points.map(({ y }) => y)).toEqual([1, 3, 0]);
});

test("beside a file's densities stands what each rule gives to a network of the same shapes", () => {
  const graph = graphOfChoice(firstChoice, "/", englishWords);
  if ("problem" in graph) throw new Error(graph.problem);
  const layers = prunable(graph).map(({ name, shape }) => tenth(name, shape));
  const { series, notes } = densityChart("net", fileOf(layers), "en");
  expect(series.map(({ label }) => label)).toEqual(["net", "Uniform would give", "ER would give", "ERK would give"]);
  const { density } = fileOf(layers).total;
  for (const [index, id] of (["uniform", "er", "erk"] as const).entries()) {
    const expected = layerDensities(id, graph, density);
    series[index + 1]!.points.forEach(({ y }, layer) => {
      expect(y).toBeCloseTo(expected[layer]!, 12);
    });
  }
  expect(notes).toEqual([english["densities.unnamed"]]);
});

test("the order of axes in a file changes nothing of what a rule gives", () => {
  const rules = (layers: readonly InspectedLayer[]) => densityChart("net", fileOf(layers), "en").series.slice(1);
  const torch = [tenth("a", [16, 3, 5, 5]), tenth("b", [10, 16])];
  const keras = [
    { ...tenth("a", [16, 3, 5, 5]), shape: [5, 5, 3, 16] },
    { ...tenth("b", [10, 16]), shape: [16, 10] },
  ];
  expect(rules(keras)).toEqual(rules(torch));
});

test("of a dense file no rule is drawn, since all would give the same", async () => {
  const dense = fileOf([await counted({ shape: [2, 2] }, [1, 1, 1, 1])]);
  const { series, notes } = densityChart("net", dense, "en");
  expect([series.length, notes]).toEqual([1, [english["densities.dense"]]]);
});

test("what two files keep is told with its numbers, and so is that they cannot be compared", () => {
  const files = { first: "a.npz", second: "b.npz" };
  const counts = { both: 2, onlyFirst: 2, onlySecond: 1 };
  expect(comparedSentence({ name: "fc", counts, overlap: 0.4 }, files, "en")).toBe(
    "Of the weights that either file keeps in fc, 40.00 % are kept in both: 2 in both, 2 only in a.npz, 1 only in b.npz.",
  );
  expect(comparedSentence({ name: "fc" }, files, "en")).toBe("b.npz has no layer fc of this shape to compare with.");
});

test("all that is said of a file is there in Japanese, with the same arguments, and is said somewhere", () => {
  expectSameTemplates(english, japanese);
  const untranslated = Object.entries(japanese).filter(([, text]) => !japaneseText.test(text));
  expect(untranslated.map(([id]) => id)).toEqual(["densities.own", "bin.range"]);
  const code = sources(["src/core/inspect"], [".ts"])
    .filter(({ path }) => !path.includes("phrases"))
    .map(({ text }) => text)
    .join()
    .replaceAll("`${which}.title`", '"fanIn.title" "fanOut.title"')
    .replaceAll("`axis.${which}`", '"axis.fanIn" "axis.fanOut"');
  expect(Object.keys(english).filter((id) => !code.includes(`"${id}"`))).toEqual([]);
});

function counted(of: Pick<TensorInfo, "shape">, flags: readonly number[]): Promise<InspectedLayer> {
  return layerDensity("fc.weight", { name: "fc.weight", dtype: "F32", ...of }, [Uint8Array.from(flags)]);
}

/** A layer of which a tenth is kept; only its extents and sizes matter. */
function tenth(name: string, shape: readonly number[]): InspectedLayer {
  const size = shape.reduce((product, extent) => product * extent, 1);
  const fan = (units: number) => ({ least: 0, most: 0, bins: [{ from: 0, to: size / units, units }] });
  const kept = Math.round(size / 10);
  const fans = { fanIn: fan(shape[0]!), fanOut: fan(shape[1]!) };
  return { name, shape, dtype: "F32", size, kept, density: kept / size, deadFilters: 0, ...fans };
}

function fileOf(layers: readonly InspectedLayer[]): Inspection {
  const kept = layers.reduce((sum, layer) => sum + layer.kept, 0);
  const size = layers.reduce((sum, layer) => sum + layer.size, 0);
  return { format: "npz", layers, total: { density: kept / size, kept, size } };
}
