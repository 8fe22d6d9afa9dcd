import { dataFormats } from "../data/formats";
import { metrics } from "../evaluation/metrics";
import { presetChoice } from "../model/presetNames";
import { layerKinds } from "../model/schema";
import type { Span } from "../problem";
import { schemes } from "../sparsity/schemes";
import { modelFamilies } from "../experiment/schema";
import type { LanguageDocument } from "./document";
import { lexemes } from "./lexemes";
import { symbols, type Entry } from "./symbols";
import { valuesAt, wordSpan } from "./values";

/** What words mean that YAML knows nothing of. */
export const tokenTypes = ["scheme", "metric", "model", "data", "layer", "anchor", "alias"] as const;

export type TokenType = (typeof tokenTypes)[number];

export interface Token {
  readonly span: Span;
  readonly type: TokenType;
}

/** Words to colour by their meaning, in the text's order; what is unknown is none of them. */
export function tokens(document: LanguageDocument): readonly Token[] {
  const words = document.kind === "experiment" ? experimentTokens(document) : layerTokens(symbols(document), document);
  return [...words, ...anchorTokens(document.text)].sort((left, right) => left.span.start - right.span.start);
}

const vocabulary: readonly { path: readonly string[]; type: TokenType; has: (word: string) => boolean }[] = [
  { path: ["prune", "scheme"], type: "scheme", has: (word) => Object.hasOwn(schemes, word) },
  { path: ["evaluate"], type: "metric", has: (word) => Object.hasOwn(metrics, word) },
  { path: ["model"], type: "model", has: (word) => presetChoice(word) !== undefined },
  { path: ["model", "family"], type: "model", has: (word) => modelFamilies.some((family) => family === word) },
  { path: ["data"], type: "data", has: (word) => Object.hasOwn(dataFormats, word) },
  { path: ["data", "format"], type: "data", has: (word) => Object.hasOwn(dataFormats, word) },
];

function experimentTokens(document: LanguageDocument): Token[] {
  return vocabulary.flatMap(({ path, type, has }) =>
    valuesAt(document.yaml, path)
      .filter(({ value }) => typeof value === "string" && has(value))
      .map((node) => ({ type, span: wordSpan(document, node) })),
  );
}

function layerTokens(entries: readonly Entry[], document: LanguageDocument): Token[] {
  return entries.flatMap(({ kind, selection, children }) => {
    const isLayer = kind === "layer" && Object.hasOwn(layerKinds, document.text.slice(selection.start, selection.end));
    return [...(isLayer ? [{ type: "layer" as const, span: selection }] : []), ...layerTokens(children, document)];
  });
}

function anchorTokens(text: string): Token[] {
  return lexemes(text).flatMap(({ type, span }) => (type === "anchor" || type === "alias" ? [{ type, span }] : []));
}
