/** What a value may be, in words. */
import * as Type from "typebox";
import type { TSchema } from "typebox";
import { closedTexts } from "../experiment/forms";
import { limits } from "../experiment/readScalar";
import type { Locale } from "../template";
import { phrase } from "./phrases";
import { isNumeric } from "./grammar";

export function typeWords(schema: TSchema, locale: Locale): string {
  if (Type.IsUnion(schema)) {
    const forms = [...new Set(schema.anyOf.map((form) => typeWords(form, locale)))];
    return forms.reduce((first, second) => phrase("type.or", { first, second }, locale));
  }
  if (Type.IsRef(schema)) return phrase("type.layer", {}, locale);
  const texts = closedTexts(schema);
  if (texts !== undefined) return texts.join(" | ");
  if (Type.IsLiteral(schema)) return String(schema.const);
  if (Type.IsBoolean(schema)) return phrase("type.boolean", {}, locale);
  if (Type.IsArray(schema)) return phrase("type.list", { item: typeWords(schema.items, locale) }, locale);
  if (Type.IsTuple(schema)) return `[${schema.items.map((item) => typeWords(item, locale)).join(", ")}]`;
  if (Type.IsObject(schema)) return phrase("type.mapping", {}, locale);
  if (!isNumeric(schema)) return phrase("type.text", {}, locale);
  return phrase(Type.IsInteger(schema) ? "type.integer" : "type.number", { ...limits(schema) }, locale);
}
