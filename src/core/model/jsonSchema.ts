/** The model file as a JSON Schema, for editors that know nothing of us. */
import type { TObject, TSchema } from "typebox";
import { keyword, omissible } from "../experiment/forms";
import { closedMapping, jsonSchemaFile, plainSchema, reference, type JsonSchema } from "../jsonSchema";
import { layerKinds, modelSchema } from "./schema";

const kinds: readonly (readonly [string, TObject])[] = Object.entries(layerKinds);

export function modelJsonSchema(): JsonSchema {
  const settings = kinds.map(([kind, schema]) => [kind, mapping(schema)] as const);
  return jsonSchemaFile("sparse-model", "Sparse Explorer model", mapping(modelSchema), {
    layer: layer(),
    ...Object.fromEntries(settings),
  });
}

/** A kind with its settings or, where none of them must be given, without. */
function layer(): JsonSchema {
  const alone = kinds.filter(([, schema]) => needed(schema).length === 0);
  const names = { enum: alone.map(([kind]) => kind), enumDescriptions: alone.map(([, schema]) => about(schema)) };
  const entries = kinds.map(([kind, schema]) => {
    const nothing = needed(schema).length === 0 ? [{ type: "null" }] : [];
    return [kind, { description: about(schema), anyOf: [reference(kind), ...nothing] }] as const;
  });
  const mapped = { ...closedMapping(Object.fromEntries(entries), []), minProperties: 1, maxProperties: 1 };
  return { anyOf: [names, mapped] };
}

function mapping(schema: TObject): JsonSchema {
  const properties = Object.entries(schema.properties).map(([key, property]) => [key, plainSchema(property)] as const);
  return closedMapping(Object.fromEntries(properties), needed(schema));
}

function needed({ properties }: TObject): readonly string[] {
  return Object.keys(properties).filter((key) => !omissible(properties[key]!));
}

function about(schema: TSchema): unknown {
  return keyword(schema, "description");
}
