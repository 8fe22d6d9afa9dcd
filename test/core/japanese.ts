import { expect } from "vitest";

/** Japanese kana or ideographs. */
export const japaneseText = /[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u;

/** What a template asks for: its optional parts by their arguments, and the arguments that must be there. */
export function argumentsOf(template: string): { readonly needed: readonly string[]; readonly optional: string[] } {
  const names = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!))];
  const parts = [...template.matchAll(/\[\[(.*?)\]\]/g)].map(([, part]) => names(part!).sort().join(" "));
  return { needed: names(template.replaceAll(/\[\[.*?\]\]/g, "")).sort(), optional: parts.sort() };
}

/** No translation may be stale: its id must be known, and its arguments those of the English text. */
export function expectNoneStale(
  english: Readonly<Record<string, string>>,
  japanese: Readonly<Record<string, string>>,
): void {
  expect(Object.keys(japanese).filter((id) => !Object.hasOwn(english, id))).toEqual([]);
  for (const [id, template] of Object.entries(japanese)) {
    expect([id, argumentsOf(template)]).toEqual([id, argumentsOf(english[id]!)]);
  }
}
