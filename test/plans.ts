import type { Plan } from "../src/core/experiment/plan";

/** A plan that trains within a second: 2 epochs of 3 steps on a very narrow net. */
export function tinyPlan(changes: Partial<Plan> = {}): Plan {
  return {
    version: 1,
    model: { preset: "cifar_resnet_8_4" },
    data: { format: "builtin", seed: 1, train: 50, test: 20 },
    prune: { scheme: "erk", density: 0.3, sampling: "exact" },
    train: {
      epochs: 2,
      batch: 16,
      optimizer: { kind: "sgd", lr: 0.05, momentum: 0.9, nesterov: true, weightDecay: 5e-4 },
      schedule: { kind: "cosine", warmup: 0 },
      augment: ["crop", "flip"],
      validation: 0.1,
      labelSmoothing: 0,
    },
    evaluate: ["accuracy", "nll", "ece"],
    seed: 1,
    ...changes,
  };
}
