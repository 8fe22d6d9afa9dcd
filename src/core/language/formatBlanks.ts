/** The blanks between words, as formatting wants them. */
import type { TextEdit } from "./edit";
import { endOf, type Word } from "./formatWords";
import { lineBreakOf } from "./lines";

/** Line breaks stay where they are; what starts a line starts at its column. */
export function blanksInYaml(text: string, words: readonly Word[]): TextEdit[] {
  const columns = commentColumns(text, words);
  return gaps(words).map(({ start, previous, next }) => {
    const gap = text.slice(start, next?.start);
    const breaks = (gap.match(/\r?\n/g) ?? []).join("");
    const startsLine = breaks !== "" || previous === undefined || /^\ufeff$|\n$/.test(previous.source);
    // Lines of text hold their own blanks.
    const column = next?.textColumn !== undefined ? 0 : next && (next.column ?? columns.get(next));
    const wanted =
      next === undefined
        ? lastBreak(text, breaks, previous)
        : startsLine
          ? breaks + " ".repeat(column ?? 0)
          : blankBetween(previous, next, gap);
    return { span: { start, end: start + gap.length }, text: wanted };
  });
}

/** Every value on a line of its own, as JSON is usually printed. */
export function blanksInJson(text: string, words: readonly Word[]): TextEdit[] {
  const lineBreak = lineBreakOf(text);
  return gaps(words).map(({ start, previous, next }) => {
    const opens = previous !== undefined && openers.has(previous.type);
    const closes = next !== undefined && closers.has(next.type);
    const breaks = previous?.type === "comma" || opens !== closes;
    const wanted =
      next === undefined
        ? lineBreak
        : breaks
          ? lineBreak + " ".repeat(next.column ?? 0)
          : previous?.type === "map-value-ind"
            ? " "
            : "";
    return { span: { start, end: next?.start ?? text.length }, text: wanted };
  });
}

interface Gap {
  readonly start: number;
  readonly previous?: Word;
  readonly next?: Word;
}

/** Before, between and after the words. */
function gaps(words: readonly Word[]): Gap[] {
  const between = words.map((next, index) => {
    const previous = words[index - 1];
    return { start: previous === undefined ? 0 : endOf(previous), next, ...(previous && { previous }) };
  });
  const last = words.at(-1);
  return last === undefined ? [] : [...between, { start: endOf(last), previous: last }];
}

const openers: ReadonlySet<string> = new Set(["flow-map-start", "flow-seq-start"]);
const closers: ReadonlySet<string> = new Set(["flow-map-end", "flow-seq-end"]);
/** A colon right behind one of these would belong to its name. */
const named: ReadonlySet<string> = new Set(["alias", "anchor", "tag"]);

function blankBetween(previous: Word, next: Word, gap: string): string {
  // People line comments up.
  if (next.type === "comment") return /^ +$/.test(gap) ? gap : " ";
  if (closers.has(next.type) && openers.has(previous.type)) return "";
  if (previous.type === "flow-seq-start" || next.type === "flow-seq-end" || next.type === "comma") return "";
  if (next.type === "map-value-ind" && !named.has(previous.type)) return startsPair(previous) ? " " : "";
  return " ";
}

/** Whether a colon behind this word has no key of its own. */
function startsPair({ type }: Word): boolean {
  return type === "flow-map-start" || type === "comma" || type === "explicit-key-ind" || type === "seq-item-ind";
}

/** One at the end of a text; one that ends with lines of text has its own. */
function lastBreak(text: string, breaks: string, last: Word | undefined): string {
  if (last?.type === "block-scalar" && last.source.endsWith("\n")) return "";
  return /^\r?\n/.exec(breaks)?.[0] ?? lineBreakOf(text);
}

/** A comment on a line of its own goes with what starts at its column, or near it, around it. */
function commentColumns(text: string, words: readonly Word[]): ReadonlyMap<Word, number> {
  const columns = new Map<Word, number>();
  const waiting: { readonly word: Word; readonly column: number }[] = [];
  const open: Place[] = [];
  const settle = (next: readonly Place[]): void => {
    for (const { word, column } of waiting.splice(0))
      columns.set(word, nearest([...next, ...[...open].reverse()], column));
  };
  let lineStart = 0;
  let at = 0;
  for (const word of words) {
    const lastBreak = text.slice(at, word.start).lastIndexOf("\n");
    if (lastBreak >= 0) lineStart = at + lastBreak + 1;
    at = word.start;
    const place = { before: word.start - lineStart, after: word.column ?? 0 };
    if (word.column === undefined) waiting.push({ word, column: place.before });
    else settle([place]);
    if (word.opens) {
      while (open.length > 0 && open.at(-1)!.before >= place.before) open.pop();
      open.push(place);
    }
  }
  settle([]);
  return columns;
}

interface Place {
  readonly before: number;
  readonly after: number;
}

function nearest(places: readonly Place[], column: number): number {
  const distance = ({ before }: Place): number => Math.abs(before - column);
  return [...places].sort((left, right) => distance(left) - distance(right))[0]?.after ?? 0;
}
