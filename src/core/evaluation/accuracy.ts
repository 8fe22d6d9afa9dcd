import { meanOver, predictedClass } from "./predictions";
import type { Labels, Logits } from "./predictions";

/** Share of examples whose largest logit is the label's, in [0, 1]. */
export function accuracy(logits: Logits, labels: Labels, classes: number): number {
  return meanOver(labels, (row, label) => (predictedClass(logits, row, classes) === label ? 1 : 0));
}
