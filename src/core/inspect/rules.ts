/** What each rule would give to the layers of a file, as far as their shapes say what it must know. */
import { densitiesOfRule } from "../sparsity/densities";
import { sum, type PrunableLayers } from "../sparsity/layers";
import { rules, type RuleId } from "../sparsity/schemes";
import type { InspectedLayer } from "./inspection";
import { unitsOf } from "./sentences";

/** The reference's arithmetic of Uniform+ would lie on top of Uniform+. */
const compared = ["uniform", "uniform_plus", "er", "erk", "erk_plus"] as const satisfies readonly RuleId[];

/** Why a rule is left out: the shapes do not tell a layer that it singles out, or it cannot keep so few weights. */
export type Missing = "classifier" | "first" | "feasible";

export interface GivenByRule {
  readonly id: RuleId;
  /** One a layer, in the order of the file; or why there are none. */
  readonly densities: readonly number[] | Missing;
}

/**
 * The only convolution that takes 1 or 3 channels is the first layer, and the only matrix the classifier: another layer
 * takes what one before it gives. Where there are several of either, or none, nothing is guessed.
 *
 * @param density of all of them together; of what is dense any rule would give the same, so there is none
 */
export function givenByRules(layers: readonly InspectedLayer[], density: number): readonly GivenByRule[] {
  if (density === 1) return [];
  const shapes = layers.map(torchShape);
  const first = only(shapes, (shape) => shape.length > 2 && (shape[1] === 1 || shape[1] === 3));
  const classifier = only(shapes, (shape) => shape.length === 2);
  // A rule takes what comes first for the first layer, whatever the order of the file.
  const order = first === undefined ? [...shapes.keys()] : [first, ...[...shapes.keys()].filter((at) => at !== first)];
  const sizes = order.map((at) => layers[at]!.size);
  const known: PrunableLayers = {
    shapes: order.map((at) => shapes[at]!),
    ...{ sizes, total: sum(sizes), classifier: classifier === undefined ? -1 : order.indexOf(classifier) },
  };
  return compared.map((id): GivenByRule => {
    if (rules[id].needsClassifier && classifier === undefined) return { id, densities: "classifier" };
    if (id === "uniform_plus" && first === undefined) return { id, densities: "first" };
    const given = densitiesOfRule(rules[id], known, density);
    return { id, densities: given === undefined ? "feasible" : layers.map((_, at) => given[order.indexOf(at)]!) };
  });
}

/** Index of the one that is so; undefined where none is, or several are. */
function only<T>(values: readonly T[], isSo: (value: T) => boolean): number | undefined {
  const found = [...values.keys()].filter((at) => isSo(values[at]!));
  return found.length === 1 ? found[0] : undefined;
}

/** The shape as `[out, in, …]`, whichever way the file has it. */
function torchShape({ shape, fanIn, fanOut }: InspectedLayer): readonly number[] {
  const [output, input] = [unitsOf(fanIn), unitsOf(fanOut)];
  return [output, input, ...without(without(shape, output), input)];
}

function without(extents: readonly number[], extent: number): readonly number[] {
  const at = extents.indexOf(extent);
  return extents.filter((_, index) => index !== at);
}
