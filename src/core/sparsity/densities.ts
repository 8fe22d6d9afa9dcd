/** Layer densities of a network, and from which density of the whole a scheme can give them. */
import type { Graph } from "../model/graph";
import { problemMessage, type Fault } from "../problemText";
import { prunableLayers, sum, type PrunableLayers } from "./layers";
import { roundingSlack } from "./keptCounts";
import { isScored, rules, type Rule, type RuleId, type SchemeId } from "./schemes";

/** The density asked for is below the least one that the scheme can give to this network. */
export class InfeasibleDensity extends RangeError {
  constructor(
    message: string,
    readonly least: number,
  ) {
    super(message);
    this.name = "InfeasibleDensity";
  }
}

/**
 * The density of every prunable layer.
 *
 * @param density share of all prunable weights to keep, 0 < density ≤ 1; `dense` does not look at it
 * @returns one density in (0, 1] per layer, in the order of `prunable(graph)`
 * @throws InfeasibleDensity below `leastFeasibleDensity`
 * @throws RangeError for a density outside its range, or a network without a layer that the scheme needs
 */
export function layerDensities(id: RuleId, graph: Graph, density: number): number[] {
  const fault = densityFault(id, graph, density);
  if (fault?.code === "density-infeasible")
    throw new InfeasibleDensity(problemMessage(fault), Number(fault.args.least));
  if (fault !== undefined) throw new RangeError(problemMessage(fault));
  return shares(rules[id], prunableLayers(graph), density);
}

/** Why a scheme cannot thin this network to this density, as `layerDensities` would say; undefined where it can. */
export function densityFault(id: SchemeId, graph: Graph, density: number): Fault | undefined {
  if (id === "dense") return undefined;
  if (!(density > 0 && density <= 1)) {
    return { code: "out-of-range", args: { key: "density", found: density, above: 0, most: 1 } };
  }
  const fault = schemeFault(id, graph);
  if (fault !== undefined) return fault;
  const least = leastOf(id, prunableLayers(graph));
  return density >= least ? undefined : infeasible(id, graph, density, least);
}

/** A density below the least feasible one, said. */
export function infeasible(id: SchemeId, graph: Graph, density: number, least: number): Fault {
  return { code: "density-infeasible", args: { scheme: id, model: graph.name, density, least } };
}

/**
 * Whether a density is above the least feasible one by more than its rounding, which is fifty times cheaper to tell than
 * that density itself. False where it may or may not be.
 *
 * @throws RangeError for a network without a layer that the scheme needs
 */
export function plainlyFeasible(id: SchemeId, graph: Graph, density: number): boolean {
  if (id === "dense" || density === 1) return true;
  if (isScored(id)) return density >= leastFeasibleDensity(id, graph);
  const layers = prunableLayers(graph);
  const { changesAt } = rules[id];
  const below = density / 1.002;
  if (!feasible(rules[id], layers, below)) return false;
  // Below where a rule changes, what is feasible counts only if the change itself is.
  return changesAt === undefined || below > changesAt || feasible(rules[id], layers, changesAt);
}

/**
 * What a rule gives to layers of which no more than this is known; undefined below the least density that it can give.
 *
 * @param density share of all their weights to keep, 0 < density ≤ 1
 */
export function densitiesOfRule(rule: Rule, layers: PrunableLayers, density: number): readonly number[] | undefined {
  return feasible(rule, layers, density) ? shares(rule, layers, density) : undefined;
}

/** Why a scheme does not fit this network at any density; undefined where it does. */
export function schemeFault(id: SchemeId, graph: Graph): Fault | undefined {
  if (id === "dense") return undefined;
  const layers = prunableLayers(graph);
  if (layers.sizes.length === 0) return { code: "scheme-no-layers", args: { model: graph.name } };
  if (isScored(id) || !rules[id].needsClassifier) return undefined;
  const used = new Set(graph.nodes.flatMap(({ inputs }) => inputs));
  const outputs = graph.nodes.length - used.size;
  if (outputs > 1) return { code: "scheme-outputs", args: { scheme: id, model: graph.name, outputs } };
  const args = { scheme: id, model: graph.name };
  if (layers.classifier < 0) return { code: "scheme-no-classifier", args };
  return layers.sizes.length < (rules[id].leastLayers ?? 1) ? { code: "scheme-few-layers", args } : undefined;
}

/**
 * The least density a scheme can give to a network: from it on, the rule meets its budget with every layer's density in
 * [0, 1], and asks for at least one whole weight in every layer, so that exact counts leave each at least one. Below
 * it a scheme that scores weights cannot leave one in every layer; above it that depends on the scores.
 *
 * @returns four significant digits, rounded up and itself feasible; 0 for `dense`, which refuses none
 * @throws RangeError for a network without a layer that the scheme needs
 */
export function leastFeasibleDensity(id: SchemeId, graph: Graph): number {
  const fault = schemeFault(id, graph);
  if (fault !== undefined) throw new RangeError(problemMessage(fault));
  return id === "dense" ? 0 : leastOf(id, prunableLayers(graph));
}

function leastOf(id: SchemeId, layers: PrunableLayers): number {
  if (!isScored(id)) return leastFeasible(rules[id], layers);
  const enough = layers.sizes.length - roundingSlack;
  return roundedUp(layers.sizes.length / layers.total, (density) => density * layers.total >= enough);
}

/** At density 1 every rule keeps all: said outright, so that no rounding is left over. */
function shares(scheme: Rule, layers: PrunableLayers, density: number): number[] {
  return density === 1 ? layers.sizes.map(() => 1) : scheme.densities(layers, density);
}

function feasible(scheme: Rule, layers: PrunableLayers, density: number): boolean {
  const kept = shares(scheme, layers, density).map((share, layer) => share * layers.sizes[layer]!);
  const whole = kept.every(
    (count, layer) => count >= 1 - roundingSlack && count <= layers.sizes[layer]! + roundingSlack,
  );
  return (
    whole && (!scheme.exact || Math.abs(sum(kept) - density * layers.total) < roundingSlack + 1e-12 * layers.total)
  );
}

/** Bisection: on either side of where its rule changes, what a scheme can give only grows with the density. */
function leastFeasible(scheme: Rule, layers: PrunableLayers): number {
  const change = scheme.changesAt ?? 1;
  const upper = feasible(scheme, layers, change);
  let tooLow = upper ? 0 : change;
  let enough = upper ? change : 1;
  for (let halving = 0; halving < 50; halving++) {
    const middle = (tooLow + enough) / 2;
    if (feasible(scheme, layers, middle)) enough = middle;
    else tooLow = middle;
  }
  return roundedUp(enough, (density) => feasible(scheme, layers, density));
}

/** Four significant digits, the least such number from `value` on that is acceptable. */
function roundedUp(value: number, acceptable: (density: number) => boolean): number {
  const near = Number(value.toPrecision(4));
  if (acceptable(near)) return near;
  return Number((near + 10 ** (Math.floor(Math.log10(near)) - 3)).toPrecision(4));
}
