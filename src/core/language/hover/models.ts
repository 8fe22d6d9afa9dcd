/** How large the networks are that a model stands for. */
import { textsAt } from "../../experiment/readPairs";
import { resolveModel } from "../../experiment/resolveModel";
import { familySchema } from "../../experiment/schema";
import type { Graph } from "../../model/graph";
import * as Value from "typebox/value";
import { assumedData } from "../assumedData";
import type { LanguageDocument } from "../document";
import { code } from "../markdown";
import { modelWords } from "../modelWords";
import { phrase } from "../phrases";
import type { Slot } from "../slot";
import { cellsAt, distinct } from "./cells";
import { valueOf, type Words } from "./words";

export const modelsWords: Words = (document, slot, { locale }) => {
  if (document.kind === "model" || slot.path[0] !== "model") return [];
  const graphs = distinct(cellsAt(document, slot), ({ graph }) => graph).map(({ graph }) => graph);
  const shown = graphs.length > 0 ? graphs : alone(document, slot);
  const lines = shown.slice(0, listLimit).map((graph) => `${code(graph.name)}: ${modelWords(graph, locale)}`);
  const rest = shown.length - lines.length;
  return [...lines, rest > 0 ? phrase("hover.more", { count: rest }, locale) : ""];
};

const listLimit = 6;

/** What a value says by itself, where the rest of the file is broken. */
function alone(document: LanguageDocument, slot: Slot): readonly Graph[] {
  const { yaml, lookup } = document;
  const [family, depth, width] = ["family", "depth", "width"].map(
    (key) => textsAt(yaml, slot.mapping?.pairs ?? [], key)[0],
  );
  const written =
    slot.path.length > 1 ? { family, depth, ...(width !== undefined && { width }) } : valueOf(document, slot);
  if (slot.role === "key" || (typeof written !== "string" && !Value.Check(familySchema, written))) return [];
  const model = resolveModel(written, assumedData(document), lookup);
  return "graph" in model ? [model.graph] : [];
}
