import { isCollection, isMap, isNode, isScalar, isSeq, type Node, type Pair } from "yaml";
import { excerpt } from "../model/textTree";
import type { Span } from "../problem";
import type { YamlText } from "../yamlText";
import type { LanguageDocument } from "./document";
import { isFlow, pairSpan } from "./places";

/** A line of the outline. */
export interface Entry {
  readonly name: string;
  /** Its value in short, where that is on its line. */
  readonly detail: string;
  readonly kind: "mapping" | "list" | "text" | "number" | "boolean" | "nothing" | "layer";
  readonly span: Span;
  /** Its name in the text, within its span. */
  readonly selection: Span;
  readonly children: readonly Entry[];
}

/** The outline: keys with what is under them; the layers of a model by kind and name. */
export function symbols(document: LanguageDocument): readonly Entry[] {
  return isNode(document.yaml.contents) ? childrenIn(document, document.yaml.contents, "") : [];
}

/** Lists are worth their own entries where they hold mappings, and where they are layers. */
function childrenIn(document: LanguageDocument, node: Node, key: string): readonly Entry[] {
  if (isMap(node)) return node.items.flatMap((pair) => pairSymbol(document, pair) ?? []);
  if (!isSeq(node)) return [];
  const items = node.items.filter(isNode);
  if (document.kind === "model" && layerLists.has(key)) return items.map((item) => layerSymbol(document, item));
  return items.some((item) => isMap(item)) ? items.map((item, index) => itemSymbol(document, item, index)) : [];
}

const layerLists: ReadonlySet<string> = new Set(["layers", "body", "shortcut"]);

function pairSymbol(document: LanguageDocument, pair: Pair): Entry | undefined {
  const { text, yaml } = document;
  if (!isNode(pair.key)) return undefined;
  const selection = yaml.span(pair.key);
  const name = excerpt(text, selection);
  // An entry without a name cannot be shown.
  if (name === "") return undefined;
  const value = isNode(pair.value) ? pair.value : undefined;
  const key = isScalar(pair.key) ? String(pair.key.value) : name;
  return {
    // What is empty or blank is shown in the quotes it is written in.
    name: key.trim() === "" ? name : excerpt(key, { start: 0, end: key.length }),
    detail: value === undefined ? "" : detailOf(document, value),
    kind: kindOf(yaml, value),
    span: pairSpan(yaml, pair),
    selection,
    children: value === undefined ? [] : childrenIn(document, value, key),
  };
}

function itemSymbol(document: LanguageDocument, node: Node, index: number): Entry {
  const span = document.yaml.span(node);
  const shared = { detail: detailOf(document, node), kind: kindOf(document.yaml, node), span, selection: span };
  return { name: String(index + 1), ...shared, children: childrenIn(document, node, "") };
}

/** `relu`, or a mapping with one key: `conv: { name: stem, out: 16, kernel: 3 }`. */
function layerSymbol(document: LanguageDocument, node: Node): Entry {
  const { text, yaml } = document;
  const span = yaml.span(node);
  const pair = isMap(node) && node.items.length === 1 ? node.items[0] : undefined;
  const symbol = pair === undefined ? undefined : pairSymbol(document, pair);
  if (symbol === undefined) {
    const word = excerpt(text, span);
    return { name: word === "" ? "?" : word, detail: "", kind: "layer", span, selection: span, children: [] };
  }
  const given = symbol.children.find(({ name }) => name === "name");
  const branches = symbol.children.filter(({ name, kind }) => layerLists.has(name) && kind === "list");
  const name = given === undefined ? symbol.name : `${symbol.name} ${given.detail}`;
  return { ...symbol, name, kind: "layer", children: branches };
}

/** What takes lines of its own is seen in them. */
function detailOf({ text, yaml }: LanguageDocument, node: Node): string {
  return isCollection(node) && !isFlow(node) ? "" : excerpt(text, yaml.span(node));
}

function kindOf(yaml: YamlText, node: Node | undefined): Entry["kind"] {
  const target = node === undefined ? undefined : yaml.target(node);
  if (isMap(target)) return "mapping";
  if (isSeq(target)) return "list";
  const value = isScalar(target) ? target.value : undefined;
  if (typeof value === "number" || typeof value === "bigint") return "number";
  return typeof value === "string" ? "text" : typeof value === "boolean" ? "boolean" : "nothing";
}
