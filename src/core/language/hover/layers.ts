/** What a layer of a model file gives, and what it costs. */
import { layerTable } from "../../model/cost";
import { parameters, sizeOf, type Graph } from "../../model/graph";
import { readModel } from "../../model/read";
import type { ModelReading } from "../../model/reading";
import { shapeText } from "../../model/build";
import { count, short } from "../../run/words";
import { sum } from "../../sparsity/layers";
import type { Locale } from "../../template";
import type { ModelDocument } from "../document";
import { code } from "../markdown";
import { phrase } from "../phrases";
import type { Words } from "./words";

export const layerWords: Words = (document, slot, { locale }) => {
  if (document.kind === "experiment") return [];
  const { graph, places = [] } = readingOf(document);
  if (graph === undefined) return [];
  const { start } = document.yaml.span(slot.node);
  const nodes = places.flatMap((place, node) => (place.start === start && node > 0 ? [node] : []));
  const lines = nodes.slice(0, listLimit).map((node) => factsOf(graph, node, locale));
  const rest = nodes.length - lines.length;
  return [...lines, rest > 0 ? phrase("hover.more", { count: rest }, locale) : ""];
};

/** A block that is used again is several layers. */
const listLimit = 4;

/** Without a shape of its own, the network is looked at with CIFAR's images, as the sentence says. */
function readingOf(document: ModelDocument): ModelReading {
  return document.graph === undefined ? readModel("a.model.yaml", document.text, { input: [3, 32, 32] }) : document;
}

function factsOf(graph: Graph, index: number, locale: Locale): string {
  const node = graph.nodes[index]!;
  const own = parameters(graph).filter((parameter) => parameter.node === index);
  const params = sum(own.map(({ shape }) => sizeOf(shape)));
  const weight = own.find(({ kind }) => kind === "weight")?.name;
  const macs = layerTable(graph, "dense", 1).layers.find(({ name }) => name === weight)?.macs;
  const args = {
    name: code(node.name),
    shape: shapeText(node.shape),
    input: node.inputs.map((input) => shapeText(graph.nodes[input]!.shape)).join(", "),
    ...(params > 0 && { params: count(params) }),
    ...(macs !== undefined && { macs: short(macs) }),
  };
  return phrase("layer.facts", args, locale);
}
