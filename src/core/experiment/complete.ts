import type { TObject, TSchema } from "typebox";
import { isRecord } from "../record";
import { chosen, discriminator, formsOf, keyword } from "./forms";

/** A value with the schema's defaults for what it leaves out, and without keys its own form does not have. */
export function complete(schema: TSchema, value: unknown): unknown {
  return completer(schema)(value);
}

/** The same for many values: the schema is looked through once. */
export function completer(schema: TSchema): (value: unknown) => unknown {
  const { mappings } = formsOf(schema);
  const usual = keyword(schema, "default");
  if (mappings.length === 0) return (value) => value ?? usual;
  const kind = discriminator(mappings);
  const forms = new Map(mappings.map((form) => [form, formCompleter(form)]));
  return (value) => {
    const given = value ?? usual;
    if (!isRecord(given)) return given;
    const form = mappings.length === 1 ? mappings[0]! : chosen(mappings, kind === undefined ? [] : [given[kind]])[0]!;
    return forms.get(form)!(given);
  };
}

function formCompleter({ properties }: TObject): (given: Readonly<Record<string, unknown>>) => unknown {
  const keys = Object.entries(properties).map(([key, property]) => [key, completer(property)] as const);
  return (given) => {
    const completed: Record<string, unknown> = {};
    for (const [key, completeKey] of keys) {
      const value = completeKey(given[key]);
      if (value !== undefined) completed[key] = value;
    }
    return completed;
  };
}

/** What is given, over what holds where nothing is; mappings are merged key by key, all else replaced. */
export function merge(base: unknown, given: unknown): unknown {
  if (!isRecord(base) || !isRecord(given)) return given ?? base;
  const keys = [...new Set([...Object.keys(base), ...Object.keys(given)])];
  return Object.fromEntries(keys.map((key) => [key, merge(base[key], given[key])]));
}
