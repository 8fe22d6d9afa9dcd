/** Lines of the Layer Density view before a run whose scores decide on the layers. */
import type { UndecidedLayer, UndecidedTotal } from "../../core/model/cost";
import { count, short, significant } from "../../core/run/words";
import type { DensityRow } from "./rows";

const decided = "decided by scoring when the run starts";
const badges = { forcedDense: false, deadFilters: 0 };

export function undecidedLayerRow({ name, shape, size, denseMacs }: UndecidedLayer): DensityRow {
  const label = name.replace(/\.weight$/, "");
  const facts = [
    `- Shape: ${shape.join(" × ")}, ${count(size)} weights`,
    `- Density: ${decided}`,
    `- MACs: ${short(denseMacs)} an image in the dense network`,
  ];
  return {
    label,
    description: `${count(size)} weights`,
    spoken: `${label}, ${count(size)} weights, density ${decided}`,
    details: [`**${label}**`, facts.join("\n")].join("\n\n"),
    badges,
  };
}

/** How much is kept of the whole is asked for; how much work that is depends on the layers. */
export function undecidedTotalRow(
  { density, kept, size, denseMacs, params }: UndecidedTotal,
  layers: readonly UndecidedLayer[],
): DensityRow {
  const facts = [
    `- Layers: ${count(layers.length)}, their densities ${decided}`,
    `- Density: ${significant(density)} (${count(kept)} of ${count(size)} weights)`,
    `- MACs: ${short(denseMacs)} an image in the dense network`,
    `- Parameters: ${count(params - size + kept)} of ${count(params)}, biases and batch norm included`,
  ];
  return {
    label: "All layers",
    description: `${significant(density)} · ${count(kept)}/${count(size)}`,
    spoken: `All layers, density ${significant(density)}, ${count(kept)} of ${count(size)} weights kept`,
    details: ["**All layers**", facts.join("\n")].join("\n\n"),
    density,
    badges,
  };
}
