/** Text → tree: every key and value is held against the schema, and every fault gets its place. */
import * as Type from "typebox";
import type { TObject, TSchema } from "typebox";
import * as Value from "typebox/value";
import { isAlias, isMap, isNode, isScalar, isSeq, type Node, type YAMLMap, type YAMLSeq } from "yaml";
import { nearest } from "../nearest";
import type { Problem, Span } from "../problem";
import type { Fault } from "../problemText";
import type { YamlText } from "../yamlText";
import { chosen, closedTexts, discriminator, formsOf, keysOf, keyword, numericKeyword, propertyOf } from "./forms";
import { keyedPairs, textsAt, type KeyedPair } from "./readPairs";
import { scalarFault } from "./readScalar";
import { missingKeys } from "./missing";
import { rangeValues } from "./range";
import { rangeSchema } from "./schema";
import { plain, type Entry, type Tree } from "./tree";

/** Far more values than a person writes, few enough to read at once: aliases can multiply. */
const valueLimit = 100_000;

const versionKey = "version";

/** A file being read. */
interface Reading {
  readonly text: string;
  readonly yaml: YamlText;
  readonly problems: Problem[];
  valuesLeft: number;
}

/** A place in it: what the schema says of it, and how people call it ("prune.density"). */
interface Site {
  readonly schema: TSchema;
  readonly path: string;
  /** The alias, where the value is one. */
  readonly span: Span;
  /** An item of a list, which cannot be an axis of its own. */
  readonly inList?: boolean;
  /** Nothing has to be there. */
  readonly partial?: boolean;
  /** No list and no range may stand here. */
  readonly single?: boolean;
}

/** What stands at a faulty place is missing from the tree; that it is faulty, the problems say. */
export function readTree(
  text: string,
  yaml: YamlText,
  root: YAMLMap,
  schema: TObject,
): { readonly tree: Tree; readonly problems: readonly Problem[] } {
  const reading: Reading = { text, yaml, problems: [], valuesLeft: valueLimit };
  // What `combine` gives need not stand in the rest of the file.
  const partial = keyedPairs(yaml, root).some(({ name }) => name === "combine");
  const tree = readMapping(reading, { schema, path: "", span: yaml.span(root), partial }, root, [schema]);
  // What merges and aliases repeat is wrong once.
  const once = new Map(reading.problems.map((problem) => [JSON.stringify(problem), problem]));
  return { tree, problems: [...once.values()] };
}

function readValue(reading: Reading, site: Site, node: Node): Tree | undefined {
  reading.valuesLeft--;
  if (reading.valuesLeft === 0) report(reading, site.span, { code: "alias-too-large", args: { limit: valueLimit } });
  if (reading.valuesLeft <= 0) return undefined;
  const target = reading.yaml.target(node);
  if (target === undefined) {
    return report(reading, site.span, { code: "alias-unknown", args: { name: isAlias(node) ? node.source : "" } });
  }
  if (isScalar(target) && target.value === null) {
    return report(reading, site.span, { code: "empty-value", args: { key: site.path } });
  }
  const { mappings, plain: scalar } = formsOf(site.schema);
  if (site.single === true && !isScalar(target)) return unfit(reading, site, target);
  if (isSeq(target)) return readSequence(reading, site, target);
  if (isMap(target) && mappings.length > 0) return readMapping(reading, site, target, mappings);
  if (isMap(target) && isNumeric(itemSchema(site.schema))) return readRange(reading, site, target);
  if (isScalar(target) && scalar !== undefined && !Type.IsArray(scalar)) {
    return readScalar(reading, { ...site, schema: scalar }, target.value);
  }
  return unfit(reading, site, target);
}

function readScalar(reading: Reading, { schema, path, span }: Site, value: unknown): Tree | undefined {
  const fault = scalarFault(schema, value, path, sourceOf(reading, span));
  if (fault !== undefined) return report(reading, span, fault);
  const isPlain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return isPlain ? { kind: "value", span, value } : undefined;
}

function readSequence(reading: Reading, site: Site, node: YAMLSeq): Tree | undefined {
  const { schema, path, span, inList = false, partial = false } = site;
  const nodes = node.items.filter(isNode);
  const read = (item: TSchema): Tree[] =>
    nodes.flatMap((each) => {
      const itemSite = { schema: item, path, span: reading.yaml.span(each), inList: true, partial };
      const tree = readValue(reading, itemSite, each);
      // A range among other values is as if they were all written out.
      return tree?.kind === "axis" ? tree.options : (tree ?? []);
    });
  const holdsLists = nodes.length > 0 && nodes.every((each) => isSeq(reading.yaml.target(each)));
  // Lists of parts of a file are no axis.
  if (Type.IsArray(schema) && (!holdsLists || keyword(schema.items, "partial") === true)) {
    if (nodes.length >= (numericKeyword(schema, "minItems") ?? 0))
      return { kind: "list", span, items: read(schema.items) };
  } else if (inList) {
    return report(reading, span, { code: "nested-list", args: { key: path } });
  }
  if (nodes.length === 0) return report(reading, span, { code: "empty-list", args: { key: path } });
  return axis(reading, site, read(schema), nodes.length);
}

