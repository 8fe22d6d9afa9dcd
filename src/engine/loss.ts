/** Loss of a batch and its gradient. */
export interface LossResult {
  /** Mean over the batch, nats. */
  readonly loss: number;
  /** Examples whose largest logit is the label's; of equal logits the first counts. */
  readonly correct: number;
  /** Gradient of the mean loss, `[count, classes]`. */
  readonly gradient: Float32Array;
}

/**
 * Softmax cross-entropy in float64, with a share `smoothing` of the target spread evenly over all classes (PyTorch's
 * `cross_entropy(label_smoothing=…)`).
 * @param logits `[count, classes]`
 */
export function crossEntropy(logits: Float32Array, labels: Int32Array, classes: number, smoothing: number): LossResult {
  const count = labels.length;
  const gradient = new Float32Array(logits.length);
  let loss = 0;
  let correct = 0;
  for (let example = 0; example < count; example++) {
    const row = logits.subarray(example * classes, (example + 1) * classes);
    const label = labels[example]!;
    let best = 0;
    for (let index = 1; index < classes; index++) if (row[index]! > row[best]!) best = index;
    if (best === label && !row.some(Number.isNaN)) correct++;
    let sum = 0;
    for (const logit of row) sum += Math.exp(logit - row[best]!);
    const logSum = row[best]! + Math.log(sum);
    row.forEach((logit, index) => {
      const target = targetOf(index === label, classes, smoothing);
      const logProbability = logit - logSum;
      // A class that is no target adds nothing, not even 0 · ∞.
      if (target > 0) loss -= (target * logProbability) / count;
      gradient[example * classes + index] = (Math.exp(logProbability) - target) / count;
    });
  }
  return { loss, correct, gradient };
}

/** What a softmax should be, `[count, classes]`. */
export function targetsOf(labels: Int32Array, classes: number, smoothing: number): Float32Array {
  const targets = new Float32Array(labels.length * classes).fill(targetOf(false, classes, smoothing));
  labels.forEach((label, example) => (targets[example * classes + label] = targetOf(true, classes, smoothing)));
  return targets;
}

function targetOf(isLabel: boolean, classes: number, smoothing: number): number {
  return (isLabel ? 1 - smoothing : 0) + smoothing / classes;
}
