/** A network in one sentence. */
import { shapeText } from "../model/build";
import { denseCost } from "../model/cost";
import type { Graph } from "../model/graph";
import { count, short } from "../run/words";
import type { Locale } from "../template";
import { phrase } from "./phrases";

export function modelWords(graph: Graph, locale: Locale): string {
  const { params, weights, layers, macs } = denseCost(graph);
  if (layers === 0) return phrase("model.noLayers", { params: count(params) }, locale);
  const input = shapeText(graph.nodes[0]!.shape);
  const size = { params: count(params), weights: count(weights), layers, macs: short(macs) };
  return phrase("model.facts", { ...size, input, classes: graph.classes }, locale);
}
