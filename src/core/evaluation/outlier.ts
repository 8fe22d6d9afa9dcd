/**
 * How well a network's scores tell images like those it was trained on (inside) from others (outside). A score is higher
 * for an image that the network takes for one of its own.
 */
import { confidence, logSoftmax } from "./predictions";
import type { Logits } from "./predictions";

export type OutlierScore = "msp" | "entropy";

/** A share of each kind of images that some threshold takes for inside ones. */
export type RocPoint = readonly [outsideShare: number, insideShare: number];

/**
 * One score an image, from `[count, classes]` logits. `msp`: the largest softmax probability, in [1 / classes, 1];
 * `entropy`: less the entropy of the class probabilities, in nats, in [−log(classes), 0].
 *
 * @see Hendrycks and Gimpel 2017 (arXiv 1610.02136) for the probability
 */
export function outlierScores(score: OutlierScore, logits: Logits, classes: number): Float64Array {
  const of = score === "msp" ? confidence : negativeEntropy;
  return Float64Array.from({ length: logits.length / classes }, (_, row) => of(logits, row, classes));
}

/**
 * Area under the ROC curve, in [0, 1]: the probability that an inside image scores higher than an outside one, ties
 * counting half; ½ for scores that say nothing. Computed from rank sums, in which equal scores share their mean rank
 * (Mann and Whitney 1947). NaN where there are no images of a kind or a score is none.
 */
export function rocAuc(inside: Float64Array, outside: Float64Array): number {
  let insideBelow = 0;
  let wins = 0;
  // From the lowest score up: an outside image loses to all inside ones that follow, and halves those of its own score.
  for (const level of levels(inside, outside)) {
    wins += level.outside * (inside.length - insideBelow - level.inside / 2);
    insideBelow += level.inside;
  }
  return [...inside, ...outside].some(Number.isNaN) ? NaN : wins / (inside.length * outside.length);
}

/**
 * The ROC curve from (0, 0) to (1, 1), as the threshold falls. Of many points those are kept that lie at least a
 * fiftieth along the curve (in its two shares together) from the one before: at most about a hundred.
 */
export function rocCurve(inside: Float64Array, outside: Float64Array): RocPoint[] {
  const points: RocPoint[] = [[0, 0]];
  let [outsideAbove, insideAbove] = [0, 0];
  for (const level of levels(inside, outside).reverse()) {
    outsideAbove += level.outside;
    insideAbove += level.inside;
    const point: RocPoint = [outsideAbove / outside.length, insideAbove / inside.length];
    const last = points.at(-1)!;
    if (point[0] - last[0] + point[1] - last[1] >= 0.02 || point[0] + point[1] === 2) points.push(point);
  }
  return points;
}

function negativeEntropy(logits: Logits, row: number, classes: number): number {
  // A probability that underflows to zero adds nothing, as its limit says.
  return logSoftmax(logits, row, classes).reduce((sum, value) => sum + Math.max(value, -1e4) * Math.exp(value), 0);
}

interface Level {
  readonly inside: number;
  readonly outside: number;
}

/** How many images of each kind have each score, from the lowest up. */
function levels(inside: Float64Array, outside: Float64Array): Level[] {
  const counts = new Map<number, { inside: number; outside: number }>();
  const add = (kind: keyof Level) => (score: number) => {
    const level = counts.get(score) ?? { inside: 0, outside: 0 };
    level[kind] += 1;
    counts.set(score, level);
  };
  inside.forEach(add("inside"));
  outside.forEach(add("outside"));
  return [...counts].sort(([low], [high]) => low - high).map(([, level]) => level);
}
