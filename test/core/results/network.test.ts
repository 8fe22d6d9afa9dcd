import { expect, test } from "vitest";
import { planGraph, type Plan } from "../../../src/core/experiment/plan";
import { layerTable } from "../../../src/core/model/cost";
import { costCharts } from "../../../src/core/results/cost";
import { gradientFlowCharts } from "../../../src/core/results/gradientFlow";
import { layerCharts } from "../../../src/core/results/layers";
import { defaultOptions } from "../../../src/core/results/options";
import type { RunEvent } from "../../../src/core/run/event";
import { layerDensities } from "../../../src/core/sparsity/densities";
import { tinyPlan } from "../../plans";
import { dense, erk, runOf } from "./runs";

function planned(plan: Plan): RunEvent {
  const { scheme, density } = plan.prune;
  return { kind: "planned", at: 0, ...layerTable(planGraph(plan), scheme as "erk" | "dense", density), steps: 6 };
}

test("gradient flow is the mean over seeds, over kept and over all weights, and by layer at the end", () => {
  const flow = (step: number, kept: number, all: number): RunEvent => {
    const layers = [
      { name: "a.weight", kept: kept / 2, all },
      { name: "fc.weight", kept, all },
    ];
    return { kind: "gradientFlow", at: 0, epoch: step / 3, step, kept, all, layers };
  };
  const run = (plan: Plan, scale: number) =>
    runOf(plan, [planned(erk(0.3)), flow(0, scale, 2 * scale), flow(6, 3 * scale, 9)]);
  const runs = [run(erk(0.3), 1), run({ ...erk(0.3), seed: 2 }, 2), run(dense, 4)];
  const [kept, all, layers] = gradientFlowCharts(runs, defaultOptions, "en");
  expect(kept!.series.map(({ points }) => points.map(({ x, y, n }) => [x, y, n]))).toEqual([
    [
      [0, 1.5, 2],
      [2, 4.5, 2],
    ],
    [
      [0, 4, 1],
      [2, 12, 1],
    ],
  ]);
  expect(all!.series.map(({ label }) => label)).toEqual(["ERK 0.3"]);
  expect(all!.series[0]!.points[0]).toMatchObject({ x: 0, y: 3 });
  expect(layers!.x.categories).toEqual(["a", "fc"]);
  expect(layers!.series[1]!.points.map(({ y }) => y)).toEqual([6, 12]);
  expect(layers!.summary).toContain("Dense: most in fc (12), least in a (6).");
  const [without] = gradientFlowCharts([runOf(dense, [])], defaultOptions, "en");
  expect(without!.notes).toEqual(["1 of 1 networks have no gradient flow: add gradient_flow to evaluate."]);
});

test("layers are drawn beside what every other rule would give at that density", () => {
  const plan = erk(0.2);
  const graph = planGraph(plan);
  const charts = layerCharts([runOf(plan, []), runOf(dense, [planned(dense)])], defaultOptions, "en");
  const [chart] = charts;
  expect(charts.map(({ id }) => id)).toEqual(["layers-cifar_resnet_8_4-0.2"]);
  expect(chart!.series.map(({ label }) => label)).toEqual([
    "ERK 0.2",
    ...["Uniform", "Uniform+", "ER", "ERK+"].map((title) => `${title} would give`),
  ]);
  expect(chart!.series[0]!.points.map(({ y }) => y)).toEqual(layerDensities("erk", graph, 0.2));
  expect(chart!.series[3]!.points.map(({ y }) => y)).toEqual(layerDensities("er", graph, 0.2));
  expect(chart!.x.categories).toHaveLength(chart!.series[0]!.points.length);
  expect(chart!.notes).toEqual(["Dense networks keep every layer whole and are not drawn."]);
});

