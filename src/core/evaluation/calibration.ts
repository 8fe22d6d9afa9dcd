import { confidence, predictedClass } from "./predictions";
import type { Labels, Logits } from "./predictions";

/**
 * Numbers of bins in use. `freeTickets` is what the code of the paper's first author does: its fifteen bin *edges*
 * bound fourteen bins.
 */
export const calibrationBins = { standard: 15, freeTickets: 14 } as const;

/** Examples whose confidence lies in (low, high]. */
export interface ReliabilityBin {
  readonly low: number;
  readonly high: number;
  readonly count: number;
  readonly correct: number;
  /** Sum of the examples' confidences. */
  readonly confidence: number;
}

/**
 * What a reliability diagram draws: examples by confidence (their largest softmax probability), in equally wide bins.
 * Empty bins are part of it.
 *
 * @param bins how many, at least 1
 */
export function reliability(
  logits: Logits,
  labels: Labels,
  classes: number,
  bins: number = calibrationBins.standard,
): ReliabilityBin[] {
  const tallies = Array.from({ length: bins }, () => ({ count: 0, correct: 0, confidence: 0 }));
  for (let row = 0; row < labels.length; row++) {
    const predicted = predictedClass(logits, row, classes);
    const probability = confidence(logits, row, classes);
    // A diverged network's confidence is not a number: it goes to the first bin, whose sums then say so.
    const tally = tallies[Math.max(0, Math.ceil(probability * bins) - 1) || 0]!;
    tally.count += 1;
    tally.correct += predicted === labels[row] ? 1 : 0;
    tally.confidence += probability;
  }
  return tallies.map((tally, bin) => ({ low: bin / bins, high: (bin + 1) / bins, ...tally }));
}

/**
 * Expected calibration error, in [0, 1]: Σ over bins of |Σ (correct − confidence)| / examples, which is the gap
 * between accuracy and confidence of each bin, weighted by its share of the examples.
 *
 * @see Guo et al. 2017 (arXiv 1706.04599)
 */
export function expectedCalibrationError(
  logits: Logits,
  labels: Labels,
  classes: number,
  bins: number = calibrationBins.standard,
): number {
  const gaps = reliability(logits, labels, classes, bins).map(({ correct, confidence }) =>
    Math.abs(correct - confidence),
  );
  return gaps.reduce((sum, gap) => sum + gap, 0) / labels.length;
}
