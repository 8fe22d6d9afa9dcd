import { expect, test } from "vitest";
import { callsOf, type Calls } from "../../../src/core/estimate/calls";
import { blocksOf } from "../../../src/core/estimate/work";
import type { Plan } from "../../../src/core/experiment/plan";
import type { Session } from "../../../src/core/training/engine";
import { tinyPlan } from "../../plans";
import { trained } from "../training/trained";

/** Trains a plan on `tinyData`, with noise for outliers, and compares what is asked of the sessions. */
async function check(plan: Plan): Promise<void> {
  const asked = { step: 0, forward: 0, attack: 0, dense: 0, sessions: 0, denseSessions: 0 };
  const note = (call: keyof Calls, images: number) => void (asked[call] += blocksOf(images, plan.train.batch));
  const watch = (session: Session): Session => {
    asked.sessions += 1;
    return {
      ...session,
      step: (batch, update) => {
        note("step", batch.labels.length);
        return session.step(batch, update);
      },
      logits: (images, count) => {
        note("forward", count);
        return session.logits(images, count);
      },
      inputGradient: (batch) => {
        note("attack", batch.labels.length);
        return session.inputGradient(batch);
      },
      gradients: (batch, request) => {
        note("dense", batch.labels.length);
        asked.denseSessions += 1;
        return session.gradients(batch, request);
      },
    };
  };
  await trained(plan, { watch });
  expect(asked).toEqual(callsOf(plan, { train: 50, test: 20 }, () => undefined));
}

const noiseAlone = { builtin: false, noise: true };
/** So small a rate that nothing changes: the first epoch is as good as any. */
const idle = tinyPlan();
const standing: Plan = {
  ...idle,
  train: { ...idle.train, epochs: 3, optimizer: { ...idle.train.optimizer, lr: 1e-12 } },
};

test("steps, validation after every epoch, and tests of the last epoch and the best", () => check(standing));

test("without validation there is one test", () => check({ ...standing, train: { ...standing.train, validation: 0 } }));

test("outliers pass through the network like test images", () =>
  check({ ...standing, evaluate: ["accuracy", "auc_msp"], evaluation: { outliers: noiseAlone } }));

test("attacks take a gradient a step and logits at every strength", () =>
  check({
    ...standing,
    evaluate: ["fgsm", "pgd"],
    evaluation: { robustness: { eps: 8, curve: [2], images: 18, steps: 3 } },
  }));

test.each([1, 2, 5])("gradient flow every %i epochs takes dense gradients", (every) =>
  check({ ...standing, evaluate: ["gradient_flow"], evaluation: { gradientFlow: { every } } }),
);