/** @param written how many values the file lists, faulty ones included */
function axis(reading: Reading, { path, span }: Site, options: readonly Tree[], written: number): Tree {
  if (options.length === 1 && written === 1)
    report(reading, span, { code: "axis-of-one", args: { key: path } }, "information");
  return { kind: "axis", span, options };
}

/** The values of a range, each of which the schema must take. */
function readRange(reading: Reading, site: Site, map: YAMLMap): Tree | undefined {
  const { schema, path, span, inList = false } = site;
  const before = reading.problems.length;
  const range = { ...site, schema: rangeSchema, partial: false };
  const written = plain(readMapping(reading, range, map, [rangeSchema]));
  if (reading.problems.length > before || !Value.Check(rangeSchema, written)) return undefined;
  const item = itemSchema(schema);
  const values = rangeValues(written, Type.IsInteger(item), path);
  if ("code" in values) return report(reading, span, values);
  reading.valuesLeft -= values.length;
  for (const value of values) {
    const fault = scalarFault(item, value, path, String(value));
    if (fault !== undefined) return report(reading, span, fault);
  }
  const options = values.map((value): Tree => ({ kind: "value", span, value }));
  if (Type.IsArray(schema)) return { kind: "list", span, items: options };
  return inList ? { kind: "axis", span, options } : axis(reading, site, options, 1);
}

function itemSchema(schema: TSchema): TSchema {
  return Type.IsArray(schema) ? schema.items : schema;
}

function isNumeric(schema: TSchema): boolean {
  return Type.IsNumber(schema) || Type.IsInteger(schema);
}

/** A mapping that may have any of these forms; those its discriminator names decide which keys it may have. */
function readMapping(reading: Reading, site: Site, map: YAMLMap, mappings: readonly TObject[]): Tree {
  const { path, span } = site;
  const partial = site.partial === true || keyword(site.schema, "partial") === true;
  const single = site.schema === rangeSchema;
  const pairs = keyedPairs(reading.yaml, map);
  const kind = discriminator(mappings);
  const kinds = textsAt(reading.yaml, pairs, kind);
  const fitting = chosen(mappings, kinds);
  const entries = new Map<string, Entry>();
  const seen = new Set<string>();
  for (const pair of pairs) {
    const { name, key } = pair;
    const schema = propertyOf(name === kind ? mappings : fitting, name);
    if (seen.has(name)) report(reading, key, { code: "duplicate-key", args: { key: name } });
    else if (schema === undefined) {
      const foreign = propertyOf(mappings, name) !== undefined;
      const choice = `${join(path, kind ?? "")}: ${kinds.join(", ")}`;
      report(reading, key, foreign ? foreignKey(name, choice, fitting) : unknownKey(name, path, fitting));
    } else {
      const value = readEntry(reading, pair, { schema, path: join(path, name), partial, single });
      if (value !== undefined) entries.set(name, { key, value });
    }
    seen.add(name);
  }
  // No part of a file gives its version.
  for (const key of missingKeys(fitting, seen).filter((missing) => !partial || missing === versionKey)) {
    report(reading, pairs[0]?.key ?? span, {
      code: "missing-key",
      args: path === "" ? { key } : { key, parent: path },
    });
  }
  return { kind: "mapping", span, entries };
}

/** An empty value has no place of its own: its key stands for it. */
function readEntry(reading: Reading, { key, value }: KeyedPair, site: Omit<Site, "span">): Tree | undefined {
  if (value === undefined) return report(reading, key, { code: "empty-value", args: { key: site.path } });
  const span = reading.yaml.span(value);
  return readValue(reading, { ...site, span: span.start < span.end ? span : key }, value);
}

function unknownKey(key: string, path: string, mappings: readonly TObject[]): Fault {
  const known = keysOf(mappings);
  const near = nearest(key, known);
  const args = { key, known: known.join(", "), ...(near === undefined ? {} : { nearest: near }) };
  return { code: "unknown-key", args: path === "" ? args : { ...args, parent: path } };
}

function foreignKey(key: string, choice: string, mappings: readonly TObject[]): Fault {
  return { code: "key-not-applicable", args: { key, choice, known: keysOf(mappings).join(", ") } };
}

/** A value of another kind than any the schema takes. */
function unfit(reading: Reading, { schema, path, span }: Site, node: Node): Tree | undefined {
  const { mappings, plain } = formsOf(schema);
  const args = { key: path, found: isMap(node) ? "a mapping" : sourceOf(reading, span) };
  if (Type.IsArray(schema)) {
    const example = closedTexts(schema.items)?.[0] ?? "1";
    return report(reading, span, { code: "expected-list", args: { ...args, example } });
  }
  if (plain === undefined) {
    return report(reading, span, { code: "expected-mapping", args: { ...args, known: keysOf(mappings).join(", ") } });
  }
  return report(reading, span, scalarFault(plain, undefined, path, args.found)!);
}

/** What the person wrote there, shortened. */
function sourceOf({ text }: Reading, { start, end }: Span): string {
  const source = text.slice(start, end).replaceAll(/\s+/g, " ");
  return source.length > 40 ? `${source.slice(0, 40)}…` : source;
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

/** Notes a problem. There is no tree where there is an error, which is what it returns. */
function report(reading: Reading, span: Span, fault: Fault, severity: Problem["severity"] = "error"): Tree | undefined {
  reading.problems.push({ span, severity, ...fault });
  return undefined;
}
