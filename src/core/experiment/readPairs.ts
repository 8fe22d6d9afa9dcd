import { isMap, isNode, isScalar, isSeq, type Node, type YAMLMap } from "yaml";
import type { Span } from "../problem";
import type { YamlText } from "../yamlText";

export interface KeyedPair {
  readonly name: string;
  readonly key: Span;
  /** Absent behind a key with nothing after it. */
  readonly value?: Node;
}

/** Most mappings that one may merge, and most pairs to merge into: aliases can multiply. */
const mergeLimits = { mappings: 100, pairs: 1000 };

/**
 * A mapping's own pairs, duplicates included, then those merged into it: `<<: *anchor` brings in the pairs of another
 * mapping (or of several) whose keys are not yet there.
 */
export function keyedPairs(yaml: YamlText, map: YAMLMap): readonly KeyedPair[] {
  const { pairs, sources } = ownPairs(yaml, map);
  const names = new Set(pairs.map(({ name }) => name));
  // What was merged before brings in nothing new. The next one is last.
  const merged = new Set([map]);
  const waiting = sources.reverse();
  while (waiting.length > 0 && pairs.length < mergeLimits.pairs && merged.size <= mergeLimits.mappings) {
    const source = waiting.pop()!;
    if (merged.has(source)) continue;
    merged.add(source);
    const brought = ownPairs(yaml, source);
    for (const pair of brought.pairs) {
      if (!names.has(pair.name)) pairs.push(pair);
      names.add(pair.name);
    }
    for (const next of brought.sources.reverse()) waiting.push(next);
  }
  return pairs;
}

function ownPairs(yaml: YamlText, map: YAMLMap): { readonly pairs: KeyedPair[]; readonly sources: YAMLMap[] } {
  const pairs: KeyedPair[] = [];
  const sources: YAMLMap[] = [];
  for (const { key, value } of map.items) {
    const target = isNode(value) ? yaml.target(value) : undefined;
    const keyNode = isNode(key) ? yaml.target(key) : undefined;
    const merged = isScalar(keyNode) && keyNode.value === "<<" ? mappingsIn(yaml, target) : [];
    for (const source of merged) sources.push(source);
    if (merged.length > 0 || !isNode(key)) continue;
    const name = isScalar(keyNode) ? String(keyNode.value) : "?";
    pairs.push({ name, key: yaml.span(key), ...(isNode(value) ? { value } : {}) });
  }
  return { pairs, sources };
}

/** The values at a key, as they are written: those of a list where there is one. */
export function textsAt(yaml: YamlText, pairs: readonly KeyedPair[], name: string | undefined): unknown[] {
  const value = pairs.find((pair) => pair.name === name)?.value;
  const target = value === undefined ? undefined : yaml.target(value);
  const nodes = isSeq(target) ? target.items.filter(isNode).map(yaml.target) : [target];
  return nodes.flatMap((node) => (isScalar(node) ? [node.value] : []));
}

function mappingsIn(yaml: YamlText, node: Node | undefined): YAMLMap[] {
  if (isMap(node)) return [node];
  if (!isSeq(node)) return [];
  const targets = node.items.map((item) => (isNode(item) ? yaml.target(item) : undefined));
  return targets.every((target) => isMap(target)) ? targets : [];
}
