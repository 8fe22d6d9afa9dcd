import { isMap, isNode, isScalar, isSeq, type Node, type YAMLMap } from "yaml";
import type { Span } from "../problem";
import type { YamlText } from "../yamlText";

export interface KeyedPair {
  readonly name: string;
  readonly key: Span;
  /** Absent behind a key with nothing after it. */
  readonly value?: Node;
}

/** Most pairs that merging may bring in: aliases can multiply. */
const mergeLimit = 1000;

/**
 * A mapping's own pairs, duplicates included, then those merged into it: `<<: *anchor` brings in the pairs of another
 * mapping (or of several) whose keys are not yet there.
 */
export function keyedPairs(yaml: YamlText, map: YAMLMap, limit = mergeLimit): KeyedPair[] {
  const pairs: KeyedPair[] = [];
  const sources: YAMLMap[] = [];
  for (const { key, value } of map.items) {
    const target = isNode(value) ? yaml.target(value) : undefined;
    const keyNode = isNode(key) ? yaml.target(key) : undefined;
    const merged = isScalar(keyNode) && keyNode.value === "<<" ? mappingsIn(yaml, target) : [];
    sources.push(...merged);
    if (merged.length > 0 || !isNode(key)) continue;
    const name = isScalar(keyNode) ? String(keyNode.value) : "?";
    pairs.push({ name, key: yaml.span(key), ...(isNode(value) ? { value } : {}) });
  }
  for (const source of sources) {
    if (pairs.length >= limit) break;
    const names = new Set(pairs.map(({ name }) => name));
    pairs.push(...keyedPairs(yaml, source, limit - pairs.length).filter(({ name }) => !names.has(name)));
  }
  return pairs;
}

function mappingsIn(yaml: YamlText, node: Node | undefined): YAMLMap[] {
  if (isMap(node)) return [node];
  if (!isSeq(node)) return [];
  const targets = node.items.map((item) => (isNode(item) ? yaml.target(item) : undefined));
  return targets.every((target) => isMap(target)) ? targets : [];
}
