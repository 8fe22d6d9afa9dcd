import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Plan } from "../../../src/core/experiment/plan";
import { metricCharts } from "../../../src/core/results/metric";
import { defaultOptions } from "../../../src/core/results/options";
import { tabs } from "../../../src/core/results/tabs";
import { denseTwin } from "../../../src/core/run/twin";
import { tinyPlan } from "../../plans";
import { dense, erk, runOf, seeds, tested } from "./runs";

const runs = [
  ...seeds(dense, [0.9, 0.92]),
  ...seeds(erk(0.5), [0.9, 0.92]),
  ...seeds(erk(0.1), [0.8, 0.84]),
  ...seeds(erk(0.2), [0.898, 0.914]),
];

test("accuracy against density is one line a scheme over the band of the dense networks", () => {
  const [chart] = metricCharts(runs, defaultOptions, "en");
  expect(chart).toMatchObject({ id: "accuracy-density", title: "Accuracy against density", notes: [] });
  expect(chart!.y).toEqual({ title: "Accuracy (%)", scale: "linear", format: "percent" });
  expect(chart!.series.map(({ label, kind, slot }) => [label, kind, slot])).toEqual([
    ["dense, 95 % interval", "band", 0],
    ["dense", "line", 0],
    ["ERK", "line", 1],
  ]);
  const [band, level, line] = chart!.series;
  // Of two values half the interval is t₀.₉₇₅(1) · sd / √2 = 12.706 · 0.01
  expect(band!.points.map(({ x }) => x)).toEqual([0.1, 1]);
  expect([band!.points[0]!.low, band!.points[0]!.high]).toEqual([
    expect.closeTo(0.91 - 0.12706, 5),
    expect.closeTo(0.91 + 0.12706, 5),
  ]);
  expect(level!.points.map(({ y }) => y)).toEqual([expect.closeTo(0.91), expect.closeTo(0.91)]);
  expect(line!.points.map(({ x, y, n }) => [x, Number(y.toFixed(6)), n])).toEqual([
    [0.1, 0.82, 2],
    [0.2, 0.906, 2],
    [0.5, 0.91, 2],
  ]);
});

test("the summary says down to which density a line keeps up, within the margin", () => {
  const [chart] = metricCharts(runs, defaultOptions, "en");
  // 0.906 is 0.4 points behind 0.91, and 0.82 nine
  expect(chart!.summary).toBe(
    "Dense networks get 91.00 %. ERK falls behind dense by at most 0.40 points down to density 0.2, and by 9.00 points at 0.1.",
  );
  const worse = [...seeds(dense, [0.9]), ...seeds(erk(0.1), [0.8])];
  expect(metricCharts(worse, defaultOptions, "en")[0]!.summary).toContain(
    "ERK is 10.00 points behind dense at density 0.1 already.",
  );
  const level = [...seeds(dense, [0.9]), ...seeds(erk(0.1), [0.9])];
  expect(metricCharts(level, defaultOptions, "ja")[0]!.summary).toBe(
    "密なモデルは 90.00 % です。ERK は密度 0.1 まで密なモデルに劣りません。",
  );
});

test("against depth or width, networks of a family make a line each, and others are counted", () => {
  const preset = (name: string): Plan => ({ ...erk(0.1), model: { preset: name } });
  const networks = ["cifar_resnet_8_4", "cifar_resnet_14_4", "cifar_resnet_8_8", "vgg11"].map(preset);
  const all = networks.flatMap((plan, index) => seeds(plan, [0.5 + index / 10]));
  const [depth] = metricCharts(all, { ...defaultOptions, against: "depth" }, "en");
  expect(depth!.series.map(({ label, points }) => [label, points.map(({ x, y }) => [x, y])])).toEqual([
    [
      "cifar_resnet_*_4 · ERK 0.1",
      [
        [8, 0.5],
        [14, 0.6],
      ],
    ],
    ["cifar_resnet_*_8 · ERK 0.1", [[8, 0.7]]],
    ["vgg_* · ERK 0.1", [[11, 0.8]]],
  ]);
  const [width] = metricCharts(all, { ...defaultOptions, against: "width" }, "en");
  expect(width!.series[0]).toMatchObject({ label: "cifar_resnet_8_* · ERK 0.1", points: [{ x: 4 }, { x: 8 }] });
  expect(width!.notes).toContain("1 of 4 networks have no width: only networks of the family cifar_resnet do.");
});

