import { performance } from "node:perf_hooks";
import { builtin, builtinImages } from "../src/core/data/builtin";
import { fillBatch } from "../src/core/data/augment";
import type { Graph } from "../src/core/model/graph";
import { sizeOf } from "../src/core/model/graph";
import { initialState } from "../src/core/training/initialise";
import type { Batch, Engine, Masks, Update } from "../src/core/training/engine";

/** Of each step, in ms. CPU time is that of all threads of the process. */
export interface StepTimes {
  readonly wallMs: readonly number[];
  readonly cpuMs: readonly number[];
}

export interface StepRequest {
  readonly graph: Graph;
  readonly masks: Masks;
  readonly batch: number;
  readonly threads: number;
  readonly warmups: number;
  readonly steps: number;
}

const update: Omit<Update, "step"> = {
  ...{ rate: 0.1, momentum: 0.9, nesterov: false },
  ...{ weightDecay: 5e-4, labelSmoothing: 0 },
};

/** Whole training steps of our engine; what is not the step itself (data, masks, memory) is made before. */
export async function timeSteps(engine: Engine, request: StepRequest): Promise<StepTimes> {
  const { graph, masks, batch, threads, warmups, steps } = request;
  const images = firstBatch(batch);
  const session = await engine.open({ graph, masks, batch, threads, state: initialState(graph, 0), seed: 0 });
  const wallMs: number[] = [];
  const cpuMs: number[] = [];
  try {
    for (let step = 0; step < warmups + steps; step++) {
      const cpu = process.cpuUsage();
      const started = performance.now();
      await session.step(images, { ...update, step });
      if (step < warmups) continue;
      wallMs.push(performance.now() - started);
      const { user, system } = process.cpuUsage(cpu);
      cpuMs.push((user + system) / 1000);
    }
  } finally {
    await session.close();
  }
  return { wallMs, cpuMs };
}

function firstBatch(count: number): Batch {
  const set = builtinImages({ split: "train", seed: 0, count });
  const indices = Uint32Array.from({ length: count }, (_, index) => index);
  const buffer = new Float32Array(count * sizeOf(set.shape));
  const images = fillBatch(set, indices, builtin.normalisation, undefined, buffer);
  return { images, labels: Int32Array.from(set.labels) };
}
