/** What a run asks of the engine, counted before it starts, as `training/loop.ts` and `evaluation/examine.ts` ask it. */
import { trainingCount } from "../data/augment";
import type { SplitCounts } from "../data/format";
import { attackCalls } from "../evaluation/attackCurve";
import { attacksOf } from "../evaluation/examine";
import { evaluationSettings, outlierFolders, uses } from "../experiment/evaluation";
import type { DataFolder, Plan } from "../experiment/plan";
import { scoreOf } from "../sparsity/schemes";
import { blocksOf } from "./work";

/** Blocks of four images that pass through the network, by kind of call. */
export interface Calls {
  readonly step: number;
  readonly forward: number;
  readonly attack: number;
  /** Forward and back through the dense network, for gradient flow and SNIP's scores. */
  readonly dense: number;
  /** Sessions that are opened of the network, and of its dense twin. */
  readonly sessions: number;
  readonly denseSessions: number;
}

/**
 * The epoch that is best by validation counts as another one than the last, so that it is tested too.
 *
 * @param images     of the data set
 * @param testImages of another data set that outliers are taken from; undefined where that is not known: then as many as
 *   there are test images
 */
export function callsOf(
  plan: Pick<Plan, "prune" | "train" | "evaluate" | "evaluation">,
  images: SplitCounts,
  testImages: (folder: DataFolder) => number | undefined,
): Calls {
  const { epochs, batch, validation } = plan.train;
  const settings = evaluationSettings(plan);
  const trained = trainingCount(images.train, validation);
  const held = images.train - trained;
  const tests = held > 0 && epochs > 1 ? 2 : 1;

  const { outliers, robustness } = settings;
  const drawn = [outliers.builtin, outliers.noise].filter(Boolean).map(() => images.test);
  const folders = outlierFolders(outliers).map((folder) => testImages(folder) ?? images.test);
  const sets = [images.test, ...(uses(plan.evaluate, "outliers") ? [...drawn, ...folders] : [])];
  const attacked = blocksOf(Math.min(robustness.images, images.test), batch);
  const attacks = attacksOf(plan).map((attack) => attackCalls(attack, robustness));
  const predicted = sets.reduce((blocks, count) => blocks + blocksOf(count, batch), 0);

  const { every } = settings.gradientFlow;
  const flows = uses(plan.evaluate, "gradientFlow") ? 1 + Math.ceil(epochs / every) : 0;
  const dense = flows + (scoreOf(plan.prune.scheme) === "snip" ? 1 : 0);
  return {
    step: epochs * blocksOf(trained, batch),
    forward:
      epochs * blocksOf(held, batch) +
      tests * attacks.reduce((blocks, { logits }) => blocks + attacked * logits, predicted),
    attack: tests * attacks.reduce((blocks, { gradients }) => blocks + attacked * gradients, 0),
    dense: dense * blocksOf(Math.min(batch, trained), batch),
    sessions: tests,
    denseSessions: dense,
  };
}
