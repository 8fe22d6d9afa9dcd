/** Values to choose from where a number or a list is open, by the last two keys of its place; data, not limits. */
export const examples: Readonly<Record<string, readonly unknown[]>> = {
  seeds: [
    [1, 2, 3],
    [1, 2, 3, 4, 5],
  ],
  scale: [0.01, 0.1],
  margin: [0.5, 1],
  version: [1],
  model: [{ family: "cifar_resnet", depth: 20, width: 16 }],
  prune: [{ scheme: "erk", density: 0.1 }],
  "prune.density": [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1],
  "model.width": [4, 8, 16, 32, 64],
  "data.limit": [1000, 5000],
  "data.size": [64, 128, 224],
  "train.batch": [32, 64, 128, 256],
  "train.validation": [0, 0.1],
  "train.labelSmoothing": [0, 0.1],
  "train.schedule": [{ kind: "cosine" }, { kind: "multistep", at: [0.5, 0.75], gamma: 0.1 }, { kind: "constant" }],
  "train.optimizer": [{ lr: 0.1, momentum: 0.9, weightDecay: 5e-4 }],
  "optimizer.lr": [0.01, 0.05, 0.1],
  "optimizer.momentum": [0, 0.9],
  "optimizer.weightDecay": [0, 1e-4, 5e-4],
  "schedule.at": [
    [0.5, 0.75],
    [0.3, 0.6, 0.8],
  ],
  "schedule.gamma": [0.1, 0.2],
  "schedule.warmup": [0, 5],
  "evaluation.bins": [10, 15],
  "robustness.eps": [2, 4, 8],
  "robustness.steps": [10, 20],
  "gradientFlow.every": [1, 5, 10],
  input: [
    [3, 32, 32],
    [1, 28, 28],
    [3, 224, 224],
  ],
  "conv.out": [16, 32, 64],
  "dense.out": ["classes"],
  "conv.kernel": [3, 1],
  "conv.stride": [1, 2],
  "maxPool.kernel": [2, 3],
  "maxPool.stride": [2],
  "avgPool.kernel": [2],
  "avgPool.stride": [2],
  "dropout.rate": [0.1, 0.5],
};

export function examplesAt(path: readonly string[]): readonly unknown[] {
  return examples[path.slice(-2).join(".")] ?? [];
}
