/** Sentences with places for arguments, and the languages they come in. */

export type Locale = "en" | "ja";

export type Arguments = Readonly<Record<string, string | number>>;

/** The language of ours for an editor's language tag, such as `ja` or `de-AT`: English where it is none of them. */
export function localeOf(tag: string): Locale {
  return /^ja\b/i.test(tag) ? "ja" : "en";
}

/** `{name}` is an argument; `[[ … ]]` is left out where an argument in it is missing. */
export function fill(template: string, args: Arguments): string {
  const values = new Map(Object.entries(args));
  return template
    .replaceAll(/\[\[(.*?)\]\]/g, (_, part: string) =>
      [...part.matchAll(placeholder)].every(([, name]) => values.has(name!)) ? part : "",
    )
    .replaceAll(placeholder, (place, name: string) => String(values.get(name) ?? place));
}

const placeholder = /\{(\w+)\}/g;
