/** Questions the reader asks of a schema. */
import * as Type from "typebox";
import type { TObject, TSchema } from "typebox";

/** The forms a value may have: a union's mappings, and what it may be besides. */
export interface Forms {
  readonly mappings: readonly TObject[];
  readonly plain?: TSchema;
}

export function formsOf(schema: TSchema): Forms {
  const all = Type.IsUnion(schema) ? schema.anyOf : [schema];
  const plain = all.find((form) => !Type.IsObject(form));
  return { mappings: all.filter(Type.IsObject), ...(plain === undefined ? {} : { plain }) };
}

/** The only texts a value may be; undefined where it is open or no text. */
export function closedTexts(schema: TSchema | undefined): readonly string[] | undefined {
  const values: readonly unknown[] = Type.IsEnum(schema) ? schema.enum : Type.IsLiteral(schema) ? [schema.const] : [];
  const texts = values.filter((value) => typeof value === "string");
  return texts.length > 0 ? texts : undefined;
}

/** The key that tells several mappings apart (`format`, `kind`): closed in all of them. */
export function discriminator(mappings: readonly TObject[]): string | undefined {
  if (mappings.length < 2) return undefined;
  return keysOf(mappings).find((key) => mappings.every(({ properties }) => closedTexts(properties[key]) !== undefined));
}

/** Those mappings whose discriminator may be one of these texts; all of them where none may. */
export function chosen(mappings: readonly TObject[], texts: readonly unknown[]): readonly TObject[] {
  const key = discriminator(mappings);
  if (key === undefined) return mappings;
  const fitting = mappings.filter(({ properties }) =>
    closedTexts(properties[key])!.some((text) => texts.includes(text)),
  );
  return fitting.length > 0 ? fitting : mappings;
}

export function keysOf(mappings: readonly TObject[]): string[] {
  return [...new Set(mappings.flatMap(({ properties }) => Object.keys(properties)))];
}

/** A key's schema in these mappings; a discriminator may be any text of any of them. */
export function propertyOf(mappings: readonly TObject[], key: string): TSchema | undefined {
  const found = mappings.map(({ properties }) => properties[key]).filter((property) => property !== undefined);
  if (key !== discriminator(mappings)) return found[0];
  return Type.Enum(
    found.flatMap((property) => closedTexts(property)!),
    { enumDescriptions: found.flatMap(textDescriptions) },
  );
}

/** What each of the texts means that a value may be. */
function textDescriptions(schema: TSchema): readonly unknown[] {
  const several = keyword(schema, "enumDescriptions");
  return Array.isArray(several) ? several : [keyword(schema, "description")];
}

/** Whether a file may leave the key out. */
export function omissible(schema: TSchema): boolean {
  return Type.IsOptional(schema) || keyword(schema, "default") !== undefined || keyword(schema, "recipe") === true;
}

export function keyword(schema: TSchema, name: string): unknown {
  return Reflect.get(schema, name);
}

export function numericKeyword(schema: TSchema, name: string): number | undefined {
  const value = keyword(schema, name);
  return typeof value === "number" ? value : undefined;
}
