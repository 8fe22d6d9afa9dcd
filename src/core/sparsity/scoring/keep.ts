/** From the scores of all weights to which of them are kept, over the whole network at once. */
import type { Pruning } from "../../experiment/plan";
import { prunable, type Graph } from "../../model/graph";
import type { Masks, Tensors } from "../../training/engine";
import { sum } from "../layers";
import { drawMasks, keptOf } from "../mask";
import { roundingSlack } from "../keptCounts";
import { scoredSchemes, type ScoredSchemeId, type ScoreId } from "../scoredSchemes";

/** Which end of the scores is kept. */
export type KeptEnd = "largest" | "smallest";

/** GraSP scores what a weight's removal does to gradient flow: what is largest is removed. */
const keptEnds: Readonly<Record<ScoreId, KeptEnd>> = { snip: "largest", grasp: "smallest", magnitude: "largest" };

/**
 * The masks of a run that its scores decide on.
 *
 * @param scores one tensor for every convolution and dense weight
 * @param prune  `exact`: round(density · weights) in all; `bernoulli`: densities by the threshold of the paper's code,
 *   every weight drawn by itself
 * @param seed   of the positions, where they are random
 * @returns 1 = kept, by weight name; layers kept whole have no mask
 */
export function scoredMasks(
  graph: Graph,
  scores: Tensors,
  prune: Pruning & { readonly scheme: ScoredSchemeId },
  seed: number,
): Masks {
  const { score, positions } = scoredSchemes[prune.scheme];
  const end = keptEnds[score];
  const kept =
    prune.sampling === "exact" ? keepExactly(scores, prune.density, end) : keepByThreshold(scores, prune.density, end);
  const densities = prunable(graph).map(({ name }) => keptOf(kept.get(name)!) / kept.get(name)!.length);
  if (positions === "random") return drawMasks(graph, densities, prune.sampling, seed);
  return new Map([...kept].filter(([, mask]) => mask.includes(0)));
}

/**
 * Keeps round(density · weights): those whose scores lie farthest towards one end. Of equal scores the first in the
 * order of the tensors is kept.
 *
 * @returns a mask for every tensor
 * @throws RangeError where a score is no number
 */
export function keepExactly(scores: Tensors, density: number, end: KeptEnd): Masks {
  const ordered = inOrder(scores, end);
  const count = Math.round(density * ordered.length + roundingSlack);
  if (count === 0) return masked(scores, () => false);
  const last = ordered[count - 1]!;
  const beyond = (score: number): boolean => (end === "largest" ? score > last : score < last);
  let spare = count - sum([...scores.values()].map((values) => values.filter(beyond).length));
  return masked(scores, (score) => beyond(score) || (score === last && spare-- > 0));
}

/**
 * Keeps by threshold, as the paper's code does, with N weights in all. Largest: what is no less than the
 * int(N · density)-th largest score. Smallest: what is no greater than the int(N · (1 − density))-th largest. Weights
 * at the threshold are all kept, so there may be some too many.
 *
 * @returns a mask for every tensor
 * @throws RangeError where a score is no number
 */
export function keepByThreshold(scores: Tensors, density: number, end: KeptEnd): Masks {
  const descending = inOrder(scores, "largest");
  const count = Math.floor(descending.length * (end === "largest" ? density : 1 - density));
  if (count === 0) return masked(scores, () => end === "smallest");
  const threshold = descending[count - 1]!;
  return masked(scores, (score) => (end === "largest" ? score >= threshold : score <= threshold));
}

function masked(scores: Tensors, keep: (score: number) => boolean): Masks {
  return new Map(
    [...scores].map(([name, values]) => [name, Uint8Array.from(values, (score) => (keep(score) ? 1 : 0))]),
  );
}

/** All scores, the kept end first. */
function inOrder(scores: Tensors, end: KeptEnd): Float32Array {
  const all = new Float32Array(sum([...scores.values()].map(({ length }) => length)));
  let filled = 0;
  for (const [name, values] of scores) {
    if (!values.every(Number.isFinite)) {
      throw new RangeError(
        `The scores of ${name} are no finite numbers: the initial weights are too large for the data.`,
      );
    }
    all.set(values, filled);
    filled += values.length;
  }
  all.sort();
  return end === "largest" ? all.reverse() : all;
}
