import type { DocumentKind } from "../core/language/document";

/**
 * What kind of text a document holds: by its language, or by its name where the editor calls it YAML or JSON;
 * undefined for files of others.
 */
export function kindOf(languageId: string, uri: string): DocumentKind | undefined {
  if (languageId === "sparse-experiment" || /\.sparse\.(ya?ml|json)$/i.test(uri)) return "experiment";
  if (languageId === "sparse-model" || /\.model\.ya?ml$/i.test(uri)) return "model";
  return undefined;
}
