import { expect, test } from "vitest";
import { evaluationSettings } from "../../../src/core/experiment/evaluation";
import { planGraph } from "../../../src/core/experiment/plan";
import type { RunEvent } from "../../../src/core/run/event";
import { fold } from "../../../src/core/run/state";
import { layerDensities } from "../../../src/core/sparsity/densities";
import { drawMasks } from "../../../src/core/sparsity/mask";
import type { Session } from "../../../src/core/training/engine";
import { totalSteps } from "../../../src/core/training/loop";
import { tinyPlan } from "../../plans";
import { trained } from "./trained";

test("an epoch reports its loss, is validated and saved, and the test set is used once at the end", async () => {
  // 45 images are left to train on, so an epoch has 3 steps of 16, 16 and 13
  const plan = tinyPlan();
  const { events, last, saved } = await trained(plan);
  expect(totalSteps(plan, 50)).toBe(6);
  expect(last?.step).toBe(6);
  expect(saved.map(({ step }) => step)).toEqual([3, 6]);
  const kinds = events.map(({ kind }) => kind);
  const epoch = ["progress", "progress", "progress", "epoch", "checkpoint"];
  expect(kinds).toEqual([...epoch, ...epoch, "tested", "tested"]);
  const { epochs, progress } = fold(events);
  const mean = (16 * progress[0]!.loss + 16 * progress[1]!.loss + 13 * progress[2]!.loss) / 45;
  expect(epochs[0]!.trainLoss).toBeCloseTo(mean, 12);
  expect(epochs.map(({ validation }) => validation !== undefined)).toEqual([true, true]);
});

test.each([1, 2, 3, 4, 5])("a run stopped before step %i and resumed ends with the same numbers", async (stopAt) => {
  const straight = await trained(tinyPlan());
  const first = await trained(tinyPlan(), { stopAt });
  expect(first.last).toBeUndefined();
  const second = await trained(tinyPlan(), { from: first.saved.at(-1) });
  expect(second.last).toEqual(straight.last);
  const resumed: RunEvent = { kind: "resumed", at: 0, fromStep: first.saved.at(-1)!.step };
  expect(fold([...first.events, resumed, ...second.events])).toEqual(fold(straight.events));
});

test("pruned weights are exactly zero after training", async () => {
  const plan = tinyPlan();
  const graph = planGraph(plan);
  const { last } = await trained(plan);
  const masks = drawMasks(graph, layerDensities("erk", graph, 0.3), "exact", 1);
  for (const [name, mask] of masks) {
    const weights = last!.state.parameters.get(name)!;
    expect(
      weights.every((weight, index) => mask[index] === 1 || weight === 0),
      name,
    ).toBe(true);
    expect(
      weights.some((weight) => weight !== 0),
      name,
    ).toBe(true);
  }
});

test("without a validation share there is no best epoch, only the last", async () => {
  const plan = tinyPlan();
  const { events } = await trained({ ...plan, train: { ...plan.train, validation: 0, epochs: 1 } });
  expect(fold(events).tests.map(({ which }) => which)).toEqual(["last"]);
});

test("gradient flow is measured before training, every so many epochs and at the end, and disturbs nothing", async () => {
  const base = tinyPlan();
  const plan = tinyPlan({
    train: { ...base.train, epochs: 3 },
    evaluate: ["accuracy", "gradient_flow"],
    evaluation: { gradientFlow: { every: 2 } },
  });
  const { events, last } = await trained(plan);
  const { gradientFlow } = fold(events);
  expect(gradientFlow.map(({ epoch, step }) => [epoch, step])).toEqual([
    [0, 0],
    [2, 6],
    [3, 9],
  ]);
  for (const { kept, all, layers } of gradientFlow) {
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(all);
    expect(Math.hypot(...layers.map((layer) => layer.all))).toBeCloseTo(all, 6);
  }
  // Only layers that are kept whole have the same norm over kept and over all weights.
  const whole = gradientFlow[0]!.layers.filter(({ kept, all }) => kept === all);
  const masks = drawMasks(planGraph(plan), layerDensities("erk", planGraph(plan), 0.3), "exact", 1);
  expect(whole.map(({ name }) => name).filter((name) => masks.has(name))).toEqual([]);
  const without = await trained(tinyPlan({ train: { ...base.train, epochs: 3 }, evaluate: ["accuracy"] }));
  expect(last).toEqual(without.last);
});

test("a run stopped while it is tested keeps its last checkpoint, and resumed it ends with the same numbers", async () => {
  const plan = tinyPlan({
    evaluate: ["accuracy", "auc_msp", "fgsm"],
    evaluation: { ...evaluationSettings({}), robustness: { eps: 8, curve: [4], images: 20, steps: 2 } },
  });
  const straight = await trained(plan);
  // Six questions come before the steps, and further ones between the calls of the test.
  const first = await trained(plan, { stopAt: 8 });
  expect(first.last).toBeUndefined();
  expect(first.events.at(-1)?.kind).toBe("checkpoint");
  const second = await trained(plan, { from: first.saved.at(-1) });
  expect(second.events.map(({ kind }) => kind)).toEqual(["tested", "tested"]);
  expect(second.events).toEqual(straight.events.slice(-2));
  expect(Object.keys(fold(second.events).tests[0]!.metrics)).toEqual(["accuracy", "auc_msp/noise", "fgsm"]);
});

test("a long test tells how far it is", async () => {
  let clock = 0;
  const { events } = await trained(tinyPlan(), { now: () => (clock += 1_500) });
  const testing = events.filter(({ kind }) => kind === "testing");
  expect(testing[0]).toMatchObject({ which: "last", total: 2 });
  expect(fold(events.slice(0, events.indexOf(testing[0]!) + 1)).testing).toBe(testing[0]);
  expect(fold(events).testing).toBeUndefined();
});

test("each progress event tells the share of its time that went into the kernels", async () => {
  // Every look at the clock is 10 ms later; a step takes 3 ms in the kernels
  let ms = 0;
  let kernelSeconds = 0;
  const watch = (session: Session): Session => ({
    ...session,
    step: (...step) => {
      kernelSeconds += 0.003;
      return session.step(...step);
    },
    kernelSeconds: () => kernelSeconds,
  });
  const { events } = await trained(tinyPlan(), { now: () => (ms += 10), watch });
  const shares = fold(events).progress.map(({ imagesPerSecond, kernelShare }, index) => {
    const images = [16, 16, 13][index % 3]!;
    return [imagesPerSecond / images, kernelShare];
  });
  for (const [stepsPerSecond, share] of shares) expect(share).toBeCloseTo(0.003 * stepsPerSecond!, 12);
});
