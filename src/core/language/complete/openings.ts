/** What a key's name is followed by, so that its value can be written at once. */
import * as Type from "typebox";
import type { TObject, TSchema } from "typebox";
import { omissible } from "../../experiment/forms";
import { examplesAt } from "../examples";
import { formsIn, isWithinRange, listForm, mappingForms, plainForms } from "../grammar";
import { usualValue } from "../usual";
import { quoted, valueText, type Quote } from "../valueText";
import { literally } from "./completion";
import { isFolder } from "./folders";

interface Opening {
  /** A snippet. */
  readonly body: string;
  /** Whether there is something to complete where it leaves the cursor. */
  readonly again: boolean;
}

export interface Surroundings {
  readonly path: readonly string[];
  /** Whether values must stay on the line, in brackets. */
  readonly flow: boolean;
  readonly quote: Quote;
  /** Number of characters before the key in its line. */
  readonly column: number;
  readonly newline: string;
}

/** From the colon on. */
export function openingOf(schema: TSchema, around: Surroundings): Opening {
  const { flow, column, newline } = around;
  const isMapping = formsIn(schema).every(Type.IsObject);
  const list = isListAlone(schema) ? listForm(schema) : undefined;
  const indent = `${newline}${" ".repeat(column + 2)}`;
  if (list !== undefined) {
    const holdsMappings = Type.IsArray(list) && mappingForms(list.items).length > 0;
    return { body: holdsMappings && !flow ? `:${indent}- $0` : ": [$0]", again: true };
  }
  if (!isMapping) return lineOpening(schema, around);
  const needed = neededKeys(mappingForms(schema));
  if (needed.length === 0) return { body: flow ? ": { $0 }" : `:${indent}$0`, again: true };
  const blocks = needed.filter(([, property]) => isListAlone(property));
  if (blocks.length > 0 && !flow) {
    const [key, property] = blocks[0]!;
    const { body } = openingOf(property, { ...around, column: column + 2 });
    return { body: `:${indent}${quoted(key, around.quote)}${body}`, again: true };
  }
  return { body: `: ${filledIn(needed, around)}`, again: false };
}

/** A mapping on one line with these keys, each with a value to type over. */
function filledIn(keys: readonly (readonly [string, TSchema])[], { path, quote }: Surroundings): string {
  const pairs = keys.map(([key, schema], index) => {
    const stop = index + 1;
    if (isListAlone(schema)) return `${quoted(key, quote)}: [\${${stop}}]`;
    const usual = usualValue({ path: [...path, key], schema }, "builtin") ?? examplesAt([...path, key])[0];
    const value = usual === undefined ? "" : literally(valueText(usual, quote));
    return `${quoted(key, quote)}: \${${stop}:${value}}`;
  });
  return `{ ${pairs.join(", ")} }`;
}

function lineOpening(schema: TSchema, { path }: Surroundings): Opening {
  if (Type.IsLiteral(schema) && typeof schema.const === "number") return { body: `: ${schema.const}`, again: false };
  const isOpen = (Type.IsString(schema) && !isFolder(path)) || isWithinRange(schema);
  return { body: ": ", again: !isOpen };
}

function isListAlone(schema: TSchema): boolean {
  return listForm(schema) !== undefined && plainForms(schema).length === 0;
}

/** Without any of several mappings chosen, the key that chooses is asked for first. */
function neededKeys(mappings: readonly TObject[]): [string, TSchema][] {
  return mappings.length > 1 || mappings[0] === undefined
    ? []
    : Object.entries<TSchema>(mappings[0].properties).filter(([, property]) => !omissible(property));
}
