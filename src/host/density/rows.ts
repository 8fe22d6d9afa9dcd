/** A layer table as lines of the Layer Density view: data, so that it can be tested without an editor. */
import type { LayerRow, LayerTotal } from "../../core/run/event";
import { count, percent, short, significant } from "../../core/run/words";

/** Of a plan, or of a run once its mask is drawn. */
export interface DensityTable {
  readonly layers: readonly LayerRow[];
  readonly total: LayerTotal;
}

export interface DensityRow {
  readonly label: string;
  readonly description: string;
  /** For screen readers: the whole line in words. */
  readonly spoken: string;
  /** Markdown. */
  readonly details: string;
  /** Drawn as a bar; absent where it is not decided. */
  readonly density?: number;
  readonly badges: LayerBadges;
}

export interface LayerBadges {
  readonly forcedDense: boolean;
  readonly deadFilters: number;
}

export function layerRow(row: LayerRow, total: LayerTotal): DensityRow {
  const { density, kept, size, macs, denseMacs, shape, forcedDense = false, deadFilters = 0 } = row;
  const name = row.name.replace(/\.weight$/, "");
  const macsShare = percent(total.macs === 0 ? 0 : macs / total.macs);
  const dead = deadFilters === 0 ? [] : [`${count(deadFilters)} dead ${deadFilters === 1 ? "filter" : "filters"}`];
  const forced = forcedDense ? ["kept dense"] : [];
  const facts = [
    `- Shape: ${shape.join(" × ")}`,
    `- Density: ${significant(density)} (${count(kept)} of ${count(size)} weights)`,
    `- MACs: ${short(macs)} of ${short(denseMacs)} an image, ${macsShare} of the network's`,
    ...(forcedDense ? ["- The scheme itself keeps this layer dense."] : []),
    ...(row.deadFilters === undefined
      ? []
      : [`- Dead filters (without one kept weight): ${count(deadFilters)} of ${count(shape[0] ?? 0)}`]),
  ];
  return {
    label: name,
    description: [significant(density), `${count(kept)}/${count(size)}`, `${macsShare} MACs`, ...forced, ...dead].join(
      " · ",
    ),
    spoken: [
      name,
      `density ${significant(density)}`,
      `${count(kept)} of ${count(size)} weights kept`,
      `${macsShare} of the MACs`,
      ...(forcedDense ? ["kept dense by the scheme"] : []),
      ...dead,
    ].join(", "),
    details: [`**${name}**`, facts.join("\n")].join("\n\n"),
    density,
    badges: { forcedDense, deadFilters },
  };
}

export function totalRow(total: LayerTotal, layers: readonly LayerRow[]): DensityRow {
  const { kept, size, macs, denseMacs, params } = total;
  const density = kept / size;
  const saved = denseMacs === 0 ? 0 : macs / denseMacs;
  const facts = [
    `- Layers: ${count(layers.length)}`,
    `- Density: ${significant(density)} (${count(kept)} of ${count(size)} weights)`,
    `- MACs: ${short(macs)} of ${short(denseMacs)} an image (${percent(saved)})`,
    `- Parameters: ${count(params - size + kept)} of ${count(params)}, biases and batch norm included`,
  ];
  return {
    label: "All layers",
    description: `${significant(density)} · ${count(kept)}/${count(size)} · ${percent(saved)} of dense MACs`,
    spoken: `All layers, density ${significant(density)}, ${count(kept)} of ${count(size)} weights kept, ${percent(saved)} of the dense network's MACs`,
    details: ["**All layers**", facts.join("\n")].join("\n\n"),
    density,
    badges: { forcedDense: false, deadFilters: layers.reduce((sum, layer) => sum + (layer.deadFilters ?? 0), 0) },
  };
}
