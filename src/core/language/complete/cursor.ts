/**
 * Where completion is asked for. A word is put at the cursor and the text read again: where the word lands says what may
 * stand there, however broken the text is.
 */
import { isMap, isScalar } from "yaml";
import type { Span } from "../../problem";
import { readYaml, type YamlText } from "../../yamlText";
import type { DocumentKind } from "../document";
import { slotAt, type Slot } from "../slot";
import type { Quote } from "../valueText";

export interface Cursor extends Slot {
  /** The text with the word in it. */
  readonly yaml: YamlText;
  /** What a completion replaces, in the text without the word; it lies in one line. */
  readonly span: Span;
  /** What is written between its start and the cursor, without a quotation mark. */
  readonly typed: string;
  /** What a completion must put before and behind itself to be read. */
  readonly before: string;
  readonly after: string;
  /** How texts are to be quoted here. */
  readonly quote: Quote;
  /** Whether only indentation and dashes stand before it in its line, and no brackets are around. */
  readonly fresh: boolean;
  /** Number of characters before it in its line, those of `before` included. */
  readonly column: number;
  /** Of a key: whether its colon is there. */
  readonly colon: boolean;
  /** Where another key of its mapping stands, and where the key stands whose value this is. */
  readonly keys?: number;
  readonly parent?: number;
}

interface Source {
  readonly kind: DocumentKind;
  readonly text: string;
  readonly offset: number;
}

/** Undefined where nothing can be completed: in comments, behind a finished value, in texts of several lines. */
export function cursorAt(kind: DocumentKind, text: string, offset: number): Cursor | undefined {
  const source = { kind, text: withoutTabs(text), offset };
  const line = text.slice(lineStart(text, offset), offset);
  const needsSpace = line.endsWith(":") || /^[ \t]*(?:- +)*-$/.test(line);
  const landing = landed(source, needsSpace ? " " : "");
  if (landing === undefined) return undefined;
  const cursor = cursorOf(text, landing);
  if (cursor.flow) return cursor;
  if (!cursor.fresh) return cursor.role === "value" ? cursor : undefined;
  return nextItem(source, cursor) ?? indented(text, cursor);
}

/** Tabs count as one column each: YAML has no answer, and mostly they are meant to be one step in. */
function withoutTabs(text: string): string {
  return text.includes("\t") ? text.replaceAll(/^[ \t]+/gm, (run) => " ".repeat(run.length)) : text;
}

/** Where the word landed, and what was written around it. */
interface Landing {
  readonly slot: Slot;
  readonly yaml: YamlText;
  /** Of the value that the word is in or that it is, in the text with the word. */
  readonly leaf: Span;
  /** As it is written there, up to the word's end and from there on. */
  readonly start: string;
  readonly rest: string;
  readonly offset: number;
  readonly before: string;
  readonly after: string;
}

function landed(source: Source, before: string): Landing | undefined {
  const { text, offset } = source;
  // A comment must not become part of the word.
  const apart = text[offset] === "#" ? " " : "";
  const first = put(source, before, apart);
  if (first === undefined) return undefined;
  const asKey = isBeforeComment(source, first) ? put(source, before, `:${apart}`) : undefined;
  if (asKey?.slot.role === "key" && asKey.slot.mapping!.pairs.length > 1) return asKey;
  const separator = separatorFor(first);
  if (separator === undefined) return undefined;
  const last = separator === "" ? first : put(source, before, separator);
  return last !== undefined && isOneWord(last) && quoteOf(last.slot) === quoteOf(first.slot) ? last : undefined;
}

/** What looks like a value on a line of its own may be a key before others, which a comment keeps apart. */
function isBeforeComment({ text, offset }: Source, { slot, rest }: Landing): boolean {
  return !slot.flow && slot.role === "value" && /^[ \t]*#/.test(text.slice(offset + rest.trimStart().length));
}

function isOneWord({ start, rest }: Landing): boolean {
  return !/[\r\n]/.test(start + rest) && !/\s$/.test(start.slice(0, -word.length));
}

const word = "x";

function put({ kind, text, offset }: Source, before: string, after: string): Landing | undefined {
  const patched = `${text.slice(0, offset)}${before}${word}${after}${text.slice(offset)}`;
  const yaml = readYaml(patched);
  const end = offset + before.length + word.length;
  const slot = slotAt(yaml, kind, { start: end - word.length, end });
  if (slot === undefined) return undefined;
  const leaf = yaml.span(slot.node);
  const [start, rest] = [patched.slice(leaf.start, end), patched.slice(end, leaf.end)];
  return { slot, yaml, leaf, start, rest, offset, before, after };
}

/**
 * What must follow the word so that it does not run into what follows it, be it on the next line; undefined where
 * nothing helps.
 */
