import { expect, test } from "vitest";
import type { Plan } from "../../../src/core/experiment/plan";
import { isRunEvent } from "../../../src/core/run/event";
import { fold } from "../../../src/core/run/state";
import { TrainingDiverged } from "../../../src/core/training/loop";
import { notFiniteIn } from "../../../src/core/training/notFinite";
import { tinyPlan } from "../../plans";
import { attempt, beginning, tinyData, type Circumstances } from "./trained";

function tuned(optimizer: Partial<Plan["train"]["optimizer"]>): Plan {
  const plan = tinyPlan();
  return { ...plan, train: { ...plan.train, optimizer: { ...plan.train.optimizer, ...optimizer } } };
}

/** What a run says that diverges, and what it had saved by then. */
async function diverging(plan: Plan, circumstances: Circumstances = {}) {
  const { events, error, saved } = await attempt(plan, circumstances);
  expect(error).toBeInstanceOf(TrainingDiverged);
  const event = events.at(-1)!;
  expect(isRunEvent(event)).toBe(true);
  expect(fold(events).reason).toBe(error?.message);
  expect(saved.map(({ state }) => notFiniteIn(state)).filter((found) => found !== undefined)).toEqual([]);
  return { event, message: error?.message, saved: saved.map(({ step }) => step) };
}

test.each([
  // 3 steps make an epoch; what overflows first follows from the rate.
  [{ lr: 1e10 }, "gradient", /^Training diverged at step 3 \(epoch 1\): infinity or NaN in the gradient of [\w.]+\. /],
  [{ lr: 1e30 }, "output", /^Training diverged at step 2 \(epoch 1\): infinity or NaN in the output of [\w.]+\. /],
])("training with %o ends where the %s overflows, before anything is saved", async (optimizer, what, words) => {
  const { event, message, saved } = await diverging(tuned(optimizer));
  expect(event).toMatchObject({ kind: "diverged", what, epoch: 1, rate: optimizer.lr, checkpoint: 0 });
  expect(message).toMatch(words);
  expect(message).toMatch(/: lower train\.optimizer\.lr or add train\.schedule\.warmup\.$/);
  expect(saved).toEqual([]);
});

test("the checkpoint before training diverged stays the last", async () => {
  // In a step the weights become −9999 times (then −4999 times) themselves.
  const { event, message, saved } = await diverging(tuned({ lr: 1000, weightDecay: 10 }));
  expect(event).toMatchObject({ kind: "diverged", step: 4, epoch: 2, rate: 500, checkpoint: 3 });
  expect(message).toMatch(/The checkpoint of step 3 is kept\.$/);
  expect(saved).toEqual([3]);
});

test("an image that is not finite ends training at its step", async () => {
  // A channel's standard deviation of zero: its values become infinite.
  const normalisation = { mean: [0.5, 0.5, 0.5], std: [0.25, 0, 0.25] };
  const { event, message } = await diverging(tinyPlan(), { data: { ...tinyData, normalisation } });
  expect(event).toMatchObject({ kind: "diverged", step: 1, what: "input" });
  expect(message).toBe(
    "Training stopped at step 1 (epoch 1): infinity or NaN in the images. Check the data set and its normalisation.",
  );
});

test("a step between two reports is named, though its loss is read with the next report", async () => {
  const normalisation = { mean: [0.5, 0.5, 0.5], std: [0.25, 0, 0.25] };
  const plan = tinyPlan();
  // 45 images in batches of 2 make 23 steps, which are reported in pairs.
  const pairs = { ...plan, train: { ...plan.train, batch: 2 } };
  const { event, saved } = await diverging(pairs, { data: { ...tinyData, normalisation } });
  expect(event).toMatchObject({ kind: "diverged", step: 1, epoch: 1, what: "input", checkpoint: 0 });
  expect(saved).toEqual([]);
});

test("what training itself does not read is looked at before it is saved", async () => {
  // Training norms by the batch; the running variance only gets its share of it, and stays infinite.
  const plan = tinyPlan();
  const start = beginning(plan);
  const name = "blocks.1.bn2.running_var";
  const buffers = new Map(start.state.buffers).set(name, start.state.buffers.get(name)!.fill(Infinity, 1, 2));
  const { event, saved } = await diverging(plan, { from: { ...start, state: { ...start.state, buffers } } });
  expect(event).toMatchObject({ step: 3, epoch: 1, what: "statistics", layer: "blocks.1.bn2", checkpoint: 0 });
  expect(saved).toEqual([]);
});

test("a run that is asked to stop does not save what is not finite", async () => {
  const plan = tinyPlan();
  const start = beginning(plan);
  const momentum = new Map([...start.state.parameters].map(([name, values]) => [name, values.map(() => 0)]));
  momentum.get("conv.weight")!.fill(NaN);
  const from = { ...start, step: 1, state: { ...start.state, momentum } };
  const { event, saved } = await diverging(plan, { from, stopAt: 0 });
  expect(event).toMatchObject({ step: 1, what: "momentum", layer: "conv", checkpoint: 1 });
  expect(saved).toEqual([]);
});
