/** What a density comes to: layer by layer in the first network that has it, in short in the others. */
import { problemMessage } from "../../problemText";
import type { GridCell } from "../../experiment/readCells";
import { layerTable, undecidedTable } from "../../model/cost";
import { densityFault } from "../../sparsity/densities";
import { isScored } from "../../sparsity/schemes";
import { count, percent, significant } from "../../run/words";
import type { Locale } from "../../template";
import { code } from "../markdown";
import { phrase } from "../phrases";
import { cellsAt, distinct } from "./cells";
import { decidedLayers, undecidedLayers } from "./layerTables";
import type { Words } from "./words";

export const densityWords: Words = (document, slot, { locale }) => {
  if (slot.role === "key" || !slot.path.join(".").startsWith("prune.density")) return [];
  const cells = cellsAt(document, slot);
  const graphs = [...new Set(cells.map(({ graph }) => graph))];
  const [first, ...others] = distinct(
    cells,
    ({ graph, cell }) => `${graphs.indexOf(graph)} ${JSON.stringify(cell.prune)}`,
  );
  if (first === undefined) return [];
  const listed = others.slice(0, listLimit).map((cell) => `- ${summary(cell, locale)}`);
  const more =
    others.length > listLimit ? [`- ${phrase("hover.more", { count: others.length - listLimit }, locale)}`] : [];
  return [
    summary(first, locale),
    first.cell.prune.sampling === "bernoulli" ? phrase("density.drawn", {}, locale) : "",
    layersOf(first, locale),
    [...listed, ...more].join("\n"),
  ];
};

const listLimit = 8;

function summary({ graph, cell: { prune } }: GridCell, locale: Locale): string {
  const { scheme, density } = prune;
  const fault = densityFault(scheme, graph, density);
  if (fault !== undefined) return problemMessage(fault, locale);
  const args = { model: code(graph.name), scheme: code(scheme), density: significant(density) };
  if (isScored(scheme)) {
    const { kept, size } = undecidedTable(graph, density).total;
    return phrase("density.scored", { ...args, kept: count(kept), size: count(size) }, locale);
  }
  const { kept, size, macs, denseMacs } = layerTable(graph, scheme, density).total;
  const share = percent(macs / denseMacs);
  return phrase("density.network", { ...args, kept: count(kept), size: count(size), macs: share }, locale);
}

function layersOf({ graph, cell: { prune } }: GridCell, locale: Locale): string {
  const { scheme, density } = prune;
  if (densityFault(scheme, graph, density) !== undefined) return "";
  return isScored(scheme)
    ? undecidedLayers(undecidedTable(graph, density), locale)
    : decidedLayers(layerTable(graph, scheme, density), locale);
}
