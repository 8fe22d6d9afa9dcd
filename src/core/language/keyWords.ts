/** What a key means, in words: the same for completion and hovers. */
import * as Type from "typebox";
import type { TObject, TSchema } from "typebox";
import { discriminator, keyword, omissible } from "../experiment/forms";
import { dataFormats, type DataFormatId } from "../data/formats";
import type { Locale } from "../template";
import { explanation } from "./explanations";
import { phrase } from "./phrases";
import type { Slot } from "./slot";
import { usualValue } from "./usual";
import { valueText } from "./valueText";

/** How a key is declared: what it may be, what holds without it, what it is for. */
export function declarationOf(forms: readonly TObject[], name: string): TSchema | undefined {
  const found = forms.flatMap(({ properties }) => properties[name] ?? []);
  // Of a key that tells mappings apart, each of them declares a part.
  return found.find((schema) => !Type.IsLiteral(schema)) ?? found[0];
}

/**
 * What holds where the key is left out; undefined where the rest of the file, or more than it, decides that.
 *
 * @param marked how values are shown
 */
export function usualWords(
  slot: Pick<Slot, "path" | "schema" | "partial">,
  formats: readonly DataFormatId[],
  locale: Locale,
  marked: (text: string) => string = String,
): string | undefined {
  const { schema, partial } = slot;
  if (schema === undefined || partial) return undefined;
  if (!omissible(schema)) return phrase("key.required", {}, locale);
  const values = formats.map((format) => ({
    data: explanation(dataFormats[format].title, locale),
    value: usualValue(slot, format),
  }));
  const texts = values.flatMap(({ data, value }) =>
    isPlainValue(value) ? [{ data, value: marked(valueText(value)) }] : [],
  );
  if (new Set(texts.map(({ value }) => value)).size > 1) {
    return texts.map((each) => phrase("key.usualFor", each, locale)).join(", ");
  }
  return texts[0] && phrase("key.usual", { value: texts[0].value }, locale);
}

/** A mapping's keys say for themselves what is usual. */
function isPlainValue(value: unknown): boolean {
  return value !== undefined && (typeof value !== "object" || Array.isArray(value));
}

/** @param name the key */
export function descriptionOf(schema: TSchema, forms: readonly TObject[], name: string, locale: Locale): string {
  const description = keyword(schema, "description");
  // What is said of one form by its name is no explanation of the key.
  if (Type.IsLiteral(schema) && name === discriminator(forms)) return "";
  return typeof description === "string" ? explanation(description, locale) : "";
}
