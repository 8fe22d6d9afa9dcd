import type { YamlSource } from "./document";
import { applied, type TextEdit } from "./edit";
import { blanksInJson, blanksInYaml } from "./formatBlanks";
import { editsInWords } from "./formatLines";
import { wordsOf } from "./formatWords";
import { sameMeaning } from "./sameMeaning";

/**
 * Edits that lay a text out: two spaces a level, one after colons and commas and within braces, none at the ends of
 * lines, and a line break at the end. Only blanks are changed, so that comments, blank lines, quotes and the order of
 * keys stay, and lines that are broken stay broken where they are; JSON is laid out with every value on its own line.
 *
 * A broken text is left as it is, and so is one that would mean something else afterwards.
 */
export function formatting({ text, yaml }: YamlSource): readonly TextEdit[] {
  const isBroken = yaml.problems.some(({ severity }) => severity === "error");
  const words = isBroken ? undefined : wordsOf(text);
  if (words === undefined) return [];
  const blanks = isJson(text) ? blanksInJson(text, words) : [...blanksInYaml(text, words), ...editsInWords(words)];
  const edits = blanks
    .filter(({ span, text: blank }) => text.slice(span.start, span.end) !== blank)
    .sort((left, right) => left.span.start - right.span.start);
  return sameMeaning(text, applied(text, edits)) ? edits : [];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text.replace(/^\ufeff/, ""));
    return /^\ufeff?\s*[{[]/.test(text);
  } catch {
    return false;
  }
}
