/** Lines of the Layer Density view before a run whose scores decide on the layers. */
import type { UndecidedLayer, UndecidedTotal } from "../../core/model/cost";
import { count, short, significant } from "../../core/run/words";
import type { Words } from "../words";
import { detailsOf, type DensityRow } from "./rows";

const badges = { forcedDense: false, deadFilters: 0 };

export function undecidedLayerRow({ name, shape, size, denseMacs }: UndecidedLayer, { say }: Words): DensityRow {
  const label = name.replace(/\.weight$/, "");
  const weights = say("{0} weights", count(size));
  return {
    label,
    description: weights,
    spoken: [label, weights, say("density decided by scoring when the run starts")].join(", "),
    details: detailsOf(label, [
      say("Shape: {0}, {1} weights", shape.join(" × "), count(size)),
      say("Density: decided by scoring when the run starts"),
      say("MACs: {0} an image in the dense network", short(denseMacs)),
    ]),
    badges,
  };
}

/** How much is kept of the whole is asked for; how much work that is depends on the layers. */
export function undecidedTotalRow(
  { density, kept, size, denseMacs, params }: UndecidedTotal,
  layers: readonly UndecidedLayer[],
  { say }: Words,
): DensityRow {
  const label = say("All layers");
  const spoken = [
    label,
    say("density {0}", significant(density)),
    say("{0} of {1} weights kept", count(kept), count(size)),
  ];
  return {
    label,
    description: `${significant(density)} · ${count(kept)}/${count(size)}`,
    spoken: spoken.join(", "),
    details: detailsOf(label, [
      say("Layers: {0}, their densities decided by scoring when the run starts", count(layers.length)),
      say("Density: {0} ({1} of {2} weights)", significant(density), count(kept), count(size)),
      say("MACs: {0} an image in the dense network", short(denseMacs)),
      say("Parameters: {0} of {1}, biases and batch norm included", count(params - size + kept), count(params)),
    ]),
    density,
    badges,
  };
}
