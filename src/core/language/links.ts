import type { Scalar } from "yaml";
import { folderFormatIds } from "../data/formats";
import { isModelPath } from "../experiment/resolveModel";
import type { Span } from "../problem";
import type { LanguageDocument } from "./document";
import { holds } from "./places";
import { valuesAt, wordSpan } from "./values";

/** A path in a text, and what it leads to. */
export interface Link {
  readonly span: Span;
  readonly kind: "file" | "folder";
  /** Absolute. */
  readonly path: string;
}

const folderKeys = [["data", "path"], ...folderFormatIds.map((format) => ["evaluation", "outliers", format])];

/** The model files and data folders that an experiment names, but those known not to be there. */
export function links(document: LanguageDocument): readonly Link[] {
  if (document.kind !== "experiment") return [];
  const { yaml, lookup, problems } = document;
  const unusable = problems.filter(({ code }) => code === "data-unusable");
  const link = (kind: Link["kind"], node: Scalar): Link[] =>
    typeof node.value === "string" && node.value !== ""
      ? [{ span: wordSpan(document, node), kind, path: lookup.resolve(node.value) }]
      : [];
  return [
    ...valuesAt(yaml, ["model"])
      .filter(({ value }) => typeof value === "string" && isModelPath(value))
      .flatMap((node) => link("file", node))
      .filter(({ path }) => lookup.readText(path) !== "missing"),
    ...folderKeys
      .flatMap((keys) => valuesAt(yaml, keys))
      .flatMap((node) => link("folder", node))
      .filter(({ span }) => !unusable.some((problem) => holds(problem.span, span))),
  ];
}
