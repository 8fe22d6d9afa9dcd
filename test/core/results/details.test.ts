import { expect, test } from "vitest";
import { defaultOptions } from "../../../src/core/results/options";
import { outlierCharts } from "../../../src/core/results/outliers";
import { reliabilityCharts } from "../../../src/core/results/reliability";
import { robustnessCharts } from "../../../src/core/results/robustness";
import type { Details } from "../../../src/core/run/findings";
import { erk, runOf, tested } from "./runs";

/** Seeds of one network with these details. */
function networks(...all: readonly Details[]) {
  return all.map((details, index) => runOf({ ...erk(0.1), seed: index + 1 }, [tested({ accuracy: 0.5 }, details)]));
}

const bin = (low: number, count: number, correct: number, confidence: number) => {
  return { low, high: low + 0.5, count, correct, confidence };
};

test("reliability puts the images of all seeds in one bin, at their mean confidence", () => {
  const runs = networks(
    { reliability: [bin(0, 0, 0, 0), bin(0.5, 10, 6, 9)] },
    { reliability: [bin(0, 4, 2, 1), bin(0.5, 6, 5, 5)] },
  );
  const [accuracy, counts] = reliabilityCharts(runs, defaultOptions, "en");
  const [diagonal, line] = accuracy!.series;
  expect(diagonal).toMatchObject({
    kind: "guide",
    points: [
      { x: 0, y: 0 },
      { x: 1, y: 1 },
    ],
  });
  expect(line!.points).toEqual([
    { x: 0.25, y: 0.5, n: 4 },
    { x: 14 / 16, y: 11 / 16, n: 16 },
  ]);
  // Per test: (0 + 10) / 2 … the line of counts ends where the last bin does
  expect(counts!.series[0]!.points.map(({ x, y }) => [x, y])).toEqual([
    [0, 2],
    [0.5, 8],
    [1, 8],
  ]);
  // Errors |9 − 6| / 10 = 0.3 and (|1 − 2| + |5 − 5|) / 10 = 0.1; 15 sure and 13 right of 20 are 10 points
  expect(accuracy!.summary).toContain("expected calibration error 0.2; on average it is 10.0 points surer");
  expect(counts!.summary).toContain("more than 50.00 % sure of 80.00 % of the images");
});

test("outlier curves have their area in the label, and their mean over seeds drawn over them", () => {
  const curve = (auc: number, roc: readonly (readonly [number, number])[]): Details => {
    return { outliers: [{ score: "msp", set: "noise", images: 10, auc, roc: roc.map(([x, y]) => [x, y] as const) }] };
  };
  const perfect = curve(1, [
    [0, 0],
    [0, 1],
    [1, 1],
  ]);
  const blind = curve(0.5, [
    [0, 0],
    [1, 1],
  ]);
  const [chart] = outlierCharts(networks(perfect, blind), defaultOptions, "en");
  expect(chart!.id).toBe("roc-msp-noise");
  expect(chart!.series.map(({ label, kind, faint }) => [label, kind, faint])).toEqual([
    ["blind guess (AUC 0.5)", "guide", undefined],
    ["ERK 0.1, curve 1", "line", true],
    ["ERK 0.1, curve 2", "line", true],
    ["ERK 0.1 (AUC 0.75)", "line", undefined],
  ]);
  // At a quarter of the outliers one curve is at 1, the other at 0.25
  expect(chart!.series[3]!.points.find(({ x }) => x === 0.25)).toMatchObject({ y: 0.625, n: 2 });
  // Intervals at every tenth: at 1 both curves end
  const intervals = chart!.series[3]!.points.flatMap(({ x, low }) => (low === undefined ? [] : x));
  expect(intervals).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
  const [single] = outlierCharts(networks(blind), defaultOptions, "en");
  expect(single!.series[1]).toMatchObject({
    points: [
      { x: 0, y: 0 },
      { x: 1, y: 1 },
    ],
  });
  expect(outlierCharts(networks({}), defaultOptions, "en")[0]!.notes[0]).toContain("add auc_msp to evaluate");
});

test("outlier curves of more than four networks are drawn without seeds and intervals, and a note says so", () => {
  const roc: readonly (readonly [number, number])[] = [
    [0, 0],
    [1, 1],
  ];
  const blind: Details = { outliers: [{ score: "msp", set: "noise", images: 10, auc: 0.5, roc: [...roc] }] };
  const runs = [0.1, 0.2, 0.3, 0.4, 0.5].flatMap((density) =>
    [1, 2].map((seed) => runOf({ ...erk(density), seed }, [tested({ accuracy: 0.5 }, blind)])),
  );
  const [chart] = outlierCharts(runs, defaultOptions, "en");
  expect(chart!.series.map(({ kind, faint }) => [kind, faint])).toEqual([
    ["guide", undefined],
    ...Array.from({ length: 5 }, () => ["line", undefined]),
  ]);
  expect(chart!.series[1]!.points.some(({ low }) => low !== undefined)).toBe(false);
  expect(chart!.notes.join()).toContain("drawn for up to 4 networks");
});

test("robustness falls over eps, with the interval over seeds", () => {
  const fgsm = (...accuracies: readonly number[]): Details => {
    const points = accuracies.map((accuracy, index) => ({ eps: 4 * index, accuracy, loss: 1 }));
    return { robustness: [{ attack: "fgsm", images: 100, points }] };
  };
  const [chart, pgd] = robustnessCharts(networks(fgsm(0.9, 0.4), fgsm(0.8, 0.2)), defaultOptions, "en");
  expect(chart!.series[0]!.points.map(({ x, y, n }) => [x, Number(y.toFixed(9)), n])).toEqual([
    [0, 0.85, 2],
    [4, 0.3, 2],
  ]);
  expect(chart!.summary).toBe("ERK 0.1 falls from 85.00 % to 30.00 % at 4/255.");
  expect(chart!.notes).toEqual(["Accuracy is on the first 100 test images."]);
  expect(pgd).toMatchObject({ id: "robustness-pgd", series: [], title: "Accuracy under PGD" });
  expect(pgd!.notes).toEqual(["1 of 1 tested networks have no accuracy under this attack: add pgd to evaluate."]);
});
