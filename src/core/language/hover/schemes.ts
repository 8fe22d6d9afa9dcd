/** From which density on a scheme can thin the networks it is for. */
import { problemMessage } from "../../problemText";
import { leastFeasibleDensity, schemeFault } from "../../sparsity/densities";
import { isSchemeId } from "../../sparsity/schemes";
import { code } from "../markdown";
import { phrase } from "../phrases";
import { cellsAt, distinct } from "./cells";
import { valueOf, type Words } from "./words";

export const schemeWords: Words = (document, slot, { locale }) => {
  const scheme = valueOf(document, slot);
  const isScheme = slot.role === "value" && slot.path.join(".") === "prune.scheme";
  if (!isScheme || typeof scheme !== "string" || !isSchemeId(scheme)) return [];
  const graphs = distinct(cellsAt(document, slot), ({ graph }) => graph).map(({ graph }) => graph);
  const lines = graphs.slice(0, listLimit).map((graph) => {
    const fault = schemeFault(scheme, graph);
    if (fault !== undefined) return problemMessage(fault, locale);
    const least = leastFeasibleDensity(scheme, graph);
    return phrase("scheme.least", { model: code(graph.name), least }, locale);
  });
  return scheme === "dense" ? [] : [lines.join("\n\n")];
};

const listLimit = 4;
