/** The paper's points beside networks that are its own. */
import type { Point, Series } from "../../chart/model";
import type { Plan } from "../../experiment/plan";
import { presetChoice } from "../../model/presetNames";
import { schemes, type SchemeId } from "../../sparsity/schemes";
import type { Say } from "../phrases";
import { densities, digitisingError, published, source } from "./depthCifar10";

/** A line of networks, by any one of its plans. */
interface Comparable {
  readonly plan: Plan;
  readonly slot: number;
}

/** Accuracies the paper has over density, one series a model and scheme of these lines, and its dense networks at 1. */
export function publishedByDensity(lines: readonly Comparable[], say: Say): readonly Series[] {
  return unique(
    lines.flatMap(({ plan, slot }) => {
      const paper = paperOf(plan);
      if (paper === undefined) return [];
      const { title, dense, sparse } = paper;
      const scheme = schemeOf(plan);
      const points =
        scheme === "dense" ? [{ x: 1, y: dense / 100 }] : pointsOf(densities, sparse[scheme] ?? []).reverse();
      return [{ label: labelOf(say, title, scheme), slot, kind: "points", points } as const];
    }),
  );
}

/** The same over depth, of one scheme and density. */
export function publishedByDepth(lines: readonly Comparable[], say: Say): readonly Series[] {
  return unique(
    lines.flatMap(({ plan, slot }) => {
      if (paperOf(plan) === undefined) return [];
      const scheme = schemeOf(plan);
      const density = densities.indexOf(plan.prune.density);
      const depths = published.map(({ model }) => presetChoice(model)?.depth ?? NaN);
      const values = published.map(({ dense, sparse }) => (scheme === "dense" ? dense : sparse[scheme]?.[density]));
      const models = scheme === "dense" ? "ResNet" : `ResNet ${plan.prune.density}`;
      const points = pointsOf(depths, values);
      return [{ label: labelOf(say, models, scheme), slot, kind: "points", points } as const];
    }),
  );
}

/** Where they are from and how far they may be off. */
export function publishedNote(say: Say): string {
  return say("paper.note", { source, error: digitisingError });
}

function paperOf({ model, data, scale }: Plan) {
  const isWhole = data.format === "cifar10" && data.limit === undefined && scale === undefined;
  return isWhole && "preset" in model ? published.find((one) => one.model === model.preset) : undefined;
}

/** The paper's code computes Uniform+ in its own way, and means that by it. */
function schemeOf({ prune: { scheme } }: Plan): SchemeId {
  return scheme === "uniform_plus_reference" ? "uniform_plus" : scheme;
}

function labelOf(say: Say, model: string, scheme: SchemeId): string {
  return say("paper.label", { model, scheme: schemes[scheme].title });
}

/** Of percentages; those that are not known are left out. */
function pointsOf(xs: readonly number[], values: readonly (number | undefined)[]): Point[] {
  return xs.flatMap((x, index) => (values[index] === undefined ? [] : [{ x, y: values[index] / 100 }]));
}

/** Several lines may be one in the paper; what it does not have is left out. */
function unique(series: readonly Series[]): readonly Series[] {
  const first = new Map(series.map((one) => [one.label, one]).reverse() as [string, Series][]);
  return series.filter((one) => one.points.length > 0 && first.get(one.label) === one);
}
