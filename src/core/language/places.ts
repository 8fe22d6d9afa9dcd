/** Where an offset lies in the tree of a text. */
import { isMap, isNode, isPair, isSeq, type Node, type Pair } from "yaml";
import type { Span } from "../problem";
import type { YamlText } from "../yamlText";

/** A key, a value or an item of a list. */
export interface Place {
  readonly node: Node;
  /** What it is the key or the value of. */
  readonly pair?: Pair;
}

/** From the outermost node that holds or touches a span to the innermost; aliases are not followed. */
export function placesAt(yaml: YamlText, span: Span): readonly Place[] {
  const places: Place[] = [];
  let next: Place | undefined = yaml.contents === undefined ? undefined : { node: yaml.contents };
  while (next !== undefined && holds(yaml.span(next.node), span)) {
    places.push(next);
    next = childrenOf(next.node)
      .filter(({ node }) => holds(yaml.span(node), span))
      .at(-1);
  }
  return places;
}

/** Every place of the tree, in the text's order. */
export function* allPlaces({ contents }: YamlText): Generator<Place> {
  if (contents !== undefined) yield* placesFrom({ node: contents });
}

/** The keys and values of a mapping, or the items of a list. */
export function childrenOf(node: Node): readonly Place[] {
  if (isMap(node)) return node.items.flatMap(partsOf);
  if (!isSeq(node)) return [];
  return node.items.flatMap((item) => (isPair(item) ? partsOf(item) : isNode(item) ? [{ node: item }] : []));
}

export function isFlow(node: Node): boolean {
  return (isMap(node) || isSeq(node)) && node.flow === true;
}

/** From a pair's key to the end of its value. */
export function pairSpan(yaml: YamlText, pair: Pair): Span {
  const spans = partsOf(pair).map(({ node }) => yaml.span(node));
  return { start: Math.min(...spans.map(({ start }) => start)), end: Math.max(...spans.map(({ end }) => end)) };
}

export function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function* placesFrom(place: Place): Generator<Place> {
  yield place;
  for (const child of childrenOf(place.node)) yield* placesFrom(child);
}

function partsOf(pair: Pair): readonly Place[] {
  return [pair.key, pair.value].flatMap((node) => (isNode(node) ? [{ node, pair }] : []));
}
