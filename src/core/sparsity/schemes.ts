/** The schemes: how the weights to keep are shared out among layers. One entry each; everything else reads this. */
import { denseDensities } from "./dense";
import { erDensities } from "./er";
import { erkDensities } from "./erk";
import { erkPlusDensities } from "./erkPlus";
import type { PrunableLayers } from "./layers";
import { scoredSchemes, type ScoredScheme, type ScoredSchemeId, type ScoreId } from "./scoredSchemes";
import { uniformDensities } from "./uniform";
import { classifierFloor, uniformPlusDensities, uniformPlusReferenceDensities } from "./uniformPlus";

export type RuleId = "dense" | "uniform" | "uniform_plus" | "uniform_plus_reference" | "er" | "erk" | "erk_plus";
export type SchemeId = RuleId | ScoredSchemeId;

/** What people read of a scheme. */
export interface SchemeWords<Id extends string> {
  readonly id: Id;
  readonly title: string;
  /** One sentence for a picker or a hover. */
  readonly summary: string;
  /** Where the rule comes from. */
  readonly source: string;
}

/** A scheme that needs to know shapes only. */
export interface Rule extends SchemeWords<RuleId> {
  /** Whether the kept weights add up to the density asked for. */
  readonly exact: boolean;
  /** The rule singles out the layer that gives the logits. */
  readonly needsClassifier: boolean;
  /** The rule says nothing where there are fewer layers than this; 1 where it is left out. */
  readonly leastLayers?: number;
  /** Density at which the rule changes; on either side, every layer's density grows with that of the whole. */
  readonly changesAt?: number;
  /** The rule itself, in the order of `prunable`; values outside [0, 1] mean that the budget is infeasible. */
  readonly densities: (layers: PrunableLayers, density: number) => number[];
}

export type Scheme = Rule | ScoredScheme;

export const rules: Readonly<Record<RuleId, Rule>> = {
  dense: {
    id: "dense",
    title: "Dense",
    summary: "Keeps every weight, whatever density is asked for: the network to compare with.",
    source: "No pruning.",
    exact: false,
    needsClassifier: false,
    densities: denseDensities,
  },
  uniform: {
    id: "uniform",
    title: "Uniform",
    summary: "The same density in every layer, the first and the last included.",
    source: "Liu et al. 2022, arXiv 2202.02643",
    exact: true,
    needsClassifier: false,
    densities: uniformDensities,
  },
  uniform_plus: {
    id: "uniform_plus",
    title: "Uniform+",
    summary: "Keeps the first layer dense and the classifier at 0.2 or more; all others are alike.",
    source: "Liu et al. 2022, arXiv 2202.02643, after Gale et al. 2019, arXiv 1902.09574; with the budget met exactly",
    exact: true,
    needsClassifier: true,
    changesAt: classifierFloor,
    densities: uniformPlusDensities,
  },
  uniform_plus_reference: {
    id: "uniform_plus_reference",
    title: "Uniform+ (reference arithmetic)",
    summary: "Uniform+ as the paper's code computes it, a little off the density asked for.",
    source: "Code of Liu et al. 2022, arXiv 2202.02643",
    exact: false,
    needsClassifier: true,
    leastLayers: 3,
    changesAt: classifierFloor,
    densities: uniformPlusReferenceDensities,
  },
  er: {
    id: "er",
    title: "ER",
    summary: "Erdős–Rényi: densities as (out + in) / (out · in), so narrow layers keep more.",
    source: "Mocanu et al. 2018, Nature Communications 9, 2383",
    exact: true,
    needsClassifier: false,
    densities: erDensities,
  },
  erk: {
    id: "erk",
    title: "ERK",
    summary: "Erdős–Rényi-kernel: densities as the sum of a weight's extents over their product.",
    source: "Evci et al. 2020, arXiv 1911.11134",
    exact: true,
    needsClassifier: false,
    densities: erkDensities,
  },
  erk_plus: {
    id: "erk_plus",
    title: "ERK+",
    summary: "Keeps the classifier dense and shares the rest of the budget by ERK.",
    source: "Liu et al. 2022, arXiv 2202.02643",
    exact: true,
    needsClassifier: true,
    densities: erkPlusDensities,
  },
};

export const schemes: Readonly<Record<SchemeId, Scheme>> = { ...rules, ...scoredSchemes };

export const ruleIds: readonly RuleId[] = Object.values(rules).map(({ id }) => id);
export const schemeIds: readonly SchemeId[] = Object.values(schemes).map(({ id }) => id);

/** Whether a text is a scheme's id. */
export function isSchemeId(text: string): text is SchemeId {
  return Object.hasOwn(schemes, text);
}

/** Whether a scheme needs the weights, and mostly images, to say which weights are kept. */
export function isScored(id: SchemeId): id is ScoredSchemeId {
  return Object.hasOwn(scoredSchemes, id);
}

/** How a scheme scores weights; undefined where it follows a rule. */
export function scoreOf(id: SchemeId): ScoreId | undefined {
  return isScored(id) ? scoredSchemes[id].score : undefined;
}
