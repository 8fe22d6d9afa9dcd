/** What the JSON Schemas of our files share. They are of draft-07, which the servers of most editors read best. */
import type { TSchema } from "typebox";

export type JsonSchema = Readonly<Record<string, unknown>>;

/** The schema of a whole file; `definitions` are what `reference` points to. */
export function jsonSchemaFile(
  name: string,
  title: string,
  file: JsonSchema,
  definitions: Readonly<Record<string, JsonSchema>>,
): JsonSchema {
  const $schema = "http://json-schema.org/draft-07/schema#";
  return { $schema, $id: `${name}.schema.json`, title, ...file, definitions };
}

export function reference(definition: string): JsonSchema {
  return { $ref: `#/definitions/${definition}` };
}

/** A mapping with these keys and no others. */
export function closedMapping(
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[],
): JsonSchema {
  return { type: "object", additionalProperties: false, ...(required.length > 0 ? { required } : {}), properties };
}

/** A declaration as it is, without the keywords that only our readers know, nor those named. */
export function plainSchema(schema: TSchema, omitted: readonly string[] = []): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => !["recipe", ...omitted].includes(name)));
}
