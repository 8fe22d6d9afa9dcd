import { expect, test } from "vitest";
import { defaultOptions } from "../../../src/core/results/options";
import { schemeCharts } from "../../../src/core/results/schemes";
import { resultTable } from "../../../src/core/results/table";
import { compareCells } from "../../../src/core/run/compare";
import { tinyPlan } from "../../plans";
import { dense, erk, runOf, seeds, tested } from "./runs";

const near = (value: number): number => expect.closeTo(value, 5) as number;
const uniform = tinyPlan({ prune: { scheme: "uniform", density: 0.1, sampling: "exact" } });
const runs = [
  ...seeds(dense, [0.9, 0.9, 0.9]),
  ...seeds(erk(0.1), [0.89, 0.9, 0.91]),
  ...seeds(uniform, [0.79, 0.8, 0.81]),
  ...seeds(erk(0.2), [0.9, 0.9, 0.9]),
];

test("each scheme has a bar at each of its densities, over the level of the dense networks", () => {
  const [chart] = schemeCharts(runs, defaultOptions, "en");
  expect(chart!.x.categories).toEqual(["0.1", "0.2"]);
  expect(chart!.series.map(({ label, kind, points }) => [label, kind, points.map(({ x }) => x)])).toEqual([
    ["dense, 95 % interval", "band", [0, 1]],
    ["dense", "guide", [0, 1]],
    ["ERK", "bars", [0, 1]],
    ["Uniform", "bars", [0]],
  ]);
  expect(chart!.summary).toBe(
    "At density 0.1, ERK is highest with 90.00 % and Uniform lowest with 80.00 %. At density 0.2, ERK gets 90.00 %.",
  );
});

test("differences to dense have their interval, the margin and the verdict", () => {
  const [, chart] = schemeCharts(runs, defaultOptions, "en");
  const uniformBar = chart!.series[1]!.points[0]!;
  // −0.11, −0.10, −0.09: mean −0.1, half the interval 4.30265 · 0.01 / √3 = 0.02484
  expect(uniformBar).toEqual({
    ...{ x: 0, y: near(-0.1), n: 3, low: near(-0.12484), high: near(-0.07516) },
  });
  expect(chart!.series.slice(2).map(({ label, points }) => [label, points[0]!.y])).toEqual([
    ["+0.5 points, the margin", 0.005],
    ["−0.5 points, the margin", -0.005],
  ]);
  expect(chart!.summary).toContain("Uniform 0.1: −10.00 points, worse than dense.");
  expect(chart!.summary).toContain("ERK 0.2: 0.00 points, equivalent to dense within ±0.5 points.");
});

test("the table has a row a network, with differences to the dense twins", () => {
  const table = resultTable(runs, defaultOptions, "en");
  expect(table.columns.map(({ title, format }) => [title, format])).toEqual([
    ["network", "text"],
    ["density", "number"],
    ["seeds", "count"],
    ["Accuracy (%)", "percent"],
    ["Accuracy, difference", "points"],
    ["verdict on accuracy", "text"],
  ]);
  expect(table.rows.map(({ label, cells }) => [label, cells[0], cells[1], cells.at(-1)])).toEqual([
    ["cifar_resnet_8_4 · dense", 1, 3, undefined],
    ["cifar_resnet_8_4 · erk 0.1", 0.1, 3, expect.stringContaining("undecided: about")],
    ["cifar_resnet_8_4 · uniform 0.1", 0.1, 3, "worse than dense"],
    ["cifar_resnet_8_4 · erk 0.2", 0.2, 3, "equivalent to dense within ±0.5 points"],
  ]);
  expect(table.rows[2]!.cells[3]).toMatchObject({ value: near(-0.1), n: 3 });
});

test("with a baseline, every other network is set beside it, seed by seed", () => {
  const key = compareCells(runs, { which: "last" })[2]!.key;
  const table = resultTable(runs, { ...defaultOptions, baseline: key }, "en");
  expect(table.title).toBe("Networks beside cifar_resnet_8_4 · uniform 0.1");
  const differences = table.rows.map(({ cells }) => cells[3]);
  expect(differences[2]).toBeUndefined();
  expect(differences[0]).toMatchObject({ value: near(0.1), n: 3 });
  // ERK is ten points better on each of the three seeds
  expect(table.rows[1]!.cells.at(-1)).toBe("better than the baseline");
  expect(table.notes.join(" ")).toContain("to the baseline");
});

test("the chosen metric comes first, and others have their columns", () => {
  const both = [
    runOf(erk(0.1), [tested({ accuracy: 0.9, nll: 0.3 })]),
    runOf(dense, [tested({ accuracy: 0.9, nll: 0.4 })]),
  ];
  const table = resultTable(both, { ...defaultOptions, metric: "nll" }, "ja");
  expect(table.columns.map(({ title }) => title)).toEqual([
    ...["ネットワーク", "密度", "シード数", "負の対数尤度 (nats)", "負の対数尤度の差"],
    ...["正解率 (%)", "正解率の差", "正解率の判定"],
  ]);
  expect(table.rows[0]!.cells[3]).toEqual({ value: near(-0.1), n: 1 });
  expect(table.rows[0]!.cells.at(-1)).toBe("未確定: シード 1 つではばらつきがわかりません");
});
