import { expand } from "../core/experiment/expand";
import type { Summary } from "../core/language/contract";
import type { LanguageDocument } from "../core/language/document";

/** What an experiment file comes to; undefined for a model file. */
export function summaryOf(uri: string, document: LanguageDocument): Summary | undefined {
  if (document.kind !== "experiment") return undefined;
  const { experiment } = document;
  if (experiment === undefined) return { uri };
  const plans = expand(experiment);
  const twins = plans.filter(({ prune }) => prune.scheme === "dense").length;
  return { uri, grid: { runs: plans.length, points: experiment.cells.length, twins } };
}
