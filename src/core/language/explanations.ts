/**
 * The explanations that the schemas and registries give in English, in the language of the editor. They are found by
 * their English words, so that one that is changed there is missing here, which a test tells.
 */
import type { Locale } from "../template";
import { sentences, titles } from "./explanations.ja";

/** A sentence of a schema or registry, `title: sentence` as enumerations have it, or a title alone. */
export function explanation(english: string, locale: Locale): string {
  if (locale === "en") return english;
  return sentences[english] ?? titles[english] ?? titled(english) ?? english;
}

function titled(english: string): string | undefined {
  const [, title = "", sentence = ""] = /^(.+?): (.+)$/.exec(english) ?? [];
  const name = sentence.replace(/\.$/, "");
  if ([titles[title], sentences[sentence], titles[name]].every((part) => part === undefined)) return undefined;
  return `${titles[title] ?? title}: ${sentences[sentence] ?? `${titles[name] ?? name}。`}`;
}
