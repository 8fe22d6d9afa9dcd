import type { Series } from "../chart/model";
import { modelTitle } from "../experiment/plans";
import type { Cell } from "./cells";
import type { Say } from "./phrases";
import { samplePoint } from "./points";

/**
 * The dense networks as levels over all that is drawn: their mean, and its interval.
 *
 * @param xs   ascending, where the levels have points; where there is but one they are points
 * @param kind of the mean
 */
export function denseBands(
  cells: readonly Cell[],
  xs: readonly number[],
  { metric, kind }: { readonly metric: string; readonly kind: "line" | "guide" },
  say: Say,
): readonly Series[] {
  const dense = cells.filter((cell) => xs.length > 0 && cell.dense && cell.metrics[metric] !== undefined);
  const models = new Set(dense.map(({ plan }) => modelTitle(plan.model)));
  return dense.flatMap(({ plan, slot, metrics }): readonly Series[] => {
    const sample = metrics[metric]!;
    const model = modelTitle(plan.model);
    const label = models.size > 1 ? say("metric.denseOf", { model }) : say("metric.dense");
    const points = xs.map((x) => samplePoint(x, sample));
    if (kind === "line" && xs.length === 1) return [{ label, slot, kind: "points", points }];
    const level: Series = { label, slot, kind, points: xs.map((x) => ({ x, y: sample.mean, n: sample.n })) };
    const band: Series = { label: say("metric.interval", { label }), slot, kind: "band", points };
    return sample.interval === undefined ? [level] : [band, level];
  });
}
