/** Text → tree: every key and value is held against the schema, and every fault gets its place. */
import Type, { type TObject, type TSchema } from "typebox";
import { isAlias, isMap, isNode, isScalar, isSeq, type Node, type YAMLMap, type YAMLSeq } from "yaml";
import { nearest } from "../nearest";
import type { Problem, Span } from "../problem";
import type { Fault } from "../problemText";
import type { YamlText } from "../yamlText";
import { chosen, closedTexts, discriminator, formsOf, keysOf, numericKeyword, omissible, propertyOf } from "./forms";
import { keyedPairs, type KeyedPair } from "./readPairs";
import { scalarFault } from "./readScalar";
import type { Entry, Tree } from "./tree";

/** Far more values than a person writes, few enough to read at once: aliases can multiply. */
const valueLimit = 100_000;

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
}

/** What stands at a faulty place is missing from the tree; that it is faulty, the problems say. */
export function readTree(
  text: string,
  yaml: YamlText,
  root: YAMLMap,
  schema: TObject,
): { readonly tree: Tree; readonly problems: readonly Problem[] } {
  const reading: Reading = { text, yaml, problems: [], valuesLeft: valueLimit };
  const tree = readMapping(reading, { schema, path: "", span: yaml.span(root) }, root, [schema]);
  return { tree, problems: reading.problems };
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
  const { mappings, plain } = formsOf(site.schema);
  if (isSeq(target)) return readSequence(reading, site, target);
  if (isMap(target) && mappings.length > 0) return readMapping(reading, site, target, mappings);
  if (isScalar(target) && plain !== undefined && !Type.IsArray(plain)) {
    return readScalar(reading, { ...site, schema: plain }, target.value);
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
  const { schema, path, span, inList = false } = site;
  const nodes = node.items.filter(isNode);
  const read = (item: TSchema): Tree[] =>
    nodes.flatMap((each) => {
      return readValue(reading, { schema: item, path, span: reading.yaml.span(each), inList: true }, each) ?? [];
    });
  const holdsLists = nodes.length > 0 && nodes.every((each) => isSeq(reading.yaml.target(each)));
  if (Type.IsArray(schema) && !holdsLists) {
    if (nodes.length >= (numericKeyword(schema, "minItems") ?? 0))
      return { kind: "list", span, items: read(schema.items) };
  } else if (inList) {
    return report(reading, span, { code: "nested-list", args: { key: path } });
  }
  if (nodes.length === 0) return report(reading, span, { code: "empty-list", args: { key: path } });
  return { kind: "axis", span, options: read(schema) };
}

/** A mapping that may have any of these forms; those its discriminator names decide which keys it may have. */
function readMapping(reading: Reading, { path, span }: Site, map: YAMLMap, mappings: readonly TObject[]): Tree {
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
      const value = readEntry(reading, pair, { schema, path: join(path, name) });
      if (value !== undefined) entries.set(name, { key, value });
    }
    seen.add(name);
  }
  for (const key of missingKeys(fitting, seen)) {
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

/** Without its discriminator, nothing else is known to be missing. */
function missingKeys(mappings: readonly TObject[], seen: ReadonlySet<string>): string[] {
  const missing = mappings.flatMap(({ properties }) =>
    Object.keys(properties).filter((key) => !seen.has(key) && !omissible(properties[key]!)),
  );
  const kind = discriminator(mappings);
  return kind !== undefined && missing.includes(kind) ? [kind] : [...new Set(missing)];
}

function textsAt(yaml: YamlText, pairs: readonly KeyedPair[], name: string | undefined): unknown[] {
  const value = pairs.find((pair) => pair.name === name)?.value;
  const target = value === undefined ? undefined : yaml.target(value);
  const nodes = isSeq(target) ? target.items.filter(isNode).map(yaml.target) : [target];
  return nodes.flatMap((node) => (isScalar(node) ? [node.value] : []));
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

/** Notes a problem. There is no tree where there is one, which is what it returns. */
function report(reading: Reading, span: Span, fault: Fault): Tree | undefined {
  reading.problems.push({ span, severity: "error", ...fault });
  return undefined;
}
