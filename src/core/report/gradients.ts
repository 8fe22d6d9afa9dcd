/** Whether the schemes through which more gradient flows at first are those that end with a higher accuracy. */
import { rankCorrelation, type RankCorrelation } from "../evaluation/statistics/rankCorrelation";
import { sample } from "../evaluation/statistics/sample";
import type { Cell } from "../results/cells";
import { cellKey } from "../run/compare";
import { significant } from "../run/words";
import type { Locale } from "../template";
import type { Finding, Stance } from "./finding";
import { saying } from "./phrases";

/** Chance that a rank correlation may have and still be taken for one. */
const level = 0.05;

/** Networks below which no order of their ranks is too unlikely to be chance. */
const fewest = 5;

/** One finding for each set of networks that differ in their scheme only, where there are enough. */
export function gradientTrends(cells: readonly Cell[], locale: Locale): readonly Finding[] {
  const groups = new Map<string, Measured[]>();
  for (const cell of cells.filter(({ dense }) => !dense)) {
    const flows = cell.runs.flatMap(({ state }) => state.gradientFlow[0]?.kept ?? []);
    const accuracy = cell.metrics.accuracy?.mean;
    if (flows.length === 0 || accuracy === undefined) continue;
    const key = cellKey({ ...cell.plan, prune: { ...cell.plan.prune, scheme: "dense" } });
    groups.set(key, [...(groups.get(key) ?? []), { cell, norm: sample(flows).mean, accuracy }]);
  }
  return [...groups.values()].map(distinct).flatMap((group): readonly Finding[] => {
    if (group.length < fewest) return [];
    const found = rankCorrelation(group.map(({ norm, accuracy }) => [norm, accuracy] as const));
    if (found === undefined) return [];
    const { rho, p, n } = found;
    const { density } = group[0]!.cell.plan.prune;
    const words = saying(locale)("item.correlation", { density, rho: rho.toFixed(2), n, p: significant(p, locale) });
    return [{ stance: stanceOf(found), rank: rho, words, cells: group.map(({ cell }) => cell) }];
  });
}

interface Measured {
  readonly cell: Cell;
  /** Of the loss gradient over the kept weights at the first measurement, mean over the seeds. */
  readonly norm: number;
  readonly accuracy: number;
}

/** Two schemes may come to one network, as ERK+ does to ERK where the last layer is dense in both: it counts once. */
function distinct(group: readonly Measured[]): readonly Measured[] {
  return [...new Map(group.map((each) => [`${each.norm} ${each.accuracy}`, each])).values()];
}

function stanceOf({ rho, p }: RankCorrelation): Stance {
  if (p > level) return "open";
  return rho > 0 ? "for" : "against";
}
