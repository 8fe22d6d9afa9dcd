/** Putting a pair into a mapping, or items into a list, the way the ones there are written. */
import { isMap, isScalar, type YAMLMap, type YAMLSeq } from "yaml";
import type { YamlSource } from "../document";
import type { TextEdit } from "../edit";
import { lineBreakOf, lineEnd, lineStart } from "../lines";
import { childrenOf, isFlow, pairSpan } from "../places";
import { quoted, valueText } from "../valueText";
import { quoteOf } from "./site";

/**
 * @param order the keys such a mapping may have, in the order in which they are usually written
 */
export function pairInsertion(
  source: YamlSource,
  map: YAMLMap,
  key: string,
  value: unknown,
  order: readonly string[],
): TextEdit | undefined {
  const { text, yaml } = source;
  const bounds = yaml.span(map);
  const spans = map.items.map((pair) => pairSpan(yaml, pair));
  const first = spans[0];
  const quote = quoteOf(first === undefined ? "" : text.slice(first.start)) === '"' ? '"' : "";
  const written = `${quoted(key, quote)}: ${valueText(value, quote)}`;
  if (first === undefined) return isFlow(map) ? { span: bounds, text: `{ ${written} }` } : undefined;
  const names = map.items.map(({ key: name }) => (isScalar(name) ? String(name.value) : ""));
  const before = spans.filter((_, index) => order.indexOf(names[index]!) < order.indexOf(key)).at(-1);
  if (isFlow(map)) {
    if (text[bounds.start] !== "{") return undefined;
    return before === undefined ? inserted(first.start, `${written}, `) : inserted(before.end, `, ${written}`);
  }
  const indent = indentBefore(text, first.start);
  if (indent === undefined) return undefined;
  const lineBreak = lineBreakOf(text);
  if (before === undefined) return inserted(first.start, `${written}${lineBreak}${indent}`);
  return inserted(lineEnd(text, before.end), `${lineBreak}${indent}${written}`);
}

/** After the last item. */
export function itemInsertion(source: YamlSource, list: YAMLSeq, values: readonly unknown[]): TextEdit | undefined {
  const { text, yaml } = source;
  const items = childrenOf(list);
  const last = items.at(-1);
  if (last === undefined) return { span: yaml.span(list), text: valueText(values) };
  if (items.some(({ pair }) => pair !== undefined)) return undefined;
  const { start, end } = yaml.span(last.node);
  const written = values.map((value) => valueText(value, quoteOf(text.slice(start))));
  if (isFlow(list)) return inserted(end, written.map((value) => `, ${value}`).join(""));
  const dash = /^[ \t]*-[ \t]+$/.exec(text.slice(lineStart(text, start), start))?.[0];
  if (dash === undefined || isMap(last.node)) return undefined;
  return inserted(lineEnd(text, end), written.map((value) => `${lineBreakOf(text)}${dash}${value}`).join(""));
}

function inserted(at: number, text: string): TextEdit {
  return { span: { start: at, end: at }, text };
}

/** Blanks as wide as what stands before a block mapping's first key: blanks themselves, or dashes. */
function indentBefore(text: string, start: number): string | undefined {
  const before = text.slice(lineStart(text, start), start).replace(/^\ufeff/, "");
  return /^[ -]*$/.test(before) ? before.replaceAll("-", " ") : undefined;
}
