/** The densities to pick from, with what each would keep: data, so that it can be tested without an editor. */
import { layerTable, undecidedTable } from "../../core/model/cost";
import type { Graph } from "../../core/model/graph";
import { problemMessage } from "../../core/problemText";
import type { LayerTotal } from "../../core/run/event";
import { count, percent } from "../../core/run/words";
import { densityFault, leastFeasibleDensity } from "../../core/sparsity/densities";
import { isScored, type RuleId, type SchemeId } from "../../core/sparsity/schemes";
import type { Words } from "../words";

/** What a density is asked for. */
export interface Pruned {
  readonly graph: Graph;
  readonly scheme: SchemeId;
  readonly words: Words;
}

export interface DensityOption {
  readonly label: string;
  readonly description?: string;
  readonly detail: string;
  /** Absent where the density cannot be had. */
  readonly value?: number;
  /** Typed by hand: shown whatever its label. */
  readonly typed: boolean;
}

const usual = [1, 0.5, 0.3, 0.2, 0.1, 0.05, 0.02, 0.01];

/**
 * The usual densities that this network can have, the least feasible one last. Of a scheme that scores weights that one
 * is left out: it takes scores that leave every layer exactly one weight, and any others end the run.
 */
export function offeredDensities(pruned: Pruned): DensityOption[] {
  const { graph, scheme, words } = pruned;
  if (scheme === "dense") return [option(pruned, 1, false)];
  const least = leastFeasibleDensity(scheme, graph);
  const offered = usual.filter((density) => density > least).map((density) => option(pruned, density, false));
  if (isScored(scheme)) return offered;
  const lowest = option(pruned, least, false);
  return [...offered, { ...lowest, label: words.say("{0} (the least feasible)", lowest.label) }];
}

/**
 * What can be picked once something is typed. Every option keeps its place, and what was typed comes last: an Enter that
 * is quicker than the list names a place in the list before.
 */
export function densitiesFor(
  typed: string,
  offered: readonly DensityOption[],
  pruned: Pruned,
): readonly DensityOption[] {
  if (typed === "") return offered;
  const own = typedDensity(pruned, typed);
  if (!offered.some(({ value }) => value === own.value)) return [...offered, own];
  return offered.map((option) => (option.value === own.value ? { ...option, typed: true } : option));
}

/** What stands in the empty field. */
export function densityHint({ graph, scheme, words: { say } }: Pruned): string {
  const least = leastFeasibleDensity(scheme, graph);
  if (least === 0) return say("Every weight is kept");
  return isScored(scheme)
    ? say("Share of the weights to keep: a number from {0} (one weight a layer) to 1", least)
    : say("Share of the weights to keep: a number from {0} (the least feasible) to 1", least);
}

/** What was typed, as a density or as a percentage. */
export function typedDensity(pruned: Pruned, typed: string): DensityOption {
  const percentage = /^(.*\S)\s*%$/.exec(typed);
  const density = percentage === null ? Number(typed) : Number(percentage[1]) / 100;
  if (Number.isFinite(density)) return option(pruned, density, true);
  const { say } = pruned.words;
  const detail = say('"{0}" is no number; type one greater than 0 and at most 1, such as 0.05.', typed);
  return { label: typed, detail, typed: true };
}

function option({ graph, scheme, words }: Pruned, density: number, typed: boolean): DensityOption {
  const { say, locale } = words;
  const label = String(density);
  const fault = densityFault(scheme, graph, density);
  if (fault !== undefined) {
    // First the number that helps: a picker cuts long sentences off.
    const { least } = fault.args;
    const low = least === undefined ? {} : { description: say("too low; the least feasible density is {0}", least) };
    return { label, ...low, detail: problemMessage(fault, locale), typed };
  }
  const { total, facts } = isScored(scheme)
    ? scoredCost(graph, density, words)
    : ruledCost(graph, scheme, density, words);
  return {
    label,
    description: say("keeps {0} of {1} weights", count(total.kept), count(total.size)),
    detail: [say("{0} parameters", count(total.params - total.size + total.kept)), ...facts].join(" · "),
    value: density,
    typed,
  };
}

interface Cost {
  readonly total: Pick<LayerTotal, "kept" | "size" | "params">;
  readonly facts: readonly string[];
}

function ruledCost(graph: Graph, scheme: RuleId, density: number, { say }: Words): Cost {
  const { total } = layerTable(graph, scheme, density);
  const least = leastFeasibleDensity(scheme, graph);
  const macs = say("{0} of the dense MACs", percent(total.macs / total.denseMacs));
  return { total, facts: least > 0 ? [macs, say("least feasible density {0}", least)] : [macs] };
}

function scoredCost(graph: Graph, density: number, { say }: Words): Cost {
  return { total: undecidedTable(graph, density).total, facts: [say("MACs and layer densities decided by scoring")] };
}
