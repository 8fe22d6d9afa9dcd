import type { Static, TSchema } from "typebox";
import * as Value from "typebox/value";

/**
 * A value from another process or a file, once it is what it should be.
 * @param from who said it, for the error
 * @throws TypeError that names the first place that is wrong
 */
export function checked<Schema extends TSchema>(schema: Schema, value: unknown, from: string): Static<Schema> {
  if (Value.Check(schema, value)) return value;
  const [first] = Value.Errors(schema, value);
  throw new TypeError(`${from} is not as expected: ${first?.instancePath ?? ""} ${first?.message ?? "is damaged"}.`);
}
