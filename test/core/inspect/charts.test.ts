import { expect, test } from "vitest";
import { densityChart, fanCharts } from "../../../src/core/inspect/charts";
import { layerDensity } from "../../../src/core/inspect/density";
import type { InspectedLayer, Inspection } from "../../../src/core/inspect/inspection";
import { english } from "../../../src/core/inspect/phrases";
import { japanese } from "../../../src/core/inspect/phrases.ja";
import { comparedSentence, extentOf, fileSentence, layerSentence } from "../../../src/core/inspect/sentences";
import type { TensorInfo } from "../../../src/core/inspect/tensor";
import { layerDensities } from "../../../src/core/sparsity/densities";
import { prunable } from "../../../src/core/model/graph";
import { preset } from "../../../src/core/model/presets";
import { rules } from "../../../src/core/sparsity/schemes";
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

test.each(["cifar_resnet_20", "vgg11", "resnet18", "WideResNet50_2"])(
  "beside a file's densities stands what each rule gives to a plan of %s",
  (name) => {
    const graph = preset(name, { classes: 10 })!;
    const file = fileOf(prunable(graph).map(({ name, shape }) => tenth(name, shape)));
    const { series, notes } = densityChart("net", file, "en");
    const ids = ["uniform", "uniform_plus", "er", "erk", "erk_plus"] as const;
    expect(series.map(({ label }) => label)).toEqual(["net", ...ids.map((id) => `${rules[id].title} would give`)]);
    for (const [index, id] of ids.entries()) {
      const expected = layerDensities(id, graph, file.total.density);
      series[index + 1]!.points.forEach(({ y }, layer) => {
        expect(y).toBeCloseTo(expected[layer]!, 12);
      });
    }
    expect(notes).toEqual([]);
  },
);

test("rules that single out a layer are left out, with the reason, where the shapes do not tell which it is", () => {
  const of = (...shapes: readonly (readonly number[])[]) => {
    const layers = shapes.map((shape, index) => tenth(`layer${index}`, shape));
    const { series, notes } = densityChart("net", fileOf(layers), "en");
    return { rules: series.slice(1).map(({ label }) => label.replace(" would give", "")), notes };
  };
  const unknown = (schemes: string, layer: string) =>
    `There is no line for ${schemes}: the shapes in this file do not say which layer is the ${layer}.`;
  // Nothing but matrices: which of them is the last?
  expect(of([300, 784], [100, 300], [10, 100])).toEqual({
    rules: ["Uniform", "ER", "ERK"],
    notes: [unknown("Uniform+ and ERK+", "classifier")],
  });
  // The second convolution is as of grey images, or goes through each channel by itself.
  expect(of([32, 3, 3, 3], [32, 1, 3, 3], [256, 32, 3, 3], [10, 256])).toEqual({
    rules: ["Uniform", "ER", "ERK", "ERK+"],
    notes: [unknown("Uniform+", "first")],
  });
  // 0.1 of 2,176 weights are 218, but the first layer alone has 1,728.
  expect(of([64, 3, 3, 3], [7, 64])).toEqual({
    rules: ["Uniform", "ER", "ERK"],
    notes: [
      "There is no line for Uniform+ and ERK+: a density of 0.1 is below the least that these layers can get that way.",
    ],
  });
});

test("the first layer is found wherever the file has it", () => {
  const shapes = { a: [10, 64], b: [64, 16, 3, 3], c: [16, 3, 3, 3] };
  const given = (names: readonly (keyof typeof shapes)[]) => {
    const { series } = densityChart("net", fileOf(names.map((name) => tenth(name, shapes[name]))), "en");
    const plus = series.find(({ label }) => label.startsWith("Uniform+"))!;
    return Object.fromEntries(names.map((name, at) => [name, plus.points[at]!.y]));
  };
  const sorted = given(["a", "b", "c"]);
  expect(sorted).toEqual(given(["c", "b", "a"]));
  expect([sorted.a, sorted.c]).toEqual([0.2, 1]);
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
  expect(comparedSentence({ name: "fc", twin: "fc/kernel", counts, overlap: 0.4 }, files, "en")).toContain(
    "either file keeps in fc (there fc/kernel), 40.00 %",
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
    .replaceAll(
      "`densities.missing.${why}`",
      '"densities.missing.classifier" "densities.missing.first" "densities.missing.feasible"',
    )
    .replaceAll(/"(kept|weights|dead|(?:least|most|all)(?:In|Out))"/g, '"table.$1"')
    .replaceAll("`assumed.${order}`", '"assumed.PyTorch" "assumed.Keras"')
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
