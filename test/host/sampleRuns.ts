/** Runs as a trainer would have left them, without training: for views, charts and their pictures. */
import { join } from "node:path";
import type { Plan } from "../../src/core/experiment/plan";
import type { RunEvent } from "../../src/core/run/event";
import { denseTwin } from "../../src/core/run/twin";
import { plansOfChoice, tableOfPlan } from "../../src/host/training/plans";
import { firstChoice } from "../../src/host/training/choice";
import { appendEvent } from "../../src/store/events";
import { rootIn, runFolder } from "../../src/store/root";
import { runOf } from "../../src/store/runs";
import { english } from "./english";

/** 22 November 2023, 12:00 UTC. */
const noon = 1_700_654_400_000;
const stepsPerEpoch = 40;
const device = { engine: "sparse", description: "2 CPU threads, relaxed SIMD", threads: 2 };

export const samplePlan: Plan = samplePlanOf(0.1);

/** A plan of the built-in data with six epochs, as the train command makes it. */
export function samplePlanOf(density: number, scheme: Plan["prune"]["scheme"] = "erk"): Plan {
  const planned = plansOfChoice({ ...firstChoice, scheme, density }, "/", english);
  if ("problem" in planned) throw new Error(planned.problem);
  return planned.plans[0]!;
}

/** All events of a run that gets to `epochs` of its six; finished, tested and all where it gets to the last. */
export function sampleEvents(plan: Plan, epochs: number): RunEvent[] {
  const all = plan.train.epochs;
  const steps = all * stepsPerEpoch;
  // A dense network of this size learns a little faster and ends a little higher.
  const ceiling = plan.prune.scheme === "dense" ? 0.86 : 0.74 + plan.prune.density;
  const accuracyAt = (step: number) => ceiling * (1 - Math.exp((-3.2 * step) / steps));
  const wobble = (step: number) => 0.018 * Math.sin(step * 1.7) * Math.cos(step * 0.6);
  const table = tableOfPlan(plan, english);
  if ("reason" in table) throw new Error(table.reason);
  const { layers, total } = table;
  const events: RunEvent[] = [
    { kind: "queued", at: noon },
    { kind: "started", at: noon + 500, pid: 1, host: "sample", device },
    { kind: "planned", at: noon + 900, layers: layers.map((layer) => ({ ...layer, deadFilters: 0 })), total, steps },
  ];
  for (let step = 2; step <= epochs * stepsPerEpoch; step += 2) {
    const at = noon + 1_000 + step * 150;
    const accuracy = accuracyAt(step) + wobble(step);
    const loss = 2.303 * (1 - accuracy) ** 1.1;
    events.push({ kind: "progress", at, step, loss, accuracy, keptGradientNorm: 1, imagesPerSecond: 1240 });
    if (step % stepsPerEpoch > 0) continue;
    const validated = accuracyAt(step) - 0.02;
    events.push({
      kind: "epoch",
      at,
      epoch: step / stepsPerEpoch,
      step,
      rate: 0.1,
      trainLoss: loss,
      trainAccuracy: accuracy,
      validation: { loss: 2.303 * (1 - validated) ** 1.05, accuracy: validated },
      seconds: 6,
    });
  }
  if (epochs < all) return events;
  const metrics = { accuracy: accuracyAt(steps) - 0.025, nll: 0.642 - 0.3 * (ceiling - 0.84), ece: 0.031 };
  const at = noon + 40_000;
  return [
    ...events,
    { kind: "tested", at, which: "last", epoch: all, metrics },
    { kind: "tested", at, which: "best", epoch: all - 1, metrics: { ...metrics, accuracy: metrics.accuracy + 0.003 } },
    { kind: "finished", at: at + 100, outcome: "completed" },
  ];
}

/** Writes a run and returns its id. */
export async function writeRun(folder: string, plan: Plan, events: readonly RunEvent[]): Promise<string> {
  const root = rootIn(folder);
  const id = await runOf(root, plan, false);
  for (const event of events) appendEvent(join(runFolder(root, id)), event);
  return id;
}

/** A finished run with its dense twin, one that was stopped, one that failed and one that waits; ids by what they are. */
export async function writeSampleRuns(
  folder: string,
): Promise<Readonly<Record<"finished" | "twin" | "stopped" | "failed", string>>> {
  const later = (events: readonly RunEvent[], ms: number) => events.map((event) => ({ ...event, at: event.at + ms }));
  const [stopped, failed] = [samplePlanOf(0.05), samplePlanOf(0.2, "uniform_plus")];
  const failure =
    "The training process ended with code 134 in epoch 2. Its last output is in trainer.log in the run's folder.";
  const twin = denseTwin(samplePlan);
  return {
    failed: await writeRun(folder, failed, [
      ...sampleEvents(failed, 1),
      { kind: "finished", at: noon + 9_000, outcome: "failed", reason: failure },
    ]),
    stopped: await writeRun(
      folder,
      stopped,
      later([...sampleEvents(stopped, 3), { kind: "finished", at: noon + 20_000, outcome: "stopped" }], 60_000),
    ),
    twin: await writeRun(folder, twin, later(sampleEvents(twin, 6), 120_000)),
    finished: await writeRun(folder, samplePlan, later(sampleEvents(samplePlan, 6), 180_000)),
  };
}
