/** The right value in other clothing: a number in quotes, a text that is a list of one, a word for true. */
import type { TSchema } from "typebox";
import * as Value from "typebox/value";
import { closedTexts } from "../../experiment/forms";
import { nearest } from "../../nearest";
import { mappingForms, plainForms } from "../grammar";
import { slotAt } from "../slot";
import { valueText } from "../valueText";
import { change, type Fixer } from "./draft";
import { quoteOf, wordOf, type Site } from "./site";

/** `"0.1"`, in digits of any width. */
export const asNumber: Fixer = (site) => {
  const value = numberIn(site);
  return value === undefined ? [] : change(site.problem.span, String(value));
};

/** `"3"` and `"3.0"`. */
export const asInteger: Fixer = (site) => {
  const value = numberIn(site);
  return Number.isSafeInteger(value) ? change(site.problem.span, String(value)) : [];
};

/** `yes` and `"true"`. */
export const asBoolean: Fixer = (site) => {
  const value = booleanIn(site);
  return value === undefined ? [] : change(site.problem.span, String(value));
};

/** A folder may be called 2024, but no model is called 20. */
export const asText: Fixer = (site) => {
  const word = wordOf(site);
  if (word === undefined || word.value === "" || site.problem.args.key === "model") return [];
  return change(site.problem.span, JSON.stringify(site.source));
};

/** One value, or several with commas between them. */
export const asList: Fixer = (site) => {
  const { source, problem } = site;
  if (wordOf(site) === undefined || !/^(?:"[^"\\]*"|'[^']*'|\w[\w .,/+-]*)$/.test(source)) return [];
  return change(problem.span, `[${source}]`);
};

/** `optimizer: sgd` is short for its only key that may be sgd. */
export const asMapping: Fixer = (site) => {
  const value = wordOf(site)?.value;
  const keys = mappingForms(schemaAt(site)).flatMap(({ properties }) =>
    Object.keys(properties).filter((key) => closedTexts(properties[key])?.some((text) => text === value)),
  );
  const [key, ...others] = new Set(keys);
  if (key === undefined || others.length > 0) return [];
  return change(site.problem.span, valueText({ [key]: value }, quoteOf(site.source)));
};

/** Whatever the schema of a layer's setting takes. */
export const asSetting: Fixer = (site) => {
  const { problem, source } = site;
  const schema = schemaAt(site);
  const value = [numberIn(site), booleanIn(site)].find((each) => each !== undefined && Value.Check(schema, each));
  if (value !== undefined) return change(problem.span, String(value));
  const word = wordOf(site)?.value;
  const known = plainForms(schema).flatMap((form) => closedTexts(form) ?? []);
  const near = typeof word === "string" ? nearest(word, known) : undefined;
  return near === undefined ? [] : change(problem.span, valueText(near, quoteOf(source)));
};

function schemaAt({ document, problem }: Site): TSchema {
  return slotAt(document.yaml, document.kind, problem.span)?.schema ?? {};
}

function numberIn(site: Site): number | undefined {
  const text = plainText(site);
  const isNumber = text !== undefined && /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text.replaceAll("_", ""));
  const value = isNumber ? Number(text.replaceAll("_", "")) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

function booleanIn(site: Site): boolean | undefined {
  const text = plainText(site) ?? String(wordOf(site)?.value);
  if (/^(?:true|yes|y|on|1)$/i.test(text)) return true;
  return /^(?:false|no|n|off|0)$/i.test(text) ? false : undefined;
}

/** A text in ordinary characters: full-width ones are what Japanese keyboards give. */
function plainText(site: Site): string | undefined {
  const value = wordOf(site)?.value;
  return typeof value === "string" ? value.normalize("NFKC").trim() : undefined;
}
