/** Every quantity a network can be judged by. One entry each; reader, trainer, terminal and views read this. */
import { accuracy } from "./accuracy";
import { calibrationBins, expectedCalibrationError } from "./calibration";
import { brier, nll } from "./likelihood";
import type { Labels, Logits } from "./predictions";

export type LogitMetricId = "accuracy" | "nll" | "brier" | "ece" | "ece_freetickets";

export type OutlierMetricId = "auc_msp" | "auc_entropy";

export type AttackId = "fgsm" | "pgd";

export type MetricId = LogitMetricId | OutlierMetricId | AttackId | "gradient_flow";

export interface Metric {
  readonly title: string;
  /** Of the value; empty for a plain number. */
  readonly unit: "" | "nats";
  readonly range: readonly [low: number, high: number];
  /** Undefined where neither is. */
  readonly better: "higher" | "lower" | undefined;
  /** One sentence. */
  readonly definition: string;
  readonly source: string;
}

export interface LogitMetric extends Metric {
  /**
   * Of `[examples, classes]` logits, row by row; NaN where there are no examples or the logits are not numbers. `bins` is
   * the number of confidence bins, where a metric has any.
   */
  readonly compute: (logits: Logits, labels: Labels, classes: number, bins?: number) => number;
}

/** What the logits of the test images alone tell. */
export const logitMetrics: Readonly<Record<LogitMetricId, LogitMetric>> = {
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
    definition:
      "Gap between confidence and accuracy in equally wide confidence bins (15 unless set), weighted by their images.",
    source: "Guo et al. 2017 (arXiv 1706.04599)",
    compute: expectedCalibrationError,
  },
  ece_freetickets: {
    title: "Expected calibration error, 14 intervals",
    unit: "",
    range: [0, 1],
    better: "lower",
    definition: "Expected calibration error as the paper's first author computes it: fifteen edges, so fourteen bins.",
    source: "FreeTickets code of Liu et al. 2022 (arXiv 2106.14568)",
    compute: (logits, labels, classes) =>
      expectedCalibrationError(logits, labels, classes, calibrationBins.freeTickets),
  },
};

export const metrics: Readonly<Record<MetricId, Metric>> = {
  ...logitMetrics,
  auc_msp: {
    title: "Outlier detection by confidence",
    unit: "",
    range: [0, 1],
    better: "higher",
    definition:
      "Area under the ROC curve of telling test images from other images by the largest softmax probability; 0.5 is blind.",
    source: "Hendrycks and Gimpel 2017 (arXiv 1610.02136)",
  },
  auc_entropy: {
    title: "Outlier detection by entropy",
    unit: "",
    range: [0, 1],
    better: "higher",
    definition:
      "Area under the ROC curve of telling test images from other images by the entropy of the class probabilities.",
    source: "Hendrycks and Gimpel 2017 (arXiv 1610.02136), with entropy for the score",
  },
  fgsm: {
    title: "Accuracy under FGSM",
    unit: "",
    range: [0, 1],
    better: "higher",
    definition:
      "Accuracy after one step of eps (8/255 unless set) on every pixel along the sign of the loss gradient, within [0, 1].",
    source: "Goodfellow et al. 2015 (arXiv 1412.6572)",
  },
  pgd: {
    title: "Accuracy under PGD",
    unit: "",
    range: [0, 1],
    better: "higher",
    definition:
      "Accuracy after several steps along the loss gradient's signs from a random start, within eps of every pixel.",
    source: "Madry et al. 2018 (arXiv 1706.06083)",
  },
  gradient_flow: {
    title: "Gradient flow",
    unit: "",
    range: [0, Infinity],
    better: undefined,
    definition:
      "L2 norm of the loss gradient over kept and over all weights, whole and by layer, during training; costs a dense gradient each time.",
    source: "Wang et al. 2020 (arXiv 2002.07376); Evci et al. 2022 (arXiv 2010.03533)",
  },
};

export function isMetricId(id: string): id is MetricId {
  return Object.hasOwn(metrics, id);
}

export function isLogitMetric(id: MetricId): id is LogitMetricId {
  return Object.hasOwn(logitMetrics, id);
}

/**
 * What is recorded under an id: a metric's, or for outlier metrics `metric/set` (`auc_msp/noise`). Undefined for what
 * another version recorded.
 */
export function describeMetric(id: string): Metric | undefined {
  const [metric, set] = id.split("/");
  if (metric === undefined || !isMetricId(metric)) return undefined;
  const described = metrics[metric];
  return set === undefined ? described : { ...described, title: `${described.title} (${set})` };
}

/**
 * Values by metric id.
 *
 * @param bins of the calibration error
 */
export function evaluateMetrics(
  ids: readonly LogitMetricId[],
  logits: Logits,
  labels: Labels,
  classes: number,
  bins?: number,
): Readonly<Record<string, number>> {
  return Object.fromEntries(ids.map((id) => [id, logitMetrics[id].compute(logits, labels, classes, bins)]));
}
