import { resolve } from "node:path";
import { expect, test } from "vitest";
import { builtinImages } from "../../../src/core/data/builtin";
import type { Dataset } from "../../../src/core/data/images";
import { dataFormats } from "../../../src/core/data/formats";
import { type Plan, planGraph } from "../../../src/core/experiment/plan";
import type { RunEvent } from "../../../src/core/run/event";
import { fold } from "../../../src/core/run/state";
import { layerDensities } from "../../../src/core/sparsity/densities";
import { drawMasks } from "../../../src/core/sparsity/mask";
import { loadOnDemand } from "../../../src/core/training/batches";
import { type Checkpoint, emptyTally } from "../../../src/core/training/checkpoint";
import type { NetworkState } from "../../../src/core/training/engine";
import { initialState } from "../../../src/core/training/initialise";
import { TrainingDiverged, totalSteps, train } from "../../../src/core/training/loop";
import { sparseEngine } from "../../../src/engine/sparse/engine";
import { tinyPlan } from "../../plans";

const engine = sparseEngine({ assets: resolve("dist/engine") });
const data: Dataset = {
  train: builtinImages({ split: "train", seed: 1, count: 50 }),
  test: builtinImages({ split: "test", seed: 1, count: 20 }),
  normalisation: dataFormats.builtin.normalisation,
  cropPadding: "reflect",
};

interface Trained {
  readonly events: readonly RunEvent[];
  readonly last: Checkpoint | undefined;
  readonly saved: readonly Checkpoint[];
}

/** Trains with a clock that stands still; `stopAt` asks to stop before that step of this call. */
async function trained(plan: Plan, from?: Checkpoint, stopAt = Infinity): Promise<Trained> {
  const graph = planGraph(plan);
  const { scheme, density, sampling } = plan.prune;
  const masks = drawMasks(graph, layerDensities(scheme, graph, density), sampling, plan.seed);
  const start = from ?? beginning(initialState(graph, plan.seed));
  const open = (state: NetworkState) =>
    engine.open({ graph, state, masks, batch: plan.train.batch, threads: 1, seed: plan.seed });
  const saved: Checkpoint[] = [];
  let asked = 0;
  const run = train({
    plan,
    data,
    load: loadOnDemand(data),
    session: await open(start.state),
    open,
    from: start,
    now: () => 0,
    stopRequested: () => asked++ >= stopAt,
    save: (checkpoint) => {
      saved.push(checkpoint);
      return Promise.resolve();
    },
  });
  const events: RunEvent[] = [];
  for (;;) {
    const { done, value } = await run.next();
    if (done === true) return { events, last: value, saved };
    events.push(value);
  }
}

function beginning(state: NetworkState): Checkpoint {
  return { step: 0, state, epoch: emptyTally, recent: emptyTally, best: undefined };
}

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
  const first = await trained(tinyPlan(), undefined, stopAt);
  expect(first.last).toBeUndefined();
  const second = await trained(tinyPlan(), first.saved.at(-1));
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

test("a loss that is no number ends training and says where and what to lower", async () => {
  const plan = tinyPlan();
  const wild = { ...plan, train: { ...plan.train, optimizer: { ...plan.train.optimizer, lr: 1e30 } } };
  await expect(trained(wild)).rejects.toThrow(TrainingDiverged);
  await expect(trained(wild)).rejects.toThrow(/at step \d+ \(epoch 1\).*Lower train\.optimizer\.lr/);
});
