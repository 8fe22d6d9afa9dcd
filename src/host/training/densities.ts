/** The densities to pick from, with what each would keep: data, so that it can be tested without an editor. */
import { layerTable, undecidedTable } from "../../core/model/cost";
import type { Graph } from "../../core/model/graph";
import { problemMessage } from "../../core/problemText";
import type { LayerTotal } from "../../core/run/event";
import { count, percent } from "../../core/run/words";
import { densityFault, leastFeasibleDensity } from "../../core/sparsity/densities";
import { isScored, type RuleId, type SchemeId } from "../../core/sparsity/schemes";

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
export function offeredDensities(graph: Graph, scheme: SchemeId): DensityOption[] {
  if (scheme === "dense") return [option(graph, scheme, 1, false)];
  const least = leastFeasibleDensity(scheme, graph);
  const offered = usual.filter((density) => density > least).map((density) => option(graph, scheme, density, false));
  if (isScored(scheme)) return offered;
  const lowest = option(graph, scheme, least, false);
  return [...offered, { ...lowest, label: `${lowest.label} (the least feasible)` }];
}

/**
 * What can be picked once something is typed. Every option keeps its place, and what was typed comes last: an Enter that
 * is quicker than the list names a place in the list before.
 */
export function densitiesFor(
  typed: string,
  offered: readonly DensityOption[],
  graph: Graph,
  scheme: SchemeId,
): readonly DensityOption[] {
  if (typed === "") return offered;
  const own = typedDensity(graph, scheme, typed);
  if (!offered.some(({ value }) => value === own.value)) return [...offered, own];
  return offered.map((option) => (option.value === own.value ? { ...option, typed: true } : option));
}

/** What stands in the empty field. */
export function densityHint(graph: Graph, scheme: SchemeId): string {
  const least = leastFeasibleDensity(scheme, graph);
  if (least === 0) return "Every weight is kept";
  const limit = isScored(scheme) ? "one weight a layer" : "the least feasible";
  return `Share of the weights to keep: a number from ${least} (${limit}) to 1`;
}

/** What was typed, as a density or as a percentage. */
export function typedDensity(graph: Graph, scheme: SchemeId, typed: string): DensityOption {
  const percentage = /^(.*\S)\s*%$/.exec(typed);
  const density = percentage === null ? Number(typed) : Number(percentage[1]) / 100;
  if (!Number.isFinite(density)) {
    return {
      label: typed,
      detail: `"${typed}" is no number; type one greater than 0 and at most 1, such as 0.05.`,
      typed: true,
    };
  }
  return option(graph, scheme, density, true);
}

function option(graph: Graph, scheme: SchemeId, density: number, typed: boolean): DensityOption {
  const label = String(density);
  const fault = densityFault(scheme, graph, density);
  if (fault !== undefined) {
    // First the number that helps: a picker cuts long sentences off.
    const least = fault.args.least;
    const description = least === undefined ? {} : { description: `too low; the least feasible density is ${least}` };
    return { label, ...description, detail: problemMessage(fault), typed };
  }
  const { total, facts } = isScored(scheme) ? scoredCost(graph, density) : ruledCost(graph, scheme, density);
  return {
    label,
    description: `keeps ${count(total.kept)} of ${count(total.size)} weights`,
    detail: [`${count(total.params - total.size + total.kept)} parameters`, ...facts].join(" · "),
    value: density,
    typed,
  };
}

interface Cost {
  readonly total: Pick<LayerTotal, "kept" | "size" | "params">;
  readonly facts: readonly string[];
}

function ruledCost(graph: Graph, scheme: RuleId, density: number): Cost {
  const { total } = layerTable(graph, scheme, density);
  const least = leastFeasibleDensity(scheme, graph);
  const macs = `${percent(total.macs / total.denseMacs)} of the dense MACs`;
  return { total, facts: least > 0 ? [macs, `least feasible density ${least}`] : [macs] };
}

function scoredCost(graph: Graph, density: number): Cost {
  return { total: undecidedTable(graph, density).total, facts: ["MACs and layer densities decided by scoring"] };
}
