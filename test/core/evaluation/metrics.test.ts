import { readFileSync } from "node:fs";
import { Type } from "typebox";
import { Value } from "typebox/value";
import { expect, test } from "vitest";
import { calibrationBins, expectedCalibrationError, reliability } from "../../../src/core/evaluation/calibration";
import { describeMetric, evaluateMetrics, logitMetrics } from "../../../src/core/evaluation/metrics";

const numbers = Type.Array(Type.Number());

const golden = Value.Parse(
  Type.Object({
    logits: Type.Object({ shape: numbers, data: numbers }),
    labels: numbers,
    accuracy: Type.Number(),
    nll: Type.Number(),
    brier: Type.Number(),
    mean_confidence: Type.Number(),
    ece_10: Type.Number(),
    ece_14: Type.Number(),
    ece_15: Type.Number(),
    ece_20: Type.Number(),
    ece_freetickets_num_bins_15: Type.Number(),
  }),
  JSON.parse(readFileSync("test/golden/metrics.json", "utf8")),
);

const logits = Float64Array.from(golden.logits.data);
const classes = golden.logits.shape[1]!;

test("metrics equal the golden values", () => {
  const ids = ["accuracy", "nll", "brier", "ece", "ece_freetickets"] as const;
  const values = evaluateMetrics(ids, logits, golden.labels, classes);
  expect(values.accuracy).toBeCloseTo(golden.accuracy, 12);
  expect(values.nll).toBeCloseTo(golden.nll, 12);
  expect(values.brier).toBeCloseTo(golden.brier, 12);
  expect(values.ece).toBeCloseTo(golden.ece_15, 12);
  expect(values.ece_freetickets).toBeCloseTo(golden.ece_freetickets_num_bins_15, 12);
  expect(evaluateMetrics(["ece"], logits, golden.labels, classes, 20).ece).toBeCloseTo(golden.ece_20, 12);
});

test("float32 logits change the metrics by less than 1e-6", () => {
  for (const { compute } of Object.values(logitMetrics)) {
    const exact = compute(logits, golden.labels, classes);
    expect(compute(Float32Array.from(logits), Int32Array.from(golden.labels), classes)).toBeCloseTo(exact, 6);
  }
});

test.each([
  [10, golden.ece_10],
  [14, golden.ece_14],
  [15, golden.ece_15],
  [20, golden.ece_20],
  [calibrationBins.freeTickets, golden.ece_freetickets_num_bins_15],
])("calibration error with %i bins equals the golden value", (bins, expected) => {
  expect(expectedCalibrationError(logits, golden.labels, classes, bins)).toBeCloseTo(expected, 12);
});

test("reliability bins hold every example once, each within its bounds", () => {
  const bins = reliability(logits, golden.labels, classes, 10);
  expect(bins.map(({ low, high }) => [low, high])[3]).toEqual([0.3, 0.4]);
  expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(300);
  expect(bins.reduce((sum, { correct }) => sum + correct, 0) / 300).toBeCloseTo(golden.accuracy, 12);
  expect(bins.reduce((sum, { confidence }) => sum + confidence, 0) / 300).toBeCloseTo(golden.mean_confidence, 12);
  for (const { low, high, count, confidence } of bins.filter(({ count }) => count > 0)) {
    expect(confidence / count).toBeGreaterThan(low);
    expect(confidence / count).toBeLessThanOrEqual(high);
  }
});

test("a bin's upper bound belongs to it, its lower bound does not", () => {
  // Two equal logits: confidence exactly ½, in (¼, ½] of four bins.
  expect(reliability(Float64Array.of(1, 1), [0], 2, 4).map(({ count }) => count)).toEqual([0, 1, 0, 0]);
});

test("by hand: two examples, one of them wrong", () => {
  // Probabilities (¾, ¼) with label 0 and (½, ½) with label 1, where the first of equal logits is predicted.
  const pair = Float64Array.of(Math.log(3), 0, 0, 0);
  const values = evaluateMetrics(["accuracy", "nll", "brier", "ece"], pair, [0, 1], 2);
  expect(values.accuracy).toBe(0.5);
  expect(values.nll).toBeCloseTo((Math.log(4 / 3) + Math.log(2)) / 2, 15);
  expect(values.brier).toBeCloseTo((1 / 8 + 1 / 2) / 2, 15);
  expect(values.ece).toBeCloseTo((1 / 4 + 1 / 2) / 2, 15);
});

test("huge logits do not overflow", () => {
  const { nll } = evaluateMetrics(["nll"], Float64Array.of(1e4, 0, -1e4), [1], 3);
  expect(nll).toBe(1e4);
});

test("logits that are not numbers give metrics that are not numbers", () => {
  for (const id of ["nll", "brier", "ece"] as const) {
    expect(logitMetrics[id].compute(Float32Array.of(NaN, NaN), [0], 2)).toBeNaN();
  }
});

test("values lie in the range their metric declares", () => {
  for (const { range, compute } of Object.values(logitMetrics)) {
    const value = compute(logits, golden.labels, classes);
    expect(value).toBeGreaterThanOrEqual(range[0]);
    expect(value).toBeLessThanOrEqual(range[1]);
  }
});

test("a perfectly calibrated set has no calibration error", () => {
  // Confidence ¾ in four images of which three are right, and ½ in two of which one is.
  const calibrated = Float64Array.from(
    [Math.log(3), Math.log(3), Math.log(3), Math.log(3), 0, 0].flatMap((gap) => [gap, 0]),
  );
  expect(expectedCalibrationError(calibrated, [0, 0, 0, 1, 0, 1], 2)).toBeCloseTo(0, 15);
});

test("what is recorded under an id has a title, what another version recorded has none", () => {
  expect(describeMetric("accuracy")?.title).toBe("Accuracy");
  expect(describeMetric("auc_msp/noise")?.title).toBe("Outlier detection by confidence (noise)");
  expect(describeMetric("invented")).toBeUndefined();
});
