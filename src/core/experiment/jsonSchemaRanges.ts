import * as Type from "typebox";
import type { TSchema } from "typebox";
import { closedMapping, plainSchema, reference, type JsonSchema } from "../jsonSchema";
import { rangeSchema } from "./schema";

/** The range that may stand for numbers of this schema, if it is one of numbers. */
export function rangesFor(schema: TSchema): readonly JsonSchema[] {
  if (Type.IsInteger(schema)) return [reference("wholeRange")];
  return Type.IsNumber(schema) ? [reference("range")] : [];
}

export function rangeDefinitions(): Readonly<Record<string, JsonSchema>> {
  const { from, to, step, times } = rangeSchema.properties;
  const whole = (schema: TSchema): JsonSchema => ({ ...plainSchema(schema), type: "integer" });
  const common = { to: plainSchema(to), times: plainSchema(times) };
  return {
    range: {
      ...closedMapping({ from: plainSchema(from), ...common, step: plainSchema(step) }, ["from", "to"]),
      oneOf: [{ required: ["step"] }, { required: ["times"] }],
    },
    // Neighbouring whole numbers are a step of 1 apart where nothing else is said.
    wholeRange: {
      ...closedMapping({ from: whole(from), ...common, step: whole(step) }, ["from", "to"]),
      not: { required: ["step", "times"] },
    },
  };
}
