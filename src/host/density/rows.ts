/** A layer table as lines of the Layer Density view: data, so that it can be tested without an editor. */
import type { LayerRow, LayerTotal } from "../../core/run/event";
import { count, percent, short, significant } from "../../core/run/words";
import type { Words } from "../words";

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

export function layerRow(row: LayerRow, total: LayerTotal, { say }: Words): DensityRow {
  const { density, kept, size, macs, denseMacs, shape, forcedDense = false, deadFilters = 0 } = row;
  const name = row.name.replace(/\.weight$/, "");
  const macsShare = percent(total.macs === 0 ? 0 : macs / total.macs);
  const dead = deadFilters === 1 ? say("1 dead filter") : say("{0} dead filters", count(deadFilters));
  const marks = deadFilters === 0 ? [] : [dead];
  const forced = forcedDense ? [say("kept dense")] : [];
  const facts = [
    say("Shape: {0}", shape.join(" × ")),
    say("Density: {0} ({1} of {2} weights)", significant(density), count(kept), count(size)),
    say("MACs: {0} of {1} an image, {2} of the network's", short(macs), short(denseMacs), macsShare),
    ...(forcedDense ? [say("The scheme itself keeps this layer dense.")] : []),
    ...(row.deadFilters === undefined
      ? []
      : [say("Dead filters (without one kept weight): {0} of {1}", count(deadFilters), count(shape[0] ?? 0))]),
  ];
  return {
    label: name,
    description: [significant(density), `${count(kept)}/${count(size)}`, `${macsShare} MACs`, ...forced, ...marks].join(
      " · ",
    ),
    spoken: [
      name,
      say("density {0}", significant(density)),
      say("{0} of {1} weights kept", count(kept), count(size)),
      say("{0} of the MACs", macsShare),
      ...(forcedDense ? [say("kept dense by the scheme")] : []),
      ...marks,
    ].join(", "),
    details: detailsOf(name, facts),
    density,
    badges: { forcedDense, deadFilters },
  };
}

export function totalRow(total: LayerTotal, layers: readonly LayerRow[], { say }: Words): DensityRow {
  const { kept, size, macs, denseMacs, params } = total;
  const density = kept / size;
  const saved = denseMacs === 0 ? 0 : macs / denseMacs;
  const label = say("All layers");
  const facts = [
    say("Layers: {0}", count(layers.length)),
    say("Density: {0} ({1} of {2} weights)", significant(density), count(kept), count(size)),
    say("MACs: {0} of {1} an image ({2})", short(macs), short(denseMacs), percent(saved)),
    say("Parameters: {0} of {1}, biases and batch norm included", count(params - size + kept), count(params)),
  ];
  return {
    label,
    description: [significant(density), `${count(kept)}/${count(size)}`, say("{0} of dense MACs", percent(saved))].join(
      " · ",
    ),
    spoken: [
      label,
      say("density {0}", significant(density)),
      say("{0} of {1} weights kept", count(kept), count(size)),
      say("{0} of the dense network's MACs", percent(saved)),
    ].join(", "),
    details: detailsOf(label, facts),
    density,
    badges: { forcedDense: false, deadFilters: layers.reduce((sum, layer) => sum + (layer.deadFilters ?? 0), 0) },
  };
}

/** As Markdown. */
export function detailsOf(name: string, facts: readonly string[]): string {
  return [`**${name}**`, facts.map((fact) => `- ${fact}`).join("\n")].join("\n\n");
}
