/** The part of the experiment's JSON Schema that says what must be there; entries of `combine` and `exclude` need nothing. */
import type { TObject, TSchema } from "typebox";
import type { JsonSchema } from "../jsonSchema";
import { chosen, closedTexts, discriminator, formsOf, keysOf, omissible, propertyOf } from "./forms";
import { missingKeys } from "./missing";

/** What a mapping of one of these forms must have, in itself and in what it holds. */
export function demandsOf(forms: readonly TObject[]): JsonSchema {
  const keys = keysOf(forms);
  const required = keys.filter((key) => forms.every((form) => needs(form, key)));
  const conditional = whereChosen(forms, needs).map(([key, choice]) => ({ if: choice, then: { required: [key] } }));
  const within = keys.flatMap((key) => {
    const demands = demandsAt(propertyOf(forms, key)!);
    return isEmpty(demands) ? [] : [[key, demands] as const];
  });
  return {
    ...(required.length === 0 ? {} : { required }),
    ...(conditional.length === 0 ? {} : { allOf: conditional }),
    ...(within.length === 0 ? {} : { properties: Object.fromEntries(within) }),
  };
}

/**
 * What of these forms' keys not all of them have, by some measure: the key, and a schema of mappings that choose a form
 * which has it.
 */
export function whereChosen(
  forms: readonly TObject[],
  has: (form: TObject, key: string) => boolean,
): [string, JsonSchema][] {
  const kind = discriminator(forms);
  if (kind === undefined) return [];
  return keysOf(forms).flatMap((key) => {
    const those = forms.filter((form) => has(form, key));
    const texts = { enum: those.flatMap(({ properties }) => closedTexts(properties[kind])!) };
    const choice = { properties: { [kind]: { anyOf: [texts, { type: "array", contains: texts }] } } };
    return those.length === 0 || those.length === forms.length ? [] : [[key, choice]];
  });
}

/** The same for a value, or for each of an axis. */
function demandsAt(schema: TSchema): JsonSchema {
  const { mappings, plain } = formsOf(schema);
  if (mappings.length === 0) return {};
  const one = { ...demandsOf(mappings), ...textDemands(mappings, plain) };
  return isEmpty(one) ? {} : { ...one, items: one };
}

/** A text that is short for a mapping must be of a form that needs nothing besides (`data: builtin`). */
function textDemands(mappings: readonly TObject[], plain: TSchema | undefined): JsonSchema {
  const kind = discriminator(mappings);
  const texts = kind === undefined ? undefined : closedTexts(plain);
  if (kind === undefined || texts === undefined) return {};
  const whole = texts.filter((text) => missingKeys(chosen(mappings, [text]), new Set([kind])).length === 0);
  return { if: { type: "string" }, then: { enum: whole } };
}

function needs({ properties }: TObject, key: string): boolean {
  const property = properties[key];
  return property !== undefined && !omissible(property);
}

function isEmpty(schema: JsonSchema): boolean {
  return Object.keys(schema).length === 0;
}
