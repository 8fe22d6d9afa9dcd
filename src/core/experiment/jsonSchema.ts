/**
 * The experiment file as a JSON Schema, for editors that know nothing of us. `schema.ts` declares one point of the grid;
 * here, a list or a range may stand where one value is expected. Whether every value of a range fits, and whether a point
 * is whole once `combine` is laid over it, only our reader can tell.
 */
import * as Type from "typebox";
import type { TArray, TObject, TSchema } from "typebox";
import { closedMapping, jsonSchemaFile, plainSchema, reference, type JsonSchema } from "../jsonSchema";
import { formsOf, keysOf, keyword, propertyOf } from "./forms";
import { demandsOf, whereChosen } from "./jsonSchemaDemands";
import { rangeDefinitions, rangesFor } from "./jsonSchemaRanges";
import { fileSchema } from "./schema";

const { version, combine, exclude } = fileSchema.properties;

/** What a file and the entries of `combine` and `exclude` have in common. */
const part = combine.items;

export function experimentJsonSchema(): JsonSchema {
  const file = closedMapping(
    { version: plainSchema(version), ...propertiesOf([part], ""), combine: parts(combine), exclude: parts(exclude) },
    ["version"],
  );
  return jsonSchemaFile(
    "sparse-experiment",
    "Sparse Explorer experiment",
    { ...file, if: { required: ["combine"] }, else: demandsOf([part]) },
    { part: mapping([part], ""), ...Object.fromEntries(definitionsIn([part], "")), ...rangeDefinitions() },
  );
}

function parts(schema: TArray): JsonSchema {
  return { ...plainSchema(schema), items: reference("part") };
}

/** One value of every key, under the key's path ("prune.density"). */
function definitionsIn(forms: readonly TObject[], path: string): [string, JsonSchema][] {
  return keysOf(forms).flatMap((key) => {
    const [at, schema] = [join(path, key), propertyOf(forms, key)!];
    return [[at, oneValue(schema, at)], ...definitionsIn(formsOf(schema).mappings, at)];
  });
}

function oneValue(schema: TSchema, path: string): JsonSchema {
  const { mappings, plain } = formsOf(schema);
  return anyOf([
    ...(plain === undefined ? [] : [plainValue(plain)]),
    ...(mappings.length === 0 ? [] : [mapping(mappings, path, keyword(schema, "description"))]),
  ]);
}

function plainValue(schema: TSchema): JsonSchema {
  const value = plainSchema(schema, ["description", "default"]);
  if (!Type.IsArray(schema)) return value;
  return { ...value, items: anyOf([plainSchema(schema.items), ...rangesFor(schema.items)]) };
}

/** @param about explains the key that chooses the form, which only the forms together do */
function mapping(forms: readonly TObject[], path: string, about?: unknown): JsonSchema {
  const foreign = whereChosen(forms, ({ properties }, key) => key in properties);
  return {
    ...closedMapping(propertiesOf(forms, path, about), []),
    ...(foreign.length === 0 ? {} : { dependencies: Object.fromEntries(foreign) }),
  };
}

function propertiesOf(forms: readonly TObject[], path: string, about?: unknown): Readonly<Record<string, JsonSchema>> {
  const keys = keysOf(forms);
  return Object.fromEntries(keys.map((key) => [key, valueAt(propertyOf(forms, key)!, join(path, key), about)]));
}

/** What may stand at a key: a value, a range or an axis of the grid. */
function valueAt(schema: TSchema, path: string, about: unknown): JsonSchema {
  const [description, otherwise] = [keyword(schema, "description") ?? about, keyword(schema, "default")];
  const one = reference(path);
  const ranges = rangesFor(Type.IsArray(schema) ? schema.items : schema);
  // A range for a list by nature is that list, which in an axis must be written out.
  const items = Type.IsArray(schema) ? one : anyOf([one, ...ranges]);
  return {
    ...(description === undefined ? {} : { description }),
    ...(otherwise === undefined ? {} : { default: otherwise }),
    anyOf: [one, ...ranges, { type: "array", minItems: 1, items }],
  };
}

function anyOf(forms: readonly JsonSchema[]): JsonSchema {
  return forms.length === 1 ? forms[0]! : { anyOf: forms };
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}
