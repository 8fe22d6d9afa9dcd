/** A JSON or YAML model file as a tree in which every value knows its place. */
import { isMap, isNode, isScalar, isSeq, type Node } from "yaml";
import type { Problem, Span } from "../problem";
import { readYaml, type YamlText } from "../yamlText";

export type Tree = { readonly span: Span } & (
  | { readonly kind: "map"; readonly entries: ReadonlyMap<string, Entry> }
  | { readonly kind: "list"; readonly items: readonly Tree[] }
  | { readonly kind: "value"; readonly value: string | number | boolean | null }
);

export interface Entry {
  readonly key: Span;
  readonly value: Tree;
}

export interface TextTree {
  /** Absent where the text is empty or no tree. */
  readonly root?: Tree;
  readonly problems: readonly Problem[];
}

export function yamlTree(text: string): TextTree {
  const yaml = readYaml(text);
  const { root, problems } = yaml;
  return root === undefined ? { problems } : { root: treeOf(root, yaml, new Map()), problems };
}

/** JSON read by the YAML parser, for its places; what YAML alone would allow is a problem. */
export function jsonTree(text: string): TextTree {
  const { root, problems } = yamlTree(text);
  if (problems.length > 0) return { problems: problems.map(inJson) };
  const fault = jsonFault(text);
  return fault === undefined && root !== undefined
    ? { root, problems }
    : { problems: fault === undefined ? [] : [fault] };
}

export function field(tree: Tree | undefined, name: string): Tree | undefined {
  return tree?.kind === "map" ? tree.entries.get(name)?.value : undefined;
}

export function itemsOf(tree: Tree | undefined): readonly Tree[] {
  return tree?.kind === "list" ? tree.items : [];
}

/** Undefined for maps and lists. */
export function scalarOf(tree: Tree | undefined): string | number | boolean | null | undefined {
  return tree?.kind === "value" ? tree.value : undefined;
}

export function textOf(tree: Tree | undefined): string | undefined {
  const value = scalarOf(tree);
  return typeof value === "string" ? value : undefined;
}

/** As people see it, on one line and not too long. */
export function excerpt(text: string, { start, end }: Span): string {
  const source = text.slice(start, end).replaceAll(/\s+/g, " ").trim();
  return source.length > 60 ? `${source.slice(0, 57)}…` : source;
}

/** What several aliases stand for is one tree; an alias without a target reads as nothing. */
function treeOf(node: Node, yaml: YamlText, known: Map<Node, Tree>): Tree {
  const target = yaml.target(node);
  const span = yaml.span(node);
  if (target === undefined) return { kind: "value", span, value: null };
  const same = known.get(target);
  if (same !== undefined) return same;
  const tree = branchOf(target, yaml, known);
  known.set(target, tree);
  return tree;
}

function branchOf(node: Node, yaml: YamlText, known: Map<Node, Tree>): Tree {
  const span = yaml.span(node);
  const nothing: Tree = { kind: "value", span, value: null };
  const child = (value: unknown): Tree => (isNode(value) ? treeOf(value, yaml, known) : nothing);
  if (isSeq(node)) return { kind: "list", span, items: node.items.map(child) };
  if (isMap(node)) {
    const entries = node.items.flatMap(({ key, value }): [string, Entry][] =>
      isScalar(key) ? [[String(key.value), { key: yaml.span(key), value: child(value) }]] : [],
    );
    return { kind: "map", span, entries: new Map(entries) };
  }
  const value = isScalar(node) ? node.value : null;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? { kind: "value", span, value }
    : nothing;
}

function inJson(problem: Problem): Problem {
  return problem.code === "yaml-syntax" ? { ...problem, code: "model-json-syntax" } : problem;
}

function jsonFault(text: string): Problem | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message.replace(/\.$/, "") : String(error);
    // Some JavaScript engines say where; where they do not, the whole text is meant.
    const place = Number(/at position (\d+)/.exec(message)?.[1] ?? Number.NaN);
    const start = Math.min(place, text.length);
    const span = Number.isNaN(place)
      ? { start: 0, end: text.length }
      : { start, end: Math.min(start + 1, text.length) };
    return { span, severity: "error", code: "model-json-syntax", args: { message } };
  }
}
