/** The texts that may stand at a place, each with what it means. */
import * as Type from "typebox";
import type { TSchema } from "typebox";
import { isMetricId, metrics } from "../evaluation/metrics";
import { closedTexts, keyword } from "../experiment/forms";
import { isSchemeId, schemes } from "../sparsity/schemes";
import type { Locale } from "../template";
import { explanation } from "./explanations";
import { phrase } from "./phrases";
import { formsIn, mappingForms } from "./grammar";
import type { Slot } from "./slot";

export interface Choice {
  readonly text: string;
  readonly title?: string;
  readonly description: string;
  /** Where it comes from, and what its values mean. */
  readonly facts?: string;
}

export function choicesAt(
  { schema, path, mapping }: Pick<Slot, "schema" | "path" | "mapping">,
  locale: Locale,
): Choice[] {
  if (schema === undefined) return [];
  const name = path.at(-1) ?? "";
  // A key that tells mappings apart is explained in each of them; so is a text that is short for one of them.
  const explaining = [
    ...formsIn(schema),
    ...(mapping?.allForms ?? []).flatMap(({ properties }) => properties[name] ?? []),
    ...mappingForms(schema).flatMap(({ properties }) => Object.values<TSchema>(properties)),
  ];
  const texts = [...new Set(formsIn(schema).flatMap((form) => closedTexts(form) ?? []))];
  return texts.map((text) => choiceOf(name, text, explaining, locale));
}

function choiceOf(name: string, text: string, explaining: readonly TSchema[], locale: Locale): Choice {
  if (name === "scheme" && isSchemeId(text)) {
    const { title, summary, source } = schemes[text];
    return {
      text,
      title: explanation(title, locale),
      description: explanation(summary, locale),
      facts: phrase("scheme.source", { source }, locale),
    };
  }
  if (name === "evaluate" && isMetricId(text)) {
    const { title, definition } = metrics[text];
    return {
      text,
      title: explanation(title, locale),
      description: explanation(definition, locale),
      facts: metricFacts(text, locale),
    };
  }
  const descriptions = explaining.flatMap((schema) => descriptionIn(schema, text) ?? []);
  return { text, description: explanation(descriptions[0] ?? "", locale) };
}

function metricFacts(id: keyof typeof metrics, locale: Locale): string {
  const { range, unit, better, source } = metrics[id];
  const [low, high] = range.map((limit) => (limit === Infinity ? "∞" : String(limit)));
  const direction = better === undefined ? {} : { better: phrase(`metric.${better}`, {}, locale) };
  return phrase("metric.facts", { low: low!, high: high!, source, ...direction, ...(unit && { unit }) }, locale);
}

function descriptionIn(schema: TSchema, text: string): string | undefined {
  if (Type.IsLiteral(schema) && schema.const === text) return textOf(keyword(schema, "description"));
  const descriptions = keyword(schema, "enumDescriptions");
  const index = closedTexts(schema)?.indexOf(text) ?? -1;
  return index >= 0 && Array.isArray(descriptions) ? textOf(descriptions[index]) : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
