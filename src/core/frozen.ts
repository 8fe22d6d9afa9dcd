import type { Static, TSchema } from "typebox";

/** The static type of a schema, read-only through and through. */
export type Frozen<S extends TSchema> = DeepReadonly<Static<S>>;

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
