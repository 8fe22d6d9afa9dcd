/** A text in the editor, read once; every feature of the experiment language is a function of it. */
import { readExperiment, type ExperimentReading } from "../experiment/read";
import type { Lookup } from "../experiment/lookup";
import type { ModelReading } from "../model/reading";
import { readModel } from "../model/read";
import type { Problem } from "../problem";
import { readYaml, type YamlText } from "../yamlText";

export type DocumentKind = "experiment" | "model";

export type LanguageDocument = ExperimentDocument | ModelDocument;

/** A text as YAML alone. */
export interface YamlSource {
  readonly text: string;
  readonly yaml: YamlText;
}

interface TextRead extends YamlSource {
  readonly problems: readonly Problem[];
  /** What the text refers to, as it was when the text was read. */
  readonly lookup: Lookup;
}

export interface ExperimentDocument extends TextRead, ExperimentReading {
  readonly kind: "experiment";
}

export interface ModelDocument extends TextRead, ModelReading {
  readonly kind: "model";
}

/** Never throws, whatever the text. */
export function readDocument(kind: DocumentKind, text: string, lookup: Lookup): LanguageDocument {
  if (kind === "experiment") return { kind, text, lookup, ...readExperiment(text, lookup) };
  return { kind, text, lookup, yaml: readYaml(text), ...readModel("a.model.yaml", text, {}) };
}
