import { logSoftmax, meanOver } from "./predictions";
import type { Labels, Logits } from "./predictions";

/** Negative log-likelihood: the mean of −log p of the label's class, in nats: 0 for certainty in the right class, log(classes) for a blind guess. */
export function nll(logits: Logits, labels: Labels, classes: number): number {
  return meanOver(labels, (row, label) => -logSoftmax(logits, row, classes)[label]!);
}

/**
 * Mean over examples of Σ (p_k − [k is the label])² over all classes k, in [0, 2].
 *
 * @see Brier 1950, in its form for several classes
 */
export function brier(logits: Logits, labels: Labels, classes: number): number {
  return meanOver(labels, (row, label) =>
    logSoftmax(logits, row, classes).reduce((sum, value, index) => {
      const error = Math.exp(value) - (index === label ? 1 : 0);
      return sum + error * error;
    }, 0),
  );
}
