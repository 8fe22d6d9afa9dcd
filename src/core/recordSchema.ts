/**
 * Two kinds of schemas that the library has too, but not without its parser of TypeScript: 40 kB in every program that is
 * bundled.
 */
import * as Type from "typebox";
import type { Static, TObject, TSchema, TUnsafe } from "typebox";

/** A mapping of any names to values of one kind. */
export function recordOf<S extends TSchema>(values: S): TUnsafe<Record<string, Static<S>>> {
  return Type.Unsafe<Record<string, Static<S>>>(Type.Object({}, { additionalProperties: values }));
}

/** An object, any key of which may be left out. */
export function partly<S extends TObject>(whole: S): TUnsafe<Partial<Static<S>>> {
  const keys = Object.entries(whole.properties).map(([key, schema]) => [key, Type.Optional(schema)] as const);
  return Type.Unsafe<Partial<Static<S>>>(Type.Object(Object.fromEntries(keys)));
}
