/** What the editor's features say, in English. Another language is another table with the same ids. */
import { fill, type Arguments, type Locale } from "../template";
import { japanese } from "./phrases.ja";

/** By feature; `{name}` and `[[ … ]]` are as in `fill`. */
export const english = {
  "lens.run": "Run",
  "lens.preview": "Preview densities",
  "lens.compare": "Compare ({finished} finished)",
} as const;

export type PhraseId = keyof typeof english;

export function phrase(id: PhraseId, args: Arguments, locale: Locale): string {
  return fill(tables[locale][id] ?? english[id], args);
}

/** What is not translated yet is said in English. */
const tables: Readonly<Record<Locale, Readonly<Partial<Record<PhraseId, string>>>>> = { en: english, ja: japanese };
