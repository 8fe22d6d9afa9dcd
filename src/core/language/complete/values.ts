/** Values, by what the schema and the rest of the file say. */
import * as Type from "typebox";
import type { TSchema } from "typebox";
import { isScalar } from "yaml";
import { folderFormatIds, type FolderFormatId } from "../../data/formats";
import { closedTexts, keyword } from "../../experiment/forms";
import { isRecord } from "../../record";
import { phrase } from "../phrases";
import { choicesAt, type Choice } from "../choices";
import type { LanguageDocument } from "../document";
import { examplesAt } from "../examples";
import { formsIn, isNumeric, isWithinRange, listForm, mappingForms, plainForms, rangeForms } from "../grammar";
import { usualValue } from "../usual";
import { quoted, valueText } from "../valueText";
import { literally, type AssistContext, type Offer } from "./completion";
import type { Cursor } from "./cursor";
import { folderOffers, usualFolder } from "./folders";
import { firstKeyOffers, withStop, type Wording } from "./keys";
import { modelOffers } from "./models";
import { numberChoices } from "./numbers";

export interface Request {
  readonly document: LanguageDocument;
  readonly cursor: Cursor;
  readonly context: AssistContext;
  readonly wording: Wording;
}

export function valueOffers(request: Request): Offer[] {
  const { cursor, document } = request;
  const { schema } = cursor;
  if (schema === undefined) return [];
  const list = listForm(schema);
  const isNew = cursor.list === undefined;
  const offers =
    list !== undefined && plainForms(schema).length === 0
      ? listOffers(request, schema, Type.IsArray(list) ? list.items : undefined)
      : [
          ...itemOffers(request, schema),
          ...rangeOffers(request, schema),
          ...(isNew ? axisOffers(request, schema) : []),
        ];
  // Layers may repeat.
  const written = document.kind === "experiment" ? listed(cursor) : [];
  return offers.filter(({ label }, index) => {
    return !written.includes(label) && offers.findIndex((other) => other.label === label) === index;
  });
}

/** One value, or one item of a list. */
function itemOffers(request: Request, schema: TSchema): Offer[] {
  const { cursor, context, document, wording } = request;
  const isModel = document.kind === "experiment" && cursor.path.join(".") === "model";
  const keys = firstKeyOffers({ ...cursor, schema }, wording);
  const values = [
    ...(isModel ? modelOffers(document, cursor.typed, cursor.quote, context) : []),
    ...folderOffers(cursor, context),
    ...singleOffers(request, schema),
    ...wholeOffers(request, schema),
  ];
  // Layers with weights come first.
  return document.kind === "model" ? [...keys, ...values] : [...values, ...keys];
}

/** A list by nature: whole ones, then each item that may begin one. */
function listOffers(request: Request, schema: TSchema, item: TSchema | undefined): Offer[] {
  const { cursor, wording } = request;
  const { fresh, column, quote, path } = cursor;
  const isOpen = item !== undefined && keyword(schema, "minItems") === undefined;
  const usual = wording.formats.map((format) => usualValue(cursor, format));
  const whole = [...usual, ...examplesAt(path), ...(isOpen ? [[]] : [])].filter(Array.isArray);
  const items =
    item === undefined
      ? []
      : itemOffers({ ...request, cursor: fresh ? { ...cursor, column: column + 2 } : cursor }, item);
  return [
    ...whole.map((value: readonly unknown[]): Offer => {
      const detail = usual.includes(value) ? phrase("value.usual", {}, wording.locale) : undefined;
      return { label: valueText(value), kind: "value", body: literally(valueText(value, quote)), detail };
    }),
    ...rangeOffers(request, schema),
    ...items.map((offer) => ({ ...offer, body: fresh ? `- ${offer.body}` : `[${withStop(offer.body)}]` })),
  ];
}

