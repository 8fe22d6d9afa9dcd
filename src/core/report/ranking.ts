import { formatNumber } from "../chart/format";
import type { Cell } from "../results/cells";
import { modelTitle } from "../experiment/plans";
import { cellKey } from "../run/compare";
import { schemes } from "../sparsity/schemes";
import type { Locale } from "../template";
import { listed, saying } from "./phrases";

/** Sets of networks that are told of. */
const most = 6;

/** The schemes by their mean accuracy, a sentence for each set of networks that differ in nothing else, sparsest first. */
export function orderOfSchemes(cells: readonly Cell[], locale: Locale): readonly string[] {
  const say = saying(locale);
  const groups = new Map<string, Cell[]>();
  for (const cell of cells.filter(({ dense, metrics }) => !dense && metrics.accuracy !== undefined)) {
    const key = cellKey({ ...cell.plan, prune: { ...cell.plan.prune, scheme: "dense" } });
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  const several = [...groups.values()]
    .filter(({ length }) => length > 2)
    .sort(([one], [other]) => one!.plan.prune.density - other!.plan.prune.density);
  return several.slice(0, most).map((group) => {
    const { model, prune } = group[0]!.plan;
    const mean = ({ metrics }: Cell) => metrics.accuracy!.mean;
    const order = [...group].sort((one, other) => mean(other) - mean(one));
    const named = order.map(
      (cell) => `${schemes[cell.plan.prune.scheme].title} ${formatNumber(mean(cell), "percent", locale)}`,
    );
    return say("ranking", { model: modelTitle(model), density: prune.density, order: listed(named, locale) });
  });
}
