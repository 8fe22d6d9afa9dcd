import * as Type from "typebox";
import type { TSchema } from "typebox";
import { nearest } from "../nearest";
import type { Fault } from "../problemText";
import { closedTexts, numericKeyword } from "./forms";

/**
 * What is wrong with a single value; undefined where the schema takes it.
 *
 * @param key   how people call the place: "prune.density"
 * @param found what stands there, as people see it
 */
export function scalarFault(schema: TSchema, value: unknown, key: string, found: string): Fault | undefined {
  const known = closedTexts(schema);
  if (known !== undefined)
    return typeof value === "string" ? textFault(known, value, key) : unknownValue(known, key, found);
  if (Type.IsBoolean(schema)) return typeof value === "boolean" ? undefined : wrong("boolean", key, found);
  if (Type.IsString(schema)) return typeof value === "string" && value !== "" ? undefined : wrong("text", key, found);
  const whole = Type.IsInteger(schema);
  if (typeof value !== "number" || Number.isNaN(value) || (whole && !Number.isInteger(value))) {
    return wrong(whole ? "integer" : "number", key, found);
  }
  return inRange(schema, value) ? undefined : { code: "out-of-range", args: { key, found, ...limits(schema) } };
}

function textFault(known: readonly string[], value: string, key: string): Fault | undefined {
  return known.includes(value) ? undefined : unknownValue(known, key, `"${value}"`, nearest(value, known));
}

function unknownValue(known: readonly string[], key: string, found: string, near?: string): Fault {
  const args = { key, found, known: known.join(", ") };
  return { code: "unknown-value", args: near === undefined ? args : { ...args, nearest: near } };
}

function wrong(expected: "number" | "integer" | "boolean" | "text", key: string, found: string): Fault {
  return { code: `expected-${expected}`, args: { key, found } };
}

function inRange(schema: TSchema, value: number): boolean {
  return (
    value > (numericKeyword(schema, "exclusiveMinimum") ?? -Infinity) &&
    value >= (numericKeyword(schema, "minimum") ?? -Infinity) &&
    value < (numericKeyword(schema, "exclusiveMaximum") ?? Infinity) &&
    value <= (numericKeyword(schema, "maximum") ?? Infinity)
  );
}

interface Limits {
  readonly above?: number;
  readonly least?: number;
  readonly below?: number;
  readonly most?: number;
}

/** Of a number. */
export function limits(schema: TSchema): Limits {
  const named = {
    above: numericKeyword(schema, "exclusiveMinimum"),
    least: numericKeyword(schema, "minimum"),
    below: numericKeyword(schema, "exclusiveMaximum"),
    most: numericKeyword(schema, "maximum"),
  };
  return Object.fromEntries(Object.entries(named).filter(([, limit]) => limit !== undefined));
}