/** Mappings as they are often written, where they go on one line. */
function wholeOffers({ cursor }: Request, schema: TSchema): Offer[] {
  const { fresh, path, quote } = cursor;
  if (fresh || mappingForms(schema).length === 0) return [];
  return examplesAt(path)
    .filter(isRecord)
    .map((value) => ({ label: valueText(value), kind: "value", body: literally(valueText(value, quote)) }));
}

function rangeOffers({ document, wording: { locale } }: Request, schema: TSchema): Offer[] {
  if (document.kind !== "experiment" || rangeForms(schema).length === 0) return [];
  const steps = { step: phrase("value.range", {}, locale), times: phrase("value.rangeTimes", {}, locale) };
  return Object.entries(steps).map(([step, detail]) => ({
    label: `{ from, to, ${step} }`,
    kind: "value",
    body: `{ from: \${1}, to: \${2}, ${step}: \${3} }`,
    detail,
  }));
}

/** Several values where one is expected. */
function axisOffers({ document, cursor, wording }: Request, schema: TSchema): Offer[] {
  const { fresh, path, quote } = cursor;
  const isSingle = path.length === 0 || isWithinRange(schema) || formsIn(schema).every(Type.IsLiteral);
  if (document.kind !== "experiment" || isSingle) return [];
  const detail = phrase("value.axis", {}, wording.locale);
  const values = examplesAt(path).filter((value) => !isRecord(value) && !Array.isArray(value));
  const whole = values.length > 1 ? [{ label: valueText(values), body: literally(valueText(values, quote)) }] : [];
  const open = { label: "[…]", body: fresh ? "- $0" : "[$0]", again: true };
  return [...whole, open].map((offer) => ({ ...offer, kind: "value", detail }));
}

/** Single values. */
function singleOffers(request: Request, schema: TSchema): Offer[] {
  const { document, cursor, wording } = request;
  const { locale, formats } = wording;
  const choices = choicesAt({ ...cursor, schema }, locale).map((choice) => choiceOffer(cursor, choice, wording));
  const forms = plainForms(schema);
  const fixed = forms.flatMap((form) => (Type.IsLiteral(form) && closedTexts(form) === undefined ? [form.const] : []));
  const usual = formats.map((format) => usualValue({ ...cursor, schema }, format));
  const flags = forms.some(Type.IsBoolean) ? [true, false] : [];
  const plain = [...fixed, ...flags].map((value): Offer => {
    const detail = usual.includes(value) ? phrase("value.usual", {}, locale) : undefined;
    return { label: String(value), kind: "value", body: String(value), detail };
  });
  const numbers = forms.some(isNumeric) ? numberChoices(document, cursor, formats, locale) : [];
  return [
    ...plain,
    ...numbers.map(({ value, detail }): Offer => ({
      label: String(value),
      kind: "value",
      body: String(value),
      detail,
    })),
    ...choices,
  ];
}

function choiceOffer(cursor: Cursor, { text, title, description, facts }: Choice, wording: Wording): Offer {
  const documentation = [description, facts].filter((part) => part !== undefined && part !== "").join("\n\n");
  const offer = { label: text, kind: "value", detail: title, documentation } as const;
  const format = folderFormatIds.find((id) => id === text && cursor.path.join(".") === "data");
  return { ...offer, body: format === undefined ? quoted(text, cursor.quote) : folderData(cursor, format, wording) };
}

/** Data in files are a mapping: their format and their folder. */
function folderData({ fresh, column, quote }: Cursor, format: FolderFormatId, { newline }: Wording): string {
  const folder = literally(quoted(usualFolder(format), quote));
  const pairs = [`${quoted("format", quote)}: ${quoted(format, quote)}`, `${quoted("path", quote)}: \${1:${folder}}`];
  return fresh ? pairs.join(`${newline}${" ".repeat(column)}`) : `{ ${pairs.join(", ")} }`;
}

/** What the list around the cursor holds already. */
function listed({ list, node }: Cursor): readonly string[] {
  const others = (list?.items ?? []).filter((item) => item !== node && isScalar(item));
  return others.map((item) => (isScalar(item) ? String(item.value) : ""));
}
