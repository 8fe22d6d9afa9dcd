/** The words of a YAML text as formatting sees them, each with the column it has where it is the first of its line. */
import { Parser, type CST } from "yaml";

export interface Word {
  readonly type: CST.Token["type"];
  readonly source: string;
  readonly start: number;
  /** Absent for comments between pairs and items: theirs follows from the words around them. */
  readonly column?: number;
  /** Whether a pair or an item starts here that is not in brackets. */
  readonly opens: boolean;
  /** Of a text in lines of its own, where every blank counts: the column of these lines as they are. */
  readonly textColumn?: number;
}

/** Undefined where something is no word: the text is broken there. */
export function wordsOf(text: string): readonly Word[] | undefined {
  const walk: Walk = { text, words: [] };
  for (const token of new Parser().parse(text)) {
    if (token.type === "error") return undefined;
    if (token.type === "document") {
      putAll(walk, token.start, 0);
      if (token.value !== undefined) put(walk, token.value, { column: 0, base: 0 });
      putAll(walk, token.end);
    } else {
      putWord(walk, token, 0);
      if (token.type === "doc-end") putAll(walk, token.end);
    }
  }
  return walk.words;
}

export function endOf({ start, source }: Word): number {
  return start + source.length;
}

interface Walk {
  readonly text: string;
  readonly words: Word[];
}

interface Setting {
  /** Of a line that starts with this. */
  readonly column: number;
  /** Of the line that a bracket stands in behind other words. */
  readonly base: number;
  readonly inFlow?: boolean;
  readonly opens?: boolean;
}

function put(walk: Walk, token: CST.Token, setting: Setting): void {
  if (token.type === "block-map") for (const item of token.items) putPair(walk, item, setting.column);
  else if (token.type === "block-seq") for (const item of token.items) putItem(walk, item, setting.column);
  else if (token.type === "flow-collection") putFlow(walk, token, setting);
  else if (token.type === "block-scalar") putLines(walk, token, setting);
  else {
    putWord(walk, token, setting.column, setting.opens);
    if ("end" in token) putAll(walk, token.end, setting.inFlow === true ? setting.column : undefined);
  }
}

function putPair(walk: Walk, item: CST.BlockMap["items"][number], column: number): void {
  const { start, key, sep, value, explicitKey = false } = item;
  for (const token of start) {
    if (token.type === "comment") putWord(walk, token);
    else putWord(walk, token, column, true);
  }
  if (key) put(walk, key, { column: explicitKey ? column + 2 : column, base: column, opens: true });
  for (const token of sep ?? []) {
    if (token.type === "map-value-ind") putWord(walk, token, column, explicitKey);
    else putWord(walk, token, token.type === "comment" ? undefined : column + 2);
  }
  if (value) put(walk, value, { column: column + 2, base: column });
}

function putItem(walk: Walk, { start, value }: CST.BlockSequence["items"][number], column: number): void {
  for (const token of start) {
    if (token.type === "seq-item-ind") putWord(walk, token, column, true);
    else putWord(walk, token, token.type === "comment" ? undefined : column + 2);
  }
  if (value) put(walk, value, { column: column + 2, base: column + 2 });
}

/** What is in brackets is one level further in than the line they open in; they close at its start. */
function putFlow(walk: Walk, { start, items, end }: CST.FlowCollection, setting: Setting): void {
  const { text, words } = walk;
  const last = words.at(-1);
  const startsLine = text.slice(last === undefined ? 0 : endOf(last), start.offset).includes("\n");
  const base = startsLine ? setting.column : setting.base;
  const inner = base + 2;
  putWord(walk, start, base);
  for (const { start: before, key, sep, value } of items) {
    putAll(walk, before, inner);
    if (key) put(walk, key, { column: inner, base: inner, inFlow: true });
    putAll(walk, sep, inner);
    if (value) put(walk, value, { column: sep === undefined ? inner : inner + 2, base: inner, inFlow: true });
  }
  const [bracket, ...rest] = end;
  if (bracket !== undefined) putWord(walk, bracket, base);
  putAll(walk, rest, setting.inFlow === true ? setting.column : undefined);
}

/** A header such as `|`, or `|2` with its lines' column within what they belong to, and these lines. */
function putLines(walk: Walk, { props, source, indent }: CST.BlockScalar, { column }: Setting): void {
  for (const token of props) putWord(walk, token, column);
  const end = Math.max(...props.map((token) => ("source" in token ? token.offset + token.source.length : 0)));
  const header = props.find(({ type }) => type === "block-scalar-header");
  const given = header !== undefined && "source" in header ? /[1-9]/.exec(header.source)?.[0] : undefined;
  const first = /^( *)[^ \r\n]/m.exec(source)?.[1]?.length;
  if (first === undefined) return;
  const shared = { type: "block-scalar", source, start: end, opens: false } as const;
  if (given === undefined) walk.words.push({ ...shared, column, textColumn: first });
  else walk.words.push({ ...shared, column: column - 2 + Number(given), textColumn: indent + Number(given) });
}

function putAll(walk: Walk, tokens: readonly CST.SourceToken[] | undefined, column?: number): void {
  for (const token of tokens ?? []) putWord(walk, token, column);
}

function putWord({ words }: Walk, token: CST.Token, column?: number, opens = false): void {
  if (token.type === "space" || token.type === "newline" || !("source" in token) || token.source === "") return;
  const { type, source, offset } = token;
  words.push({ type, source, start: offset, opens, ...(column !== undefined && { column }) });
}
