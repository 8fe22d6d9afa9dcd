import type { Summary } from "../core/language/contract";
import { phrase } from "../core/language/phrases";
import { runsExplained, runsWords } from "../core/language/summary";
import type { Locale } from "../core/template";
import type { Reading } from "./analyses";

/** What an experiment comes to, for the status bar. */
export function statusOf(uri: string, reading: Reading, locale: Locale): Summary {
  const summary = reading.summary();
  if (summary !== undefined) return { uri, text: runsWords(summary, locale), tooltip: runsExplained(summary, locale) };
  return { uri, text: phrase("grid.unknown", {}, locale), tooltip: phrase("grid.unknown.explained", {}, locale) };
}