test("the paper's points stand beside networks that are its own, and only there", () => {
  const own = tinyPlan({
    model: { preset: "cifar_resnet_20" },
    data: { format: "cifar10", path: "/data" },
    prune: { scheme: "erk", density: 0.1, sampling: "exact" },
  });
  const chosen = [...seeds(own, [0.87]), ...seeds(denseTwin(own), [0.92])];
  const [chart] = metricCharts(chosen, defaultOptions, "en");
  const paper = chart!.series.filter(({ label }) => label.startsWith("published"));
  expect(paper.map(({ label, kind, points }) => [label, kind, points.length])).toEqual([
    ["published: ResNet-20, ERK", "points", 6],
    ["published: ResNet-20, Dense", "points", 1],
  ]);
  expect(paper[0]!.points[0]).toEqual({ x: 0.1, y: 0.8779 });
  expect(chart!.notes.join()).toContain("2202.02643");
  const [depth] = metricCharts(chosen, { ...defaultOptions, against: "depth" }, "en");
  const byDepth = depth!.series.find(({ label }) => label === "published: ResNet 0.1, ERK");
  expect(byDepth!.points.map(({ x, y }) => [x, Math.round(1e4 * y)])).toEqual([
    [20, 8779],
    [32, 8969],
    [44, 9064],
    [56, 9056],
    [110, 9193],
  ]);
  expect(metricCharts(chosen, { ...defaultOptions, paper: false }, "en")[0]!.series).toHaveLength(2);
  expect(metricCharts(runs, defaultOptions, "en")[0]!.notes).toEqual([]);
});

test("runs of a shrunk experiment say so on every chart, and the paper's points are not beside them", () => {
  const plan = tinyPlan({
    model: { preset: "cifar_resnet_20" },
    data: { format: "cifar10", path: "/data" },
    prune: { scheme: "erk", density: 0.1, sampling: "exact" },
    scale: 0.01,
  });
  const chosen = seeds(plan, [0.3]);
  expect(metricCharts(chosen, defaultOptions, "en")[0]!.series).toHaveLength(1);
  for (const { id, charts } of tabs.filter(({ table }) => table === undefined)) {
    const notes = charts(chosen, defaultOptions, "en").map((chart) => chart.notes.join(" "));
    expect([id, ...notes.filter((note) => !note.includes("Scale 0.01: 1 % of"))]).toEqual([id]);
  }
});

test("the published numbers are those that were digitised", () => {
  const file = new URL("../../golden/paper_depth_cifar10_digitised.json", import.meta.url);
  const golden = JSON.parse(readFileSync(file, "utf8")) as {
    sparsity: number[];
    models: Record<string, Record<string, (number | null)[]>>;
  };
  const titles = { erk: "ERK", uniform: "Uniform", uniform_plus: "Uniform+", snip_ratio: "SNIP ratio" };
  for (const depth of [20, 32, 44, 56, 110]) {
    for (const [scheme, title] of Object.entries(titles)) {
      const plan = tinyPlan({
        model: { preset: `cifar_resnet_${depth}` },
        data: { format: "cifar10", path: "/data" },
        prune: { scheme: scheme as keyof typeof titles, density: 0.1, sampling: "exact" },
      });
      const drawn = metricCharts(seeds(plan, [0.9]), defaultOptions, "en")[0]!.series.at(-1)!.points;
      const expected = golden.models[`ResNet-${depth}`]![title]!.flatMap((value, index) =>
        value === null ? [] : [[Math.round(10 * (1 - golden.sparsity[index]!)), value]],
      );
      const found = drawn.map(({ x, y }) => [Math.round(10 * x), Number((100 * y).toFixed(2))]);
      expect(found).toEqual(expected.reverse());
    }
  }
});

test("what is missing is said: tests, metrics, twins and seeds", () => {
  const chosen = [runOf(erk(0.1), [tested({ accuracy: 0.5 })]), runOf(erk(0.2), [])];
  const [chart] = metricCharts(chosen, { ...defaultOptions, metric: "ece" }, "en");
  expect(chart!.series).toEqual([]);
  expect(chart!.summary).toBe('No tested network has "Expected calibration error".');
  expect(chart!.notes).toEqual([
    "1 of 2 runs have not been tested yet and are left out.",
    '1 of 1 tested networks have no "Expected calibration error": add ece to evaluate.',
    "2 of 2 sparse networks have no tested dense twin among these runs.",
  ]);
  expect(metricCharts(chosen, defaultOptions, "en")[0]!.notes[1]).toBe(
    "1 of 1 networks have one seed only, which says nothing of the spread.",
  );
});
