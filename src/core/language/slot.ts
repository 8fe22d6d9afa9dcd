/**
 * What stands at a place of a file, and what may stand there: the way down from the root, through the same forms of the
 * schema that the reader takes, in files that are whole and in broken ones.
 */
import * as Type from "typebox";
import type { TObject, TSchema } from "typebox";
import { isAlias, isCollection, isMap, isNode, isScalar, isSeq, type Alias, type Node, type Scalar } from "yaml";
import type { YAMLMap, YAMLSeq } from "yaml";
import { chosen, discriminator, propertyOf } from "../experiment/forms";
import { keyedPairs, textsAt, type KeyedPair } from "../experiment/readPairs";
import type { Span } from "../problem";
import type { YamlText } from "../yamlText";
import type { DocumentKind } from "./document";
import { isPart, listForm, mappingForms, rangeForms, schemas } from "./grammar";

export interface Slot extends Site {
  readonly role: "key" | "value";
  readonly node: Scalar | Alias;
}

interface Site {
  /**
   * Keys from the root, or from an entry of `combine` or `exclude`; the last is the key itself, or the one whose value
   * this is.
   */
  readonly path: readonly string[];
  /** What the value here may be, or that of the key here; absent where no such key is known. */
  readonly schema?: TSchema;
  /** The innermost mapping around. */
  readonly mapping?: MappingSlot;
  /** The innermost list around, where it is within that mapping. */
  readonly list?: YAMLSeq;
  /** Whether any brackets are around. */
  readonly flow: boolean;
  /** Whether it is within an entry of `combine` or `exclude`, where nothing has to be and the rest of the file holds. */
  readonly partial: boolean;
}

export interface MappingSlot {
  readonly node: YAMLMap;
  /** The mappings it may be, as far as what is written decides, and whatever is written. */
  readonly forms: readonly TObject[];
  readonly allForms: readonly TObject[];
  /** Merged ones included. */
  readonly pairs: readonly KeyedPair[];
}

/** The key or single value that covers a span; undefined in comments, between values, and where nothing can be read. */
export function slotAt(yaml: YamlText, kind: DocumentKind, span: Span): Slot | undefined {
  const { contents } = yaml;
  return (
    contents && within({ yaml, kind, span }, contents, { path: [], schema: schemas[kind], flow: false, partial: false })
  );
}

/** The key that brings another mapping's pairs in. */
export const mergeKey = "<<";

interface Search {
  readonly yaml: YamlText;
  readonly kind: DocumentKind;
  readonly span: Span;
}

function within(search: Search, node: Node, site: Site): Slot | undefined {
  if (isMap(node)) return withinMapping(search, node, { ...site, flow: site.flow || node.flow === true });
  if (isSeq(node)) return withinList(search, node, { ...site, flow: site.flow || node.flow === true });
  return covers(search, node) ? { ...site, role: "value", node } : undefined;
}

function withinMapping(search: Search, map: YAMLMap, site: Site): Slot | undefined {
  const { schema, flow } = site;
  const { yaml } = search;
  const all = schema === undefined ? [] : formsOf(search.kind, schema);
  const pairs = keyedPairs(yaml, map);
  const kind = discriminator(all);
  const forms = chosen(all, textsAt(yaml, pairs, kind));
  const mapping: MappingSlot = { node: map, forms, allForms: all, pairs };
  const partial = site.partial || isPart(schema);
  const path = isPart(schema) ? [] : site.path;
  const siteOf = (name: string): Site => {
    const property = name === mergeKey ? schema : propertyOf(name === kind ? all : forms, name);
    return { path: [...path, name], mapping, flow, partial, ...(property && { schema: property }) };
  };
  for (const { key } of map.items) {
    if (covers(search, key)) return { ...siteOf(nameOf(key)), role: "key", node: key };
  }
  return first(map.items, ({ key, value }) =>
    reaches(search, value) ? within(search, value, siteOf(nameOf(key))) : undefined,
  );
}

function formsOf(kind: DocumentKind, schema: TSchema): readonly TObject[] {
  const forms = mappingForms(schema);
  return forms.length === 0 && kind === "experiment" ? rangeForms(schema) : forms;
}

function withinList(search: Search, list: YAMLSeq, site: Site): Slot | undefined {
  const isLooseEnd = (item: unknown): boolean => !isCollection(item) && covers(search, item);
  const others = list.items.filter((item) => isNode(item) && !isLooseEnd(item)).map((item) => targetOf(search, item));
  const holdsLists = others.length > 0 && others.every(isSeq);
  return first(list.items, (item, index) => {
    if (!reaches(search, item)) return undefined;
    const schema = site.schema && itemSchema(search, site.schema, index, holdsLists);
    const { path, mapping, flow, partial } = site;
    return within(search, item, { path, flow, partial, list, ...(mapping && { mapping }), ...(schema && { schema }) });
  });
}

/** A list by nature says itself what it holds; any other is an axis, of single values or of such lists. */
function itemSchema({ kind }: Search, schema: TSchema, index: number, holdsLists: boolean): TSchema | undefined {
  const list = listForm(schema);
  if (list === undefined || holdsLists) return kind === "experiment" ? schema : undefined;
  return Type.IsArray(list) ? list.items : list.items[index];
}

function targetOf({ yaml }: Search, node: unknown): Node | undefined {
  return isNode(node) ? yaml.target(node) : undefined;
}

function nameOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : "?";
}

function covers({ yaml, span }: Search, node: unknown): node is Scalar | Alias {
  if (!isScalar(node) && !isAlias(node)) return false;
  const { start, end } = yaml.span(node);
  return start < end && start <= span.start && span.end <= end;
}

/** Whether the span may lie in the node, whose end may be that of a comment behind it. */
function reaches({ span }: Search, node: unknown): node is Node {
  if (!isNode(node)) return false;
  const [start = 0, , end = 0] = node.range ?? [];
  return start <= span.start && span.end <= end;
}

function first<Item, Answer>(
  items: readonly Item[],
  find: (item: Item, index: number) => Answer | undefined,
): Answer | undefined {
  for (const [index, item] of items.entries()) {
    const answer = find(item, index);
    if (answer !== undefined) return answer;
  }
  return undefined;
}
