/** Lines of the Layer Density view for a checkpoint file, which says nothing of MACs. */
import type { InspectedLayer, Inspection } from "../../core/inspect/inspection";
import { givenByRules, type GivenByRule } from "../../core/inspect/rules";
import { count, significant } from "../../core/run/words";
import { rules } from "../../core/sparsity/schemes";
import type { Words } from "../words";
import { detailsOf, type DensityRow } from "./rows";

/** A line for the whole, then one for every layer. */
export function fileRows({ layers, total }: Inspection, words: Words): readonly DensityRow[] {
  const { say } = words;
  const deadFilters = layers.reduce((sum, layer) => sum + layer.deadFilters, 0);
  const label = say("All layers");
  const whole = line(label, { ...total, deadFilters: 0 }, [say("Layers: {0}", count(layers.length))], words);
  const given = givenByRules(layers, total.density);
  const rows = layers.map((layer, at) => layerLine(layer, besides(given, at, words), words));
  return [{ ...whole, badges: { forcedDense: false, deadFilters } }, ...rows];
}

/** What each rule would give to a layer. */
function besides(given: readonly GivenByRule[], layer: number, { say }: Words): readonly string[] {
  return given.flatMap(({ id, densities }) =>
    typeof densities === "string" ? [] : [say("{0} would give {1}", rules[id].title, significant(densities[layer]!))],
  );
}

function layerLine(layer: InspectedLayer, besides: readonly string[], words: Words): DensityRow {
  const { name, shape, dtype, fanIn, fanOut } = layer;
  const { say } = words;
  return line(
    name.replace(/\.weight$/, ""),
    layer,
    [
      say("Shape: {0}", shape.join(" × ")),
      say("Numbers: {0}", dtype),
      say("Kept weights that enter a unit: {0} to {1}", count(fanIn.least), count(fanIn.most)),
      say("Kept weights that leave an input: {0} to {1}", count(fanOut.least), count(fanOut.most)),
      ...besides,
    ],
    words,
  );
}

function line(
  label: string,
  { density, kept, size, deadFilters }: Pick<InspectedLayer, "density" | "kept" | "size" | "deadFilters">,
  facts: readonly string[],
  { say }: Words,
): DensityRow {
  const dead = deadFilters === 1 ? say("1 dead filter") : say("{0} dead filters", count(deadFilters));
  const marks = deadFilters === 0 ? [] : [dead];
  const spoken = [
    label,
    say("density {0}", significant(density)),
    say("{0} of {1} weights kept", count(kept), count(size)),
  ];
  return {
    label,
    description: [significant(density), `${count(kept)}/${count(size)}`, ...marks].join(" · "),
    spoken: [...spoken, ...marks].join(", "),
    details: detailsOf(label, [
      say("Density: {0} ({1} of {2} weights)", significant(density), count(kept), count(size)),
      ...facts,
      ...marks,
    ]),
    density,
    badges: { forcedDense: false, deadFilters },
  };
}
