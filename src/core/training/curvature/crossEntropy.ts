import { dual, type Dual } from "./dual";

/** Gradient of the mean cross-entropy of logits / temperature with respect to the logits, `[count, classes]`. */
export function crossEntropyGradient(
  { value, tangent }: Dual,
  labels: Int32Array,
  classes: number,
  temperature: number,
): Dual {
  const scale = 1 / (labels.length * temperature);
  const gradient = new Float32Array(value.length);
  const change = tangent && new Float32Array(value.length);
  labels.forEach((label, row) => {
    const from = row * classes;
    const largest = Math.max(...value.subarray(from, from + classes));
    const exponentials = Array.from({ length: classes }, (_, at) =>
      Math.exp((value[from + at]! - largest) / temperature),
    );
    const total = exponentials.reduce((sum, exponential) => sum + exponential, 0);
    const shares = exponentials.map((exponential) => exponential / total);
    shares.forEach((share, at) => (gradient[from + at] = scale * (share - (at === label ? 1 : 0))));
    if (tangent === undefined || change === undefined) return;
    const mean = shares.reduce((sum, share, at) => sum + share * tangent[from + at]!, 0);
    // p′ = p · (z′ − Σ p z′) / T.
    shares.forEach((share, at) => (change[from + at] = (scale * share * (tangent[from + at]! - mean)) / temperature));
  });
  return dual(gradient, change);
}
