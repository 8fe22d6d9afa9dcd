/** A trained network under examination: everything that is asked of it on the test images, in one go. */
import type { Images, Normalisation } from "../data/images";
import type { EvaluationSettings } from "../experiment/schema";
import type { Details, Findings, OutlierFinding } from "../run/findings";
import type { Session } from "../training/engine";
import { allIndices, predicting, type Predictions } from "../training/evaluate";
import { attackCalls, attackCurve } from "./attackCurve";
import { reliability } from "./calibration";
import { evaluateMetrics, isLogitMetric, type AttackId, type MetricId } from "./metrics";
import { outlierScores, rocAuc, rocCurve, type OutlierScore } from "./outlier";

export interface Examination {
  readonly session: Pick<Session, "logits" | "inputGradient">;
  /** Images a call to the session. */
  readonly batch: number;
  readonly test: Images;
  readonly normalisation: Normalisation;
  readonly evaluate: readonly MetricId[];
  readonly settings: EvaluationSettings;
  readonly outliers: readonly OutlierSet[];
}

/** Images that are none of the network's classes, in the test images' shape. */
export interface OutlierSet {
  /** Part of what its values are recorded under: "noise". */
  readonly name: string;
  readonly images: Images;
}

/** Calls to the session so far, and altogether. */
export interface ExaminationProgress {
  readonly done: number;
  readonly total: number;
}

const attacks: readonly AttackId[] = ["fgsm", "pgd"];
const scores: Readonly<Record<OutlierScore, "auc_msp" | "auc_entropy">> = { msp: "auc_msp", entropy: "auc_entropy" };

/**
 * Evaluates a network. The same request finds the same, bit for bit; the session's state does not change. Yields after
 * every call to the session, and whoever has heard enough need not go on.
 */
export async function* examine(request: Examination): AsyncGenerator<ExaminationProgress, Findings> {
  const total = callsOf(request);
  const work = examineAll(request);
  for (let done = 1; ; done++) {
    const step = await work.next();
    if (step.done === true) return step.value;
    yield { done, total };
  }
}

async function* examineAll(request: Examination): AsyncGenerator<undefined, Findings> {
  const { test, evaluate, settings } = request;
  const clean = yield* predictionsOf(request, test);
  const { logits, labels } = clean;
  const outliers = yield* outlierFindings(request, clean);
  const robustness = [];
  for (const attack of attacksOf(request)) robustness.push(yield* attackCurve({ ...request, attack, clean }));

  const bins = evaluate.includes("ece") ? reliability(logits, labels, test.classes, settings.bins) : undefined;
  const details: Details = {
    ...(bins && { reliability: bins }),
    ...(outliers.length > 0 && { outliers }),
    ...(robustness.length > 0 && { robustness }),
  };
  const metrics = {
    ...evaluateMetrics(evaluate.filter(isLogitMetric), logits, labels, test.classes, settings.bins),
    ...Object.fromEntries(outliers.map(({ score, set, auc }) => [`${scores[score]}/${set}`, auc])),
    ...Object.fromEntries(
      robustness.map(({ attack, points }) => [
        attack,
        points.find(({ eps }) => eps === settings.robustness.eps)!.accuracy,
      ]),
    ),
  };
  return { metrics, ...(Object.keys(details).length > 0 && { details }) };
}

function predictionsOf({ session, normalisation, batch, test }: Examination, set: Images) {
  return predicting(session, set, normalisation, allIndices(set.labels.length), batch, test.classes);
}

async function* outlierFindings(request: Examination, clean: Predictions): AsyncGenerator<undefined, OutlierFinding[]> {
  const { classes } = request.test;
  const findings: OutlierFinding[] = [];
  for (const { name, images } of outliersOf(request)) {
    const { logits } = yield* predictionsOf(request, images);
    for (const score of ["msp", "entropy"] as const) {
      if (!request.evaluate.includes(scores[score])) continue;
      const inside = outlierScores(score, clean.logits, classes);
      const outside = outlierScores(score, logits, classes);
      const [auc, roc] = [rocAuc(inside, outside), rocCurve(inside, outside)];
      findings.push({ score, set: name, images: images.labels.length, auc, roc });
    }
  }
  return findings;
}

export function attacksOf({ evaluate }: Pick<Examination, "evaluate">): readonly AttackId[] {
  return attacks.filter((attack) => evaluate.includes(attack));
}

function outliersOf({ evaluate, outliers }: Examination): readonly OutlierSet[] {
  return Object.values(scores).some((id) => evaluate.includes(id)) ? outliers : [];
}

function callsOf(request: Examination): number {
  const { batch, test, settings } = request;
  const sets = [test, ...outliersOf(request).map(({ images }) => images)];
  const predicted = sets.reduce((calls, { labels }) => calls + Math.ceil(labels.length / batch), 0);
  const attacked = Math.min(settings.robustness.images, test.labels.length);
  return attacksOf(request).reduce((calls, attack) => {
    const { gradients, logits } = attackCalls(attack, settings.robustness);
    return calls + Math.ceil(attacked / batch) * (gradients + logits);
  }, predicted);
}
