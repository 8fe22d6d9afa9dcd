import { blanksBefore } from "../blanks";
import type { TextEdit } from "./edit";
import { endOf, type Word } from "./formatWords";

/** Edits within words: comments end with no blanks, and texts of several lines stay below what they belong to. */
export function editsInWords(words: readonly Word[]): TextEdit[] {
  return words.flatMap((word) => {
    const { type, source, start, column, textColumn } = word;
    if (type === "comment")
      return [{ span: { start: start + blanksBefore(source, source.length), end: endOf(word) }, text: "" }];
    if (column === undefined || !source.includes("\n")) return [];
    // Within quotes and in plain text, blanks at the starts of lines mean nothing.
    if (textColumn === undefined) return lineStarts(word, /(?<=\n)[ \t]*(?!\r?\n)/g, () => column);
    return lineStarts(word, /^ *(?=[^ \r\n])/gm, (blanks) => Math.max(0, blanks - textColumn + column));
  });
}

function lineStarts({ source, start }: Word, pattern: RegExp, columnOf: (blanks: number) => number): TextEdit[] {
  return [...source.matchAll(pattern)].map(({ 0: { length }, index }) => {
    return { span: { start: start + index, end: start + index + length }, text: " ".repeat(columnOf(length)) };
  });
}
