import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { ChartModel } from "../../../src/core/chart/model";
import { ResultOptionsSchema, defaultOptions, type ResultOptions } from "../../../src/core/results/options";
import type { ResultRun } from "../../../src/core/results/run";
import { tabs } from "../../../src/core/results/tabs";
import type { RunEvent } from "../../../src/core/run/event";
import { isRunEvent } from "../../../src/core/run/event";
import { schemeIds } from "../../../src/core/sparsity/schemes";
import * as Value from "typebox/value";
import { tinyPlan } from "../../plans";
import { runOf } from "./runs";

// In 64ths: a measurement is no denormal number.
const share = fc.integer({ min: 0, max: 64 }).map((part) => part / 64);
const count = fc.integer({ min: 0, max: 9 });
const which = fc.constantFrom("best" as const, "last" as const);

const details = fc.record(
  {
    reliability: fc
      .array(fc.record({ count, correct: count, confidence: share }), { maxLength: 3 })
      .map((bins) => bins.map((bin, index) => ({ low: index / 3, high: (index + 1) / 3, ...bin }))),
    outliers: fc.array(
      fc.record({
        score: fc.constantFrom("msp" as const, "entropy" as const),
        set: fc.constantFrom("noise", "a/b c"),
        images: count,
        auc: share,
        roc: fc.array(fc.tuple(share, share), { maxLength: 3 }),
      }),
      { maxLength: 3 },
    ),
    robustness: fc.array(
      fc.record({
        attack: fc.constantFrom("fgsm" as const, "pgd" as const),
        images: count,
        points: fc.array(fc.record({ eps: share, accuracy: share, loss: share }), { maxLength: 3 }),
      }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: [] },
);

const layer = fc.record({
  ...{ name: fc.constantFrom("a.weight", "fc.weight"), shape: fc.constant([2, 2]), density: share, kept: count },
  ...{ size: count, macs: share, denseMacs: count },
});
const total = fc.record({ size: count, kept: count, density: share, macs: share, denseMacs: count, params: count });
const norms = { kept: share, all: share };

const event: fc.Arbitrary<RunEvent> = fc.oneof(
  fc.record({ kind: fc.constant("queued" as const), at: count, margin: share }),
  fc.record({
    kind: fc.constant("planned" as const),
    at: count,
    layers: fc.array(layer, { maxLength: 3 }),
    total,
    steps: count,
  }),
  fc.record({ kind: fc.constant("resumed" as const), at: count, fromStep: count }),
  fc.record({
    ...{ kind: fc.constant("progress" as const), at: count, step: count, loss: share, accuracy: share },
    ...{ keptGradientNorm: share, imagesPerSecond: share },
  }),
  fc.record({
    ...{ kind: fc.constant("epoch" as const), at: count, epoch: count, step: count, rate: share, trainLoss: share },
    ...{ trainAccuracy: share, validation: fc.record({ loss: share, accuracy: share }), seconds: share },
  }),
  fc.record({
    ...{ kind: fc.constant("gradientFlow" as const), at: count, epoch: count, step: count, ...norms },
    layers: fc.array(fc.record({ name: fc.constantFrom("a.weight", "b"), ...norms }), { maxLength: 2 }),
  }),
  fc.record({
    ...{ kind: fc.constant("tested" as const), at: count, which, epoch: count, details },
    metrics: fc.dictionary(fc.constantFrom("accuracy", "nll", "auc_msp/noise", "of another version"), share),
  }),
  fc.record({
    kind: fc.constant("finished" as const),
    at: count,
    outcome: fc.constantFrom("completed", "stopped", "failed"),
  }),
);

const run: fc.Arbitrary<ResultRun> = fc
  .record({
    seed: fc.integer({ min: 1, max: 3 }),
    preset: fc.constantFrom("cifar_resnet_8_4", "cifar_resnet_14_4", "vgg11", "unheard_of"),
    scheme: fc.constantFrom(...schemeIds),
    density: fc.constantFrom(1e-6, 0.05, 0.5, 1),
    events: fc.array(event, { maxLength: 12 }),
  })
  .map(({ seed, preset, scheme, density, events }) => {
    // Steps only ever grow.
    const inOrder = events.map((event, index): RunEvent => ("step" in event ? { ...event, step: index } : event));
    expect(inOrder.every(isRunEvent)).toBe(true);
    return runOf(tinyPlan({ model: { preset }, prune: { scheme, density, sampling: "exact" }, seed }), inOrder);
  });

const options: fc.Arbitrary<ResultOptions> = fc.record({
  axis: fc.constantFrom("epoch", "step", "time"),
  smoothing: fc.constantFrom(0, 0.9),
  log: fc.boolean(),
  against: fc.constantFrom("density", "width", "depth"),
  which,
  metric: fc.constantFrom("accuracy", "nll", "auc_msp/noise", "of another version"),
  baseline: fc.constantFrom("", "no cell"),
  paper: fc.boolean(),
});

test("whatever runs have gone through, every tab draws what there is and says what there is not", () => {
  fc.assert(
    fc.property(fc.array(run, { maxLength: 6 }), options, fc.constantFrom("en", "ja"), (runs, options, locale) => {
      for (const tab of tabs) {
        const charts = tab.charts(runs, options, locale);
        const table = tab.table?.(runs, options, locale);
        expect(new Set(charts.map(({ id }) => id)).size).toBe(charts.length);
        charts.forEach(checkChart);
        for (const { cells } of table?.rows ?? []) expect(cells.length).toBe(table!.columns.length - 1);
        if (runs.length === 0) expect([...charts, table].some((shown) => shown && shown.notes.length > 0)).toBe(true);
      }
    }),
    { seed: 6, numRuns: 300 },
  );
});

test("the usual options are options", () => {
  expect(Value.Check(ResultOptionsSchema, defaultOptions)).toBe(true);
  expect(Value.Check(ResultOptionsSchema, { ...defaultOptions, smoothing: 1 })).toBe(false);
});

test("a hundred runs of three hundred points are drawn by looking at each point a few times", () => {
  const progress = Array.from({ length: 300 }, (_, index) => {
    const shared = { kind: "progress", at: index, step: index + 1, keptGradientNorm: 1, imagesPerSecond: 100 } as const;
    return { ...shared, loss: 1 / (index + 1), accuracy: index / 300 };
  });
  let looks = 0;
  const runs = Array.from({ length: 100 }, (_, seed) => {
    const run = runOf(tinyPlan({ seed }), progress);
    const counted = new Proxy(run.state.progress, {
      get(target, key, receiver) {
        if (typeof key === "string" && /^\d+$/.test(key)) looks++;
        return Reflect.get(target, key, receiver) as unknown;
      },
    });
    return { ...run, state: { ...run.state, steps: 300, progress: counted } };
  });
  for (const tab of tabs) tab.charts(runs, { ...defaultOptions, axis: "time" }, "en");
  expect(looks).toBeLessThan(10 * 100 * 300);
});

function checkChart({ title, summary, x, y, series, notes }: ChartModel): void {
  for (const text of [title, summary, x.title, y.title, ...notes, ...series.map(({ label }) => label)]) {
    expect(text).not.toMatch(/^$|[{}]|undefined|NaN|Infinity|\[\[/);
  }
  for (const { points } of series) {
    expect(points.length).toBeGreaterThan(0);
    points.forEach((point, index) => {
      expect(Object.values(point).every(Number.isFinite)).toBe(true);
      if (index > 0) expect(point.x).toBeGreaterThanOrEqual(points[index - 1]!.x);
      if (x.scale === "category") expect(point.x < x.categories!.length && Number.isInteger(point.x)).toBe(true);
      if (point.low !== undefined) expect(point.low <= point.y && point.y <= point.high!).toBe(true);
    });
  }
}
