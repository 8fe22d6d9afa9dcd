/** What a key means, in words: the same for completion and hovers. */
import type { TSchema } from "typebox";
import { keyword, omissible } from "../experiment/forms";
import { dataFormats, type DataFormatId } from "../data/formats";
import type { Locale } from "../template";
import { explanation } from "./explanations";
import { phrase } from "./phrases";
import type { Slot } from "./slot";
import { usualValue } from "./usual";
import { valueText } from "./valueText";

/** What holds where the key is left out; undefined where the rest of the file, or more than it, decides that. */
export function usualWords(
  slot: Pick<Slot, "path" | "schema" | "partial">,
  formats: readonly DataFormatId[],
  locale: Locale,
): string | undefined {
  const { schema, partial } = slot;
  if (schema === undefined || partial) return undefined;
  if (!omissible(schema)) return phrase("key.required", {}, locale);
  const values = formats.map((format) => ({
    data: explanation(dataFormats[format].title, locale),
    value: usualValue(slot, format),
  }));
  const texts = values.flatMap(({ data, value }) => (isPlainValue(value) ? [{ data, value: valueText(value) }] : []));
  if (new Set(texts.map(({ value }) => value)).size > 1) {
    return texts.map((each) => phrase("key.usualFor", each, locale)).join(", ");
  }
  return texts[0] && phrase("key.usual", { value: texts[0].value }, locale);
}

/** A mapping's keys say for themselves what is usual. */
function isPlainValue(value: unknown): boolean {
  return value !== undefined && (typeof value !== "object" || Array.isArray(value));
}

export function descriptionOf(schema: TSchema, locale: Locale): string {
  const description = keyword(schema, "description");
  return typeof description === "string" ? explanation(description, locale) : "";
}
