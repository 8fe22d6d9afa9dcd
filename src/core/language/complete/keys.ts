/** Keys that are not written yet, the ones that must be there first. */
import type { TObject, TSchema } from "typebox";
import type { DataFormatId } from "../../data/formats";
import { discriminator, keysOf, numericKeyword, omissible, propertyOf } from "../../experiment/forms";
import { declarationOf, descriptionOf, usualWords } from "../keyWords";
import type { Locale } from "../../template";
import { isPart, mappingForms } from "../grammar";
import { typeWords } from "../typeWords";
import { quoted } from "../valueText";
import type { Offer } from "./completion";
import type { Cursor } from "./cursor";
import { openingOf } from "./openings";

export interface Wording {
  readonly locale: Locale;
  /** Of the data in the file. */
  readonly formats: readonly DataFormatId[];
  /** What ends a line there. */
  readonly newline: string;
}

/** At a key. */
export function keyOffers(cursor: Cursor, wording: Wording): Offer[] {
  const { mapping, node } = cursor;
  if (mapping === undefined) return [];
  const own = cursor.yaml.span(node).start;
  const written = mapping.pairs.filter(({ key }) => key.start !== own).map(({ name }) => name);
  const most = Math.min(...mapping.forms.map((form) => numericKeyword(form, "maxProperties") ?? Infinity));
  if (written.length >= most) return [];
  const missing = keysOf(mapping.forms).filter((name) => !written.includes(name));
  return offersFor(cursor, wording, mapping.forms, missing, cursor.path.slice(0, -1));
}

/** At a value that may be a mapping: its first key, in braces unless it has a line of its own. */
export function firstKeyOffers(cursor: Cursor, wording: Wording): Offer[] {
  const forms = cursor.schema === undefined ? [] : mappingForms(cursor.schema);
  const offers = offersFor(cursor, wording, forms, keysOf(forms), cursor.path);
  return cursor.fresh ? offers : offers.map((offer) => ({ ...offer, body: `{ ${withStop(offer.body)} }` }));
}

function offersFor(
  cursor: Cursor,
  { locale, formats, newline }: Wording,
  forms: readonly TObject[],
  names: readonly string[],
  above: readonly string[],
): Offer[] {
  const partial = cursor.partial || forms.some(isPart);
  const offers = names.map((name): Offer & { readonly isNeeded: boolean } => {
    const schema: TSchema = propertyOf(forms, name)!;
    const path = [...above, name];
    const key = quoted(name, cursor.quote);
    const around = { ...cursor, path, newline, flow: !cursor.fresh };
    const { body, again } = cursor.colon ? { body: "", again: false } : openingOf(schema, around);
    const type = typeWords(schema, locale);
    const declaration = declarationOf(forms, name)!;
    return {
      label: name,
      kind: "key",
      body: `${key}${body}`,
      again,
      detail: usualWords({ path, schema: declaration, partial }, formats, locale),
      documentation: [descriptionOf(declaration, forms, name, locale), type].filter((part) => part !== "").join("\n\n"),
      isNeeded: (!partial && !omissible(schema)) || name === discriminator(forms),
    };
  });
  return [...offers.filter(({ isNeeded }) => isNeeded), ...offers.filter(({ isNeeded }) => !isNeeded)];
}

/** Writing goes on within what is put around it. */
export function withStop(body: string): string {
  return body.includes("$") ? body : `${body}$0`;
}