test("what a rule cannot give, and layers that only a run decides on, are said", () => {
  const [chart] = layerCharts([runOf(erk(0.025), [])], defaultOptions, "en");
  expect(chart!.notes.length + chart!.series.length).toBe(5);
  expect(chart!.notes.join(" ")).toContain("erk_plus");
  const scored = tinyPlan({ prune: { scheme: "snip", density: 0.2, sampling: "exact" } });
  const [unknown] = layerCharts([runOf(scored, [])], defaultOptions, "en");
  expect(unknown).toMatchObject({
    series: [],
    notes: ["The layers of SNIP 0.2 are known once a run has drawn its masks."],
  });
});

const device = { engine: "sparse", description: "2 CPU threads", threads: 2 };
const timed = (plan: Plan, imagesPerSecond: number, kernelShare?: number, threads = 2) =>
  runOf(plan, [
    { kind: "started", at: 0, pid: 1, host: "here", device: { ...device, threads } },
    planned(plan),
    {
      ...{ kind: "progress", at: 1, step: 1, loss: 1, accuracy: 0.5, keptGradientNorm: 1, imagesPerSecond },
      ...(kernelShare !== undefined && { kernelShare }),
    },
  ]);

test("cost counts multiply-adds, and measures speed against the dense twin on an equal device", () => {
  const other = { ...dense, seed: 2 };
  const runs = [
    ...[timed(dense, 100, 0.9), timed(erk(0.1), 250, 0.5)],
    ...[timed({ ...erk(0.1), seed: 2 }, 900), timed(other, 300, 0.9, 1)],
  ];
  const [macs, speed, step] = costCharts(runs, defaultOptions, "en");
  const { total } = layerTable(planGraph(erk(0.1)), "erk", 0.1);
  expect(macs!.series[1]!.points.map(({ y }) => y)).toEqual([1, expect.closeTo(total.macs / total.denseMacs)]);
  // 16 images at 100/s are 160 ms, at 250/s 64 ms; the twin of seed 2 had another number of threads
  expect(speed!.series.map(({ label, kind }) => [label, kind])).toEqual([
    ["as dense", "guide"],
    ["training step from end to end (measured)", "bars"],
    ["kernels of convolution and dense layers alone (measured)", "bars"],
    ["if time fell as the multiply-adds do (counted)", "bars"],
  ]);
  expect(speed!.series[1]!.points).toEqual([{ x: 0, y: 2.5, n: 1 }]);
  // 144 of 160 ms and 32 of 64 ms in the kernels
  expect(speed!.series[2]!.points).toEqual([{ x: 0, y: 4.5, n: 1 }]);
  expect(speed!.summary).toContain(
    "trains 2.5 × as fast as its dense twin, its kernels alone 4.5 ×; by its multiply-adds it would be",
  );
  expect(speed!.notes).toEqual([
    "1 of 2 sparse runs have no dense twin among these whose speed was measured on an equal device.",
  ]);
  // Seeds at 100/s and 300/s, and at 250/s and 900/s
  expect(step!.series[0]!.points.map(({ y }) => y)).toEqual([
    expect.closeTo((160 + 160 / 3) / 2),
    expect.closeTo((64 + 160 / 9) / 2),
  ]);
});

test("runs that did not tell the time of their kernels are counted", () => {
  const runs = [timed(dense, 100), timed(erk(0.1), 250)];
  const [, speed, step] = costCharts(runs, defaultOptions, "en");
  expect(speed!.notes.join()).toContain("Of 1 of 1 runs beside dense the time of the kernels alone is not known");
  expect(step!.series).toHaveLength(1);
});

test("an engine that multiplies zeros is called masked dense", () => {
  const device = { engine: "tfjs-node-gpu", description: "GPU", threads: 1 };
  const run = runOf(erk(0.1), [{ kind: "started", at: 0, pid: 1, host: "here", device }]);
  expect(costCharts([run], defaultOptions, "en")[1]!.notes.join(" ")).toContain(
    "Masked dense: the engine tfjs-node-gpu",
  );
});