function separatorFor({ slot, start, rest, before }: Landing): string | undefined {
  const quote = quoteOf(slot);
  if (quote !== "") {
    if (rest.endsWith(quote) && !/[,:\r\n]/.test(rest)) return "";
    // Only before what cannot belong to the text.
    return /^[ \t]*(?:$|[,:\]}#\r\n])/.test(rest) ? quote : undefined;
  }
  if (isScalar(slot.node) && slot.node.type !== "PLAIN") return undefined;
  const runsOn = /[\r\n]/.test(start + rest);
  const runsInto = /^[ \t]+\S/.test(rest);
  if (!runsOn && !runsInto) return "";
  if (slot.flow) return runsOn || slot.role === "key" || slot.list !== undefined ? "," : undefined;
  return runsInto || before !== "" ? undefined : ":";
}

function cursorOf(text: string, { slot, yaml, leaf, start, offset, before, after }: Landing): Cursor {
  const inserted = before.length + word.length + after.length;
  const span = { start: Math.min(leaf.start, offset), end: Math.max(offset, leaf.end - inserted) };
  const own = quoteOf(slot);
  const line = text.slice(lineStart(text, span.start), span.start);
  const pad = leaf.start > span.start ? before : "";
  return {
    ...slot,
    yaml,
    span,
    typed: start.slice(own.length, -word.length),
    before: pad,
    after: after === "," ? after : after.endsWith(" ") && own === "" ? " " : "",
    quote: own === "" && isJson(yaml, slot) ? '"' : own,
    fresh: !slot.flow && isFresh(line + pad),
    column: line.length + pad.length,
    colon: slot.role === "key" && /^[ \t]*:/.test(text.slice(span.end, span.end + 100)),
    ...neighbours(slot, yaml, (position) => (position < offset ? position : position - inserted)),
  };
}

function neighbours(
  { role, node, mapping, path }: Slot,
  yaml: YamlText,
  inText: (position: number) => number,
): Pick<Cursor, "keys" | "parent"> {
  const keys = (mapping?.node.items ?? []).map(({ key }) => key).filter(isScalar);
  const found = role === "key" ? keys.find((key) => key !== node) : keys.find(({ value }) => value === path.at(-1));
  return found === undefined ? {} : { [role === "key" ? "keys" : "parent"]: inText(yaml.span(found).start) };
}

function quoteOf({ node }: Slot): Quote {
  if (!isScalar(node)) return "";
  return node.type === "QUOTE_DOUBLE" ? '"' : node.type === "QUOTE_SINGLE" ? "'" : "";
}

/** Whether the file is written as JSON: in braces, every key in quotation marks. */
function isJson({ contents }: YamlText, { node }: Slot): boolean {
  if (!isMap(contents) || contents.flow !== true) return false;
  const keys = contents.items.map(({ key }) => key).filter((key) => isScalar(key) && key !== node);
  return keys.length > 0 && keys.every((key) => isScalar(key) && key.type === "QUOTE_DOUBLE");
}

/** Below the items of a list, where YAML would see a key of a mapping further out: the next item. */
function nextItem(source: Source, { role, span, column, keys }: Cursor): Cursor | undefined {
  if (role !== "key" || span.start < span.end || keys === undefined || columnOf(source.text, keys) === column) {
    return undefined;
  }
  const landing = landed(source, "- ");
  const { list } = landing?.slot ?? {};
  return landing !== undefined && list !== undefined && list.items.length > 1
    ? cursorOf(source.text, landing)
    : undefined;
}

/** Indented as the other keys of its mapping are, and never with tabs of its own. */
function indented(text: string, cursor: Cursor): Cursor | undefined {
  const { span } = cursor;
  const start = lineStart(text, span.start);
  const line = text.slice(start, span.start);
  const indentation = indentationFor(text, cursor, line);
  if (indentation?.length === line.length) return cursor;
  if (indentation === undefined || line.trim() !== "") return undefined;
  return { ...cursor, span: { start, end: span.end }, before: indentation, column: indentation.length };
}

/** What is to be written before it; undefined where the other keys have no lines of their own. */
function indentationFor(text: string, { role, keys, parent }: Cursor, line: string): string | undefined {
  if (role === "key" && keys !== undefined) {
    const before = text.slice(lineStart(text, keys), keys);
    if (before.trim() === "") return before;
    return isFresh(before) ? " ".repeat(before.length) : undefined;
  }
  if (role === "key" || !line.includes("\t")) return line;
  return " ".repeat(parent === undefined ? 0 : columnOf(text, parent) + 2);
}

/** Whether a line so far has indentation and dashes only. */
function isFresh(line: string): boolean {
  return /^[ \t]*(?:-[ \t]+)*$/.test(line);
}

function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** A byte order mark is no part of its line. */
function lineStart(text: string, offset: number): number {
  const ends = offset === 0 ? [-1] : ["\n", "\r"].map((end) => text.lastIndexOf(end, offset - 1));
  const start = Math.max(...ends) + 1;
  return start === 0 && text.startsWith("\uFEFF") ? 1 : start;
}
