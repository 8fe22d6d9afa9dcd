import { isMap, isNode, isScalar, isSeq, type Node, type Scalar } from "yaml";
import { keyedPairs } from "../experiment/readPairs";
import type { Span } from "../problem";
import type { YamlText } from "../yamlText";
import type { YamlSource } from "./document";

/**
 * The single values at a path of keys of an experiment, in every option of its grid and every part of it; each once,
 * however many aliases repeat it.
 */
export function valuesAt(yaml: YamlText, path: readonly string[]): readonly Scalar[] {
  const { contents } = yaml;
  if (contents === undefined) return [];
  const search: Search = { yaml, seen: new Map(), found: [] };
  for (const whole of [path, ["combine", ...path], ["exclude", ...path]]) walk(search, contents, whole);
  return search.found;
}

/** A value's text without its quotes. */
export function wordSpan({ text, yaml }: YamlSource, node: Scalar): Span {
  const { start, end } = yaml.span(node);
  return /^(?:"[^]*"|'[^]*')$/.test(text.slice(start, end)) ? { start: start + 1, end: end - 1 } : { start, end };
}

interface Search {
  readonly yaml: YamlText;
  /** The nodes seen, with how much of the path was left there. */
  readonly seen: Map<Node, Set<number>>;
  readonly found: Scalar[];
}

function walk(search: Search, node: Node, path: readonly string[]): void {
  const { yaml, seen, found } = search;
  const target = yaml.target(node);
  if (target === undefined) return;
  const lengths = seen.get(target) ?? new Set();
  if (lengths.has(path.length)) return;
  seen.set(target, lengths.add(path.length));
  const [key, ...rest] = path;
  if (isSeq(target)) {
    for (const item of target.items) if (isNode(item)) walk(search, item, path);
  } else if (isMap(target)) {
    for (const { name, value } of keyedPairs(yaml, target)) {
      if (key !== undefined && name === key && value !== undefined) walk(search, value, rest);
    }
  } else if (isScalar(target) && key === undefined) found.push(target);
}
