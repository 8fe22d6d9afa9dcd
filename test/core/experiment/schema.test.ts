import * as Type from "typebox";
import type { TSchema } from "typebox";
import { expect, test } from "vitest";
import { keyword } from "../../../src/core/experiment/forms";
import { recipes } from "../../../src/core/experiment/recipes";
import { cellSchema } from "../../../src/core/experiment/schema";
import { dataFormats } from "../../../src/core/data/formats";

/** Every key of the file: "prune.density" and its schema. */
function keys(schema: TSchema, path = ""): [string, TSchema][] {
  if (Type.IsUnion(schema)) return schema.anyOf.flatMap((form) => keys(form, path));
  if (!Type.IsObject(schema)) return [];
  return Object.entries(schema.properties).flatMap(([key, value]): [string, TSchema][] => [
    [`${path}${key}`, value],
    ...keys(value, `${path}${key}.`),
  ]);
}

test("every key is explained in a sentence", () => {
  for (const [path, schema] of keys(cellSchema))
    expect([path, keyword(schema, "description")]).toEqual([path, expect.stringMatching(/^[A-Z].*\.$/)]);
});

test("every name of a registry is explained", () => {
  const named = keys(cellSchema).flatMap(([path, schema]) => [
    [path, schema] as const,
    [path, Type.IsArray(schema) ? schema.items : schema] as const,
  ]);
  for (const [path, schema] of named) {
    const names = keyword(schema, "enumDescriptions");
    if (Type.IsEnum(schema) && Array.isArray(names)) expect([path, names.length]).toEqual([path, schema.enum.length]);
  }
});

test("every data format has a recipe", () => {
  expect(Object.keys(recipes).sort()).toEqual(Object.keys(dataFormats).sort());
});

test("the schema is plain JSON", () => {
  expect(JSON.parse(JSON.stringify(cellSchema))).toMatchObject({
    type: "object",
    properties: { version: { const: 1 } },
  });
});
