import { expect } from "vitest";

/** Japanese kana or ideographs. */
export const japaneseText = /[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u;

/** What a template asks for: its optional parts by their arguments, and the arguments that must be there. */
export function argumentsOf(template: string): { readonly needed: readonly string[]; readonly optional: string[] } {
  const names = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!))];
  const parts = [...template.matchAll(/\[\[(.*?)\]\]/g)].map(([, part]) => names(part!).sort().join(" "));
  return { needed: names(template.replaceAll(/\[\[.*?\]\]/g, "")).sort(), optional: parts.sort() };
}

/** Both tables must have the same ids, and what stands under an id the same arguments. */
export function expectSameTemplates(
  english: Readonly<Record<string, string>>,
  japanese: Readonly<Record<string, string>>,
): void {
  const without = (table: object, other: object) => Object.keys(table).filter((id) => !Object.hasOwn(other, id));
  expect({ missing: without(english, japanese), stale: without(japanese, english) }).toEqual({
    missing: [],
    stale: [],
  });
  for (const [id, template] of Object.entries(japanese)) {
    expect([id, argumentsOf(template)]).toEqual([id, argumentsOf(english[id]!)]);
  }
}
