import type { Series } from "../chart/model";
import { modelTitle } from "../experiment/plans";
import type { Cell } from "./cells";
import type { Say } from "./phrases";
import { samplePoint } from "./points";

/** The dense networks as levels over all that is drawn: their mean, and its interval; points at density 1 where nothing is. */
export function denseBands(
  cells: readonly Cell[],
  drawn: readonly Series[],
  metric: string,
  say: Say,
): readonly Series[] {
  const dense = cells.filter((cell) => cell.dense && cell.metrics[metric] !== undefined);
  const models = new Set(dense.map(({ plan }) => modelTitle(plan.model)));
  const xs = [...drawn.flatMap(({ points }) => points.map(({ x }) => x)), 1];
  const ends = [...new Set([Math.min(...xs), 1])];
  return dense.flatMap(({ plan, slot, metrics }): readonly Series[] => {
    const model = modelTitle(plan.model);
    const label = models.size > 1 ? say("metric.denseOf", { model }) : say("metric.dense");
    const points = ends.map((x) => samplePoint(x, metrics[metric]!));
    const level = points.map(({ x, y }) => ({ x, y, n: metrics[metric]!.n }));
    if (ends.length === 1) return [{ label, slot, kind: "points", points }];
    const line: Series = { label, slot, kind: "line", points: level };
    const band: Series = { label: say("metric.interval", { label }), slot, kind: "band", points };
    return metrics[metric]!.interval === undefined ? [line] : [band, line];
  });
}
