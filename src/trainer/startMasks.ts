import { setImmediate } from "node:timers/promises";
import type { RunEvent } from "../core/run/event";
import { layerDensities } from "../core/sparsity/densities";
import { drawMasks } from "../core/sparsity/mask";
import { isScored } from "../core/sparsity/schemes";
import { scoredMasks } from "../core/sparsity/scoring/keep";
import { prepareScoring, type Scoring } from "../core/sparsity/scoring/score";
import type { Masks } from "../core/training/engine";

export interface MaskStart extends Omit<Scoring, "pause"> {
  readonly now: () => number;
  /** Told what happens. */
  readonly append: (event: RunEvent) => void;
  /** Throws where a person has asked to stop. */
  readonly check: () => void;
}

/** The masks of a run that has none yet: drawn by a rule, or decided by scoring, which is a phase of its own. */
export async function startMasks({ now, append, check, ...start }: MaskStart): Promise<Masks> {
  const { graph, plan } = start;
  const { scheme, density, sampling } = plan.prune;
  if (!isScored(scheme)) return drawMasks(graph, layerDensities(scheme, graph, density), sampling, plan.seed);
  const pause = async (): Promise<void> => {
    await setImmediate();
    check();
  };
  const { images, scores } = prepareScoring(scheme, { ...start, pause });
  const startedAt = now();
  append({ kind: "scoring", at: startedAt, scheme, images });
  const masks = scoredMasks(graph, await scores(), { ...plan.prune, scheme }, plan.seed);
  check();
  append({ kind: "scored", at: now(), seconds: (now() - startedAt) / 1000 });
  return masks;
}
