import { Ajv } from "ajv";
import { expect } from "vitest";
import type { JsonSchema } from "../../src/core/jsonSchema";

/** Compares a schema with the file that other editors use; `npm run schemas` writes that file. */
export async function checkSchemaFile(name: string, schema: JsonSchema): Promise<void> {
  const file = new URL(`../../schemas/${name}`, import.meta.url).pathname;
  const message = `schemas/${name} is not what the declaration gives; "npm run schemas" writes it anew.`;
  await expect(`${JSON.stringify(schema, undefined, 2)}\n`, message).toMatchFileSnapshot(file);
}

/** What a validator that knows nothing of us says: the places of a value that do not fit. */
export function validator(schema: JsonSchema): (value: unknown) => readonly string[] {
  const ajv = new Ajv({ strict: true, strictRequired: false, strictTypes: false, allErrors: true });
  // For people: what every text of an enum means.
  ajv.addVocabulary(["enumDescriptions"]);
  const validate = ajv.compile(schema);
  return (value) => (validate(value) ? [] : validate.errors!.map((error) => `${error.instancePath} ${error.message!}`));
}
