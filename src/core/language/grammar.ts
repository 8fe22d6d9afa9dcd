/** What files may hold, and questions asked of it that go beyond the reader's. */
import * as Type from "typebox";
import type { TArray, TObject, TSchema, TTuple } from "typebox";
import { keyword, omissible } from "../experiment/forms";
import { fileSchema, rangeSchema } from "../experiment/schema";
import { layerKinds, modelSchema } from "../model/schema";
import type { DocumentKind } from "./document";

/** The form of a whole file. */
export const schemas: Readonly<Record<DocumentKind, TSchema>> = { experiment: fileSchema, model: modelSchema };

/** Kinds of layers whose settings may all be left out. */
const alone = Object.entries<TObject>(layerKinds).filter(([, { properties }]) => {
  return Object.values<TSchema>(properties).every(omissible);
});

/** A layer of a model file: its kind alone, or a mapping from its kind to its settings. */
const layerSchema = Type.Union([
  Type.Enum(
    alone.map(([kind]) => kind),
    { enumDescriptions: alone.map(([, settings]) => keyword(settings, "description")) },
  ),
  Type.Object(
    Object.fromEntries(Object.entries<TObject>(layerKinds).map(([kind, settings]) => [kind, Type.Optional(settings)])),
    { maxProperties: 1 },
  ),
]);

/** Everything a value may be, one by one. */
export function formsIn(schema: TSchema): readonly TSchema[] {
  if (Type.IsRef(schema)) return formsIn(layerSchema);
  return Type.IsUnion(schema) ? schema.anyOf.flatMap(formsIn) : [schema];
}

/** The mappings a value may be. */
export function mappingForms(schema: TSchema): readonly TObject[] {
  return formsIn(schema).filter(Type.IsObject);
}

/** What a value may be that is neither mapping nor list. */
export function plainForms(schema: TSchema): readonly TSchema[] {
  return formsIn(schema).filter((form) => !Type.IsObject(form) && !isList(form));
}

/** The list by nature that a value may be. */
export function listForm(schema: TSchema): TArray | TTuple | undefined {
  return formsIn(schema).find(isList);
}

/** The form of a range, where one may stand for numbers of an experiment. */
export function rangeForms(schema: TSchema): readonly TObject[] {
  const item = Type.IsArray(schema) ? schema.items : schema;
  return isNumeric(item) && !isWithinRange(item) ? [rangeSchema] : [];
}

/** Whether it is a value of a range, where only a single number may stand. */
export function isWithinRange(schema: TSchema): boolean {
  return Object.values<TSchema>(rangeSchema.properties).includes(schema);
}

export function isNumeric(schema: TSchema): boolean {
  return Type.IsNumber(schema) || Type.IsInteger(schema);
}

/** Whether a mapping is some keys of a file. */
export function isPart(schema: TSchema | undefined): boolean {
  return schema !== undefined && keyword(schema, "partial") === true;
}

function isList(schema: TSchema): schema is TArray | TTuple {
  return Type.IsArray(schema) || Type.IsTuple(schema);
}
