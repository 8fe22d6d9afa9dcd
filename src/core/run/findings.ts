/** What evaluating a network on the test images finds: single values, and the curves and bins that charts draw. */
import * as Type from "typebox";
import type { Frozen } from "../frozen";
import { recordOf } from "../recordSchema";

const Share = Type.Number({ minimum: 0, maximum: 1 });
const Count = Type.Integer({ minimum: 0 });

/** Values by metric id (`accuracy` in [0, 1], `nll` in nats, `auc_msp/noise` in [0, 1]). */
export const MetricsSchema = recordOf(Type.Number());

export const DetailsSchema = Type.Object({
  /** Of the calibration error: images by confidence in (low, high], empty bins too; `confidence` is a sum. */
  reliability: Type.Optional(
    Type.Array(Type.Object({ low: Share, high: Share, count: Count, correct: Count, confidence: Type.Number() })),
  ),
  /** One ROC curve a score and set of outliers: shares of outliers and of test images taken for test images. */
  outliers: Type.Optional(
    Type.Array(
      Type.Object({
        score: Type.Enum(["msp", "entropy"]),
        set: Type.String(),
        /** Of the set. */
        images: Count,
        auc: Share,
        roc: Type.Array(Type.Tuple([Share, Share])),
      }),
    ),
  ),
  /** Accuracy and mean loss (nats) on the first test images under attacks of growing strength; 0 is none. */
  robustness: Type.Optional(
    Type.Array(
      Type.Object({
        attack: Type.Enum(["fgsm", "pgd"]),
        images: Count,
        /** `eps` in 255ths of the pixel range. */
        points: Type.Array(Type.Object({ eps: Type.Number({ minimum: 0 }), accuracy: Share, loss: Type.Number() })),
      }),
    ),
  ),
});

export type Metrics = Frozen<typeof MetricsSchema>;
export type Details = Frozen<typeof DetailsSchema>;
export type OutlierFinding = NonNullable<Details["outliers"]>[number];
export type RobustnessFinding = NonNullable<Details["robustness"]>[number];

export interface Findings {
  readonly metrics: Metrics;
  /** Absent where the metrics asked for have none. */
  readonly details?: Details;
}
