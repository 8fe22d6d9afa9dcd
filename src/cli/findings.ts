/** What an evaluation found, as tables. */
import type { Details, Findings } from "../core/run/findings";
import { metricTitle, metricValue } from "../core/run/metricWords";
import type { RunState } from "../core/run/state";
import { count, percent, significant } from "../core/run/words";
import { table } from "./tables";

/** Findings by what they are of: "last epoch (6)". */
export type Columns = Readonly<Record<string, Findings>>;

/** One row a metric, one column a network. */
export function metricsTable(columns: Columns): string {
  const found = Object.values(columns);
  const ids = [...new Set(found.flatMap(({ metrics }) => Object.keys(metrics)))];
  const rows = ids.map((id) => [
    metricTitle(id, "en"),
    id,
    ...found.map(({ metrics }) => (metrics[id] === undefined ? "–" : metricValue(id, metrics[id], 2))),
  ]);
  return table(["on the test images", "id", ...Object.keys(columns)], rows, ["id"]);
}

/** Bins and curves behind the metrics; empty where there are none. */
export function detailTables({ reliability, robustness }: Details): string[] {
  return [
    ...(robustness === undefined ? [] : [robustnessTable(robustness)]),
    ...(reliability === undefined ? [] : [reliabilityTable(reliability)]),
  ];
}

/** Gradient norms over training; undefined where they were not measured. Layers are in the JSON. */
export function flowTable(flow: RunState["gradientFlow"]): string | undefined {
  if (flow.length === 0) return undefined;
  const rows = flow.map(({ epoch, kept, all }) => [epoch, significant(kept), significant(all)]);
  return `Gradient flow: L2 norm of the loss gradient\n${table(["epoch", "kept weights", "all weights"], rows)}`;
}

function robustnessTable(attacks: NonNullable<Details["robustness"]>): string {
  const [first] = attacks;
  const rows = (first?.points ?? []).map(({ eps }, index) => [
    `${significant(eps)}/255`,
    ...attacks.flatMap(({ points }) => {
      const { accuracy, loss } = points[index]!;
      return [percent(accuracy, 2), significant(loss)];
    }),
  ]);
  const heads = attacks.flatMap(({ attack }) => [attack, `${attack} loss`]);
  return `Accuracy under attack, on ${count(first?.images ?? 0)} images\n${table(["eps", ...heads], rows)}`;
}

function reliabilityTable(bins: NonNullable<Details["reliability"]>): string {
  const rows = bins.map(({ low, high, count: images, correct, confidence }) => [
    `${low.toFixed(3)} to ${high.toFixed(3)}`,
    count(images),
    images === 0 ? "–" : percent(confidence / images),
    images === 0 ? "–" : percent(correct / images),
  ]);
  return `Reliability\n${table(["confidence", "images", "mean confidence", "accuracy"], rows)}`;
}
