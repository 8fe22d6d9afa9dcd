import { isScalar } from "yaml";
import type { Locale } from "../../template";
import type { LanguageDocument } from "../document";
import type { Slot } from "../slot";
import type { GridSummary } from "../summary";

export interface HoverContext {
  readonly locale: Locale;
  /** Of the whole file; undefined where it has errors. */
  readonly summary: GridSummary | undefined;
}

/** An aspect of what stands somewhere, as paragraphs of Markdown; none where there is nothing to say of it. */
export type Words = (document: LanguageDocument, slot: Slot, context: HoverContext) => readonly string[];

/** A single value, or the one an alias stands for. */
export function valueOf({ yaml }: LanguageDocument, { node }: Slot): unknown {
  const target = yaml.target(node);
  return isScalar(target) ? target.value : undefined;
}
