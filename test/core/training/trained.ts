/** Training on the real engine, in memory. */
import { resolve } from "node:path";
import { builtinImages } from "../../../src/core/data/builtin";
import { dataFormats } from "../../../src/core/data/formats";
import type { Dataset } from "../../../src/core/data/images";
import { gaussianNoise } from "../../../src/core/data/noise";
import { type Plan, planGraph } from "../../../src/core/experiment/plan";
import type { RunEvent } from "../../../src/core/run/event";
import { layerDensities } from "../../../src/core/sparsity/densities";
import { drawMasks } from "../../../src/core/sparsity/mask";
import { isScored } from "../../../src/core/sparsity/schemes";
import { loadOnDemand } from "../../../src/core/training/batches";
import { type Checkpoint, emptyTally } from "../../../src/core/training/checkpoint";
import type { NetworkState, Session } from "../../../src/core/training/engine";
import { initialState } from "../../../src/core/training/initialise";
import { train } from "../../../src/core/training/loop";
import { sparseEngine } from "../../../src/engine/sparse/engine";

const engine = sparseEngine({ assets: resolve("dist/engine") });

/** For `tinyPlan`. */
export const tinyData: Dataset = {
  train: builtinImages({ split: "train", seed: 1, count: 50 }),
  test: builtinImages({ split: "test", seed: 1, count: 20 }),
  normalisation: dataFormats.builtin.normalisation,
  cropPadding: "reflect",
};

export interface Trained {
  readonly events: readonly RunEvent[];
  readonly last: Checkpoint | undefined;
  readonly saved: readonly Checkpoint[];
}

export interface Circumstances {
  readonly from?: Checkpoint | undefined;
  /** Asks to stop before that step of this call. */
  readonly stopAt?: number;
  readonly data?: Dataset;
  /** A clock that stands still where left out. */
  readonly now?: () => number;
  /** Given every session that is opened; the one it returns is used. */
  readonly watch?: (session: Session) => Session;
}

/** Trains, with noise for outliers. */
export async function trained(plan: Plan, circumstances: Circumstances = {}): Promise<Trained> {
  const { error, ...result } = await attempt(plan, circumstances);
  if (error !== undefined) throw error;
  return result;
}

/** The same for a run that fails: what it did before, and its error. */
export async function attempt(
  plan: Plan,
  { from, stopAt = Infinity, data = tinyData, now = () => 0, watch = (session) => session }: Circumstances,
): Promise<Trained & { readonly error: Error | undefined }> {
  const graph = planGraph(plan);
  const { scheme, density, sampling } = plan.prune;
  if (isScored(scheme)) throw new Error("These plans follow a rule.");
  const masks = drawMasks(graph, layerDensities(scheme, graph, density), sampling, plan.seed);
  const start = from ?? beginning(plan);
  const open = async (state: NetworkState) =>
    watch(await engine.open({ graph, state, masks, batch: plan.train.batch, threads: 1, seed: plan.seed }));
  const events: RunEvent[] = [];
  const saved: Checkpoint[] = [];
  let asked = 0;
  const run = train({
    plan,
    data,
    load: loadOnDemand(data),
    outliers: [{ name: "noise", images: gaussianNoise({ shape: [3, 32, 32], count: 20, seed: 1 }) }],
    masks,
    session: await open(start.state),
    open,
    from: start,
    now,
    stopRequested: () => asked++ >= stopAt,
    save: (checkpoint) => {
      saved.push(checkpoint);
      return Promise.resolve();
    },
  });
  try {
    for (;;) {
      const { done, value } = await run.next();
      if (done === true) return { events, last: value, saved, error: undefined };
      events.push(value);
    }
  } catch (error) {
    if (error instanceof Error) return { events, last: undefined, saved, error };
    throw error;
  }
}

export function beginning(plan: Plan): Checkpoint {
  const state = initialState(planGraph(plan), plan.seed);
  return { step: 0, state, epoch: emptyTally, recent: emptyTally, best: undefined };
}
