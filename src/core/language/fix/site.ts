import { isMap, isScalar, type Node, type Pair, type Scalar, type YAMLMap } from "yaml";
import type { Problem } from "../../problem";
import type { LanguageDocument } from "../document";
import { placesAt, type Place } from "../places";
import type { Quote } from "../valueText";

/** A problem and what stands at its place. */
export interface Site {
  readonly document: LanguageDocument;
  readonly problem: Problem;
  /** What is written there. */
  readonly source: string;
  /** From the root to the innermost node there. */
  readonly places: readonly Place[];
  /** The innermost node that is exactly what the problem marks, which the last of the places is then. */
  readonly node?: Node;
  /** Of which that node is the key or the value. */
  readonly pair?: Pair;
}

export function siteOf(document: LanguageDocument, problem: Problem): Site {
  const { text, yaml } = document;
  const { start, end } = problem.span;
  const places = placesAt(yaml, problem.span);
  const last = places.at(-1);
  const span = last && yaml.span(last.node);
  const isExact = span?.start === start && span.end === end;
  return { document, problem, source: text.slice(start, end), places, ...(isExact && last) };
}

/** The mapping whose key or value the place is, or the one that is the place. */
export function mappingOf({ places, node }: Pick<Site, "places" | "node">): YAMLMap | undefined {
  if (isMap(node)) return node;
  const above = places.at(-2)?.node;
  return isMap(above) ? above : undefined;
}

/** The single value that is written at the place, on one line; a tag would make another of it. */
export function wordOf({ node, source }: Site): Scalar | undefined {
  const isWord = isScalar(node) && node.tag === undefined && !node.type?.startsWith("BLOCK");
  return isWord && source !== "" && !source.includes("\n") ? node : undefined;
}

export function quoteOf(source: string): Quote {
  return source.startsWith('"') ? '"' : source.startsWith("'") ? "'" : "";
}

export function pairNamed(map: YAMLMap, name: string): Pair | undefined {
  return map.items.find(({ key }) => isScalar(key) && key.value === name);
}
