/** The densities to pick from, with what each would keep: data, so that it can be tested without an editor. */
import { layerTable, parameterCount } from "../../core/model/cost";
import type { Graph } from "../../core/model/graph";
import { problemMessage } from "../../core/problemText";
import { count, percent } from "../../core/run/words";
import { densityFault, leastFeasibleDensity } from "../../core/sparsity/densities";
import { prunableLayers } from "../../core/sparsity/layers";
import { isScored, type SchemeId } from "../../core/sparsity/schemes";

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

/** The usual densities that this network can have, the least feasible one last. */
export function offeredDensities(graph: Graph, scheme: SchemeId): DensityOption[] {
  if (scheme === "dense") return [option(graph, scheme, 1, false)];
  const least = leastFeasibleDensity(scheme, graph);
  const lowest = option(graph, scheme, least, false);
  return [
    ...usual.filter((density) => density > least).map((density) => option(graph, scheme, density, false)),
    { ...lowest, label: `${lowest.label} (the least feasible)` },
  ];
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
  return least === 0
    ? "Every weight is kept"
    : `Share of the weights to keep: a number from ${least} (the least feasible) to 1`;
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
  const least = leastFeasibleDensity(scheme, graph);
  if (isScored(scheme)) {
    const size = prunableLayers(graph).total;
    return {
      label,
      description: `keeps ${count(density * size)} of ${count(size)} weights`,
      detail: `layer densities are decided by scoring when the run starts · no density below ${least} can be had`,
      value: density,
      typed,
    };
  }
  const { total } = layerTable(graph, scheme, density);
  const parameters = parameterCount(graph) - total.size + total.kept;
  return {
    label,
    description: `keeps ${count(total.kept)} of ${count(total.size)} weights`,
    detail: [
      `${count(parameters)} parameters`,
      `${percent(total.macs / total.denseMacs)} of the dense MACs`,
      ...(least > 0 ? [`least feasible density ${least}`] : []),
    ].join(" · "),
    value: density,
    typed,
  };
}
