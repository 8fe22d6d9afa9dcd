/** What metrics are computed from: numbers in rows of one example each. */
export type Logits = Float32Array | Float64Array;

/** Class numbers in [0, classes), one an example. */
export type Labels = Uint16Array | Int32Array | readonly number[];

/** Number of the largest of a row's logits; the first of several. */
export function predictedClass(logits: Logits, row: number, classes: number): number {
  let best = 0;
  for (let index = 1; index < classes; index++) {
    if (logits[row * classes + index]! > logits[row * classes + best]!) best = index;
  }
  return best;
}

/** Natural logarithms of a row's softmax, in float64. */
export function logSoftmax(logits: Logits, row: number, classes: number): Float64Array {
  const { values, total } = belowLargest(logits, row, classes);
  return values.map((value) => value - Math.log(total));
}

/** The largest of a row's softmax probabilities, in [1 / classes, 1]. */
export function confidence(logits: Logits, row: number, classes: number): number {
  return 1 / belowLargest(logits, row, classes).total;
}

/** Mean of a quantity over all examples. */
export function meanOver(labels: Labels, quantity: (row: number, label: number) => number): number {
  let total = 0;
  for (let row = 0; row < labels.length; row++) total += quantity(row, labels[row]!);
  return total / labels.length;
}

/** A row's logits less the largest of them, so that nothing overflows, and the sum of their exponentials. */
function belowLargest(logits: Logits, row: number, classes: number): { values: Float64Array; total: number } {
  const exact = Float64Array.from(logits.subarray(row * classes, (row + 1) * classes));
  const largest = Math.max(...exact);
  const values = exact.map((value) => value - largest);
  return { values, total: values.reduce((sum, value) => sum + Math.exp(value), 0) };
}
