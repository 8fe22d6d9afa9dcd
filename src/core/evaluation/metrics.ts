/** Every quantity a trained network can be judged by from its logits on the test images. */
import { accuracy } from "./accuracy";
import { expectedCalibrationError } from "./calibration";
import { brier, nll } from "./likelihood";
import type { Labels, Logits } from "./predictions";

export type MetricId = "accuracy" | "nll" | "brier" | "ece";

export interface Metric {
  readonly title: string;
  /** Of the value; empty for a plain number. */
  readonly unit: "" | "nats";
  readonly range: readonly [low: number, high: number];
  readonly better: "higher" | "lower";
  /** One sentence. */
  readonly definition: string;
  readonly source: string;
  /** Of `[examples, classes]` logits, row by row; NaN where there are no examples or the logits are not numbers. */
  readonly compute: (logits: Logits, labels: Labels, classes: number) => number;
}

export const metrics: Readonly<Record<MetricId, Metric>> = {
  accuracy: {
    title: "Accuracy",
    unit: "",
    range: [0, 1],
    better: "higher",
    definition: "Share of test images whose largest logit is that of their class.",
    source: "Liu et al. 2022 (arXiv 2202.02643)",
    compute: accuracy,
  },
  nll: {
    title: "Negative log-likelihood",
    unit: "nats",
    range: [0, Infinity],
    better: "lower",
    definition: "Mean of −log of the probability given to the right class.",
    source: "Guo et al. 2017 (arXiv 1706.04599)",
    compute: nll,
  },
  brier: {
    title: "Brier score",
    unit: "",
    range: [0, 2],
    better: "lower",
    definition: "Mean squared distance between the class probabilities and the right answer (1 for the class, 0 else).",
    source: "Brier 1950 (Monthly Weather Review 78)",
    compute: brier,
  },
  ece: {
    title: "Expected calibration error",
    unit: "",
    range: [0, 1],
    better: "lower",
    definition: "Gap between confidence and accuracy in 15 equally wide confidence bins, weighted by their images.",
    source: "Guo et al. 2017 (arXiv 1706.04599)",
    compute: (logits, labels, classes) => expectedCalibrationError(logits, labels, classes),
  },
};

/** Values by metric id. */
export function evaluateMetrics(
  ids: readonly MetricId[],
  logits: Logits,
  labels: Labels,
  classes: number,
): Readonly<Record<string, number>> {
  return Object.fromEntries(ids.map((id) => [id, metrics[id].compute(logits, labels, classes)]));
}
