import * as Type from "typebox";
import type { TSchema } from "typebox";
import { closedTexts, numericKeyword } from "../experiment/forms";

/** What a setting may be, in words: "a whole number from 1 to 9 or classes". Its numbers have limits on both sides. */
export function accepted(schema: TSchema): string {
  const forms = Type.IsUnion(schema) ? schema.anyOf.flatMap(formsIn) : formsIn(schema);
  const last = forms.slice(-1);
  return [...(forms.length > 1 ? [forms.slice(0, -1).join(", ")] : []), ...last].join(" or ");
}

function formsIn(schema: TSchema): readonly string[] {
  const texts = closedTexts(schema);
  if (texts !== undefined) return texts;
  if (Type.IsBoolean(schema)) return ["true", "false"];
  if (Type.IsTuple(schema)) return [`a list of ${schema.items.length} such numbers`];
  return [`a ${Type.IsInteger(schema) ? "whole " : ""}number ${range(schema)}`];
}

function range(schema: TSchema): string {
  const limit = (name: string): number | undefined => numericKeyword(schema, name);
  const [above, below] = [limit("exclusiveMinimum"), limit("exclusiveMaximum")];
  const start = above === undefined ? `from ${limit("minimum")} to` : `above ${above} and`;
  const end = below === undefined ? `${above === undefined ? "" : "at most "}${limit("maximum")}` : `below ${below}`;
  return `${start} ${end}`;
}
