/** A folder with many finished runs, as trainers would have left them. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expand } from "../src/core/experiment/expand";
import type { Plan } from "../src/core/experiment/plan";
import { planGraph } from "../src/core/experiment/plan";
import { planStem } from "../src/core/experiment/plans";
import { readExperiment } from "../src/core/experiment/read";
import { layerTable } from "../src/core/model/cost";
import type { RunEvent } from "../src/core/run/event";
import { lookupBeside } from "../src/store/lookup";
import { runFolder } from "../src/store/root";

export interface WorkspaceSize {
  readonly runs: number;
  /** Of the training curve of each. */
  readonly points: number;
}

const seeds = 5;
const epochs = 20;

/** Writes runs of four experiments with five seeds a network below a `.sparse` folder. */
export function writeWorkspace(root: string, { runs, points }: WorkspaceSize): void {
  const plans = plansFor(runs);
  for (const [index, plan] of plans.entries()) {
    const folder = runFolder(root, `${planStem(plan)}-${index.toString(16).padStart(10, "0")}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "plan.json"), `${JSON.stringify(plan, null, 2)}\n`);
    const events = eventsOf(plan, index, points);
    writeFileSync(path.join(folder, "events.jsonl"), events.map((event) => `${JSON.stringify(event)}\n`).join(""));
  }
}

/** Of networks that differ in their density; the grid is as fine as so many runs need. */
export function plansFor(runs: number): readonly Plan[] {
  const cells = Math.ceil(runs / seeds);
  const densities = Array.from({ length: cells }, (_, index) => ((index + 1) / (cells + 1)).toPrecision(5));
  const text = [
    "version: 1",
    "model: cifar_resnet_20_8",
    "data: builtin",
    `prune: { density: [${densities.join(", ")}] }`,
    `train: { epochs: ${epochs} }`,
    `seeds: [${Array.from({ length: seeds }, (_, index) => index + 1).join(", ")}]`,
    "dense: false",
  ].join("\n");
  const { experiment, problems } = readExperiment(text, lookupBeside("/grid.sparse.yaml"));
  if (experiment === undefined) throw new Error(problems[0]?.code);
  return expand(experiment).slice(0, runs);
}

export function eventsOf(plan: Plan, index: number, points: number): RunEvent[] {
  const at = 1_700_000_000_000 + index * 60_000;
  const { layers, total } = layerTable(planGraph(plan), "erk", plan.prune.density);
  const steps = 10 * points;
  const accuracyAt = (share: number) => (0.7 + plan.prune.density / 5) * (1 - Math.exp(-4 * share)) + index / 1e6;
  const device = { engine: "sparse", description: "2 CPU threads, relaxed SIMD", threads: 2 };
  const curve = Array.from({ length: points }, (_, point): RunEvent[] => {
    const step = 10 * (point + 1);
    const accuracy = accuracyAt(step / steps);
    const loss = 2.3 * (1 - accuracy);
    const progress: RunEvent = {
      ...{ kind: "progress", at: at + 100 * step, step, loss, accuracy },
      ...{ keptGradientNorm: 1 + 1 / step, imagesPerSecond: 1234.5678 },
    };
    const epoch = Math.floor((epochs * (point + 1)) / points);
    if (epoch === Math.floor((epochs * point) / points)) return [progress];
    const measured = { trainLoss: loss, trainAccuracy: accuracy, validation: { loss, accuracy } };
    return [progress, { kind: "epoch", at: at + 100 * step, epoch, step, rate: 0.1, seconds: 1.5, ...measured }];
  });
  const metrics = { accuracy: accuracyAt(1) - 0.02, nll: 0.6, ece: 0.03 };
  const end = at + 100 * steps;
  return [
    { kind: "queued", at, experiment: `grid${index % 4}.sparse.yaml` },
    { kind: "started", at, pid: 1, host: "bench", device },
    { kind: "planned", at, layers: layers.map((layer) => ({ ...layer, deadFilters: 0 })), total, steps },
    ...curve.flat(),
    { kind: "tested", at: end, which: "last", epoch: epochs, metrics },
    { kind: "tested", at: end, which: "best", epoch: epochs, metrics },
    { kind: "finished", at: end, outcome: "completed" },
  ];
}
