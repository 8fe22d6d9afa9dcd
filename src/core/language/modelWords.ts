/** A network in one sentence. */
import { parameterCount, layerTable } from "../model/cost";
import { prunable, type Graph } from "../model/graph";
import { shapeText } from "../model/build";
import { count, short } from "../run/words";
import type { Locale } from "../template";
import { phrase } from "./phrases";

export function modelWords(graph: Graph, locale: Locale): string {
  const layers = prunable(graph).length;
  if (layers === 0) return phrase("model.noLayers", { params: count(parameterCount(graph)) }, locale);
  const { total } = layerTable(graph, "dense", 1);
  return phrase(
    "model.facts",
    {
      params: count(total.params),
      weights: count(total.size),
      macs: short(total.macs),
      input: shapeText(graph.nodes[0]!.shape),
      classes: graph.classes,
      layers,
    },
    locale,
  );
}
