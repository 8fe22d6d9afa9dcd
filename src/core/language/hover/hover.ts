/** What the word under the pointer means, and what it comes to in this file. */
import { isAlias } from "yaml";
import type { Span } from "../../problem";
import type { Locale } from "../../template";
import { anchorAt } from "../anchors";
import type { LanguageDocument } from "../document";
import { code, fenced } from "../markdown";
import { phrase } from "../phrases";
import { mergeKey, slotAt, type Slot } from "../slot";
import { dataWords } from "./data";
import { densityWords } from "./densities";
import { choiceWords, keyWords } from "./keys";
import { layerWords } from "./layers";
import { gridWords } from "./lists";
import { modelsWords } from "./models";
import { schemeWords } from "./schemes";
import type { HoverContext, Words } from "./words";

export interface Hover {
  readonly span: Span;
  readonly markdown: string;
}

/** Undefined where there is nothing to say. */
export function hover(document: LanguageDocument, offset: number, context: HoverContext): Hover | undefined {
  const { yaml, kind } = document;
  const slot = slotAt(yaml, kind, { start: offset, end: offset });
  const { span, words } = anchorWords(document, offset, context.locale) ?? { span: undefined, words: [] };
  const parts = [...words, ...(slot === undefined ? [] : slotWords(document, slot, context))];
  const place = span ?? (slot && yaml.span(slot.node));
  const markdown = parts.filter((part) => part !== "").join("\n\n");
  return place === undefined || markdown === "" ? undefined : { span: place, markdown };
}

function slotWords(document: LanguageDocument, slot: Slot, context: HoverContext): readonly string[] {
  if (slot.path.at(-1) === mergeKey || slot.schema === undefined) return [];
  const wordsOf = (...aspects: readonly Words[]) => aspects.flatMap((aspect) => aspect(document, slot, context));
  const grid = wordsOf(gridWords);
  if (slot.role === "key") return [...wordsOf(keyWords, modelsWords, dataWords, layerWords), ...grid];
  const own = wordsOf(choiceWords, densityWords, schemeWords, modelsWords, dataWords, layerWords);
  return [...(own.length > 0 || isAlias(slot.node) ? own : wordsOf(keyWords)), ...grid];
}

/** What an anchor or an alias of it stands for. */
function anchorWords(
  document: LanguageDocument,
  offset: number,
  locale: Locale,
): { readonly span: Span; readonly words: readonly string[] } | undefined {
  const anchor = anchorAt(document, offset);
  if (anchor === undefined) return undefined;
  const { name, node, span, aliases } = anchor;
  const value = document.yaml.span(node);
  const meant = fenced(document.text.slice(value.start, value.end));
  const alias = aliases.find(({ start, end }) => start - 1 <= offset && offset <= end);
  const place = alias ?? span;
  const words =
    alias === undefined
      ? phrase("hover.anchor", { anchor: code(`&${name}`), count: aliases.length }, locale)
      : phrase("hover.alias", { alias: code(`*${name}`) }, locale);
  return { span: { start: place.start - 1, end: place.end }, words: [words, meant] };
}
