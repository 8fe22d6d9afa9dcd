import type { TSchema } from "typebox";
import { isRecord } from "../record";
import { chosen, discriminator, formsOf, keyword } from "./forms";

/** A value with the schema's defaults for what it leaves out, and without keys its own form does not have. */
export function complete(schema: TSchema, value: unknown): unknown {
  const { mappings } = formsOf(schema);
  const given = value ?? keyword(schema, "default");
  if (mappings.length === 0 || !isRecord(given)) return given;
  const kind = discriminator(mappings);
  const form = chosen(mappings, kind === undefined ? [] : [given[kind]])[0]!;
  return Object.fromEntries(
    Object.entries(form.properties)
      .map(([key, property]) => [key, complete(property, given[key])] as const)
      .filter(([, completed]) => completed !== undefined),
  );
}

/** What is given, over what holds where nothing is; mappings are merged key by key, all else replaced. */
export function merge(base: unknown, given: unknown): unknown {
  if (!isRecord(base) || !isRecord(given)) return given ?? base;
  const keys = [...new Set([...Object.keys(base), ...Object.keys(given)])];
  return Object.fromEntries(keys.map((key) => [key, merge(base[key], given[key])]));
}
