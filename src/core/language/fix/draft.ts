import type { Span } from "../../problem";
import type { Arguments } from "../../template";
import type { TextEdit } from "../edit";
import type { PhraseId } from "../phrases";
import type { Site } from "./site";

/** A fix before it has words. */
export interface Draft {
  readonly title: PhraseId;
  readonly args: Arguments;
  readonly edits: readonly TextEdit[];
  /** Whether it is most likely what was meant. */
  readonly preferred: boolean;
}

/** What can be done about a problem; nothing where that is not sure. */
export type Fixer = (site: Site) => readonly Draft[];

/** Writes a text at a place instead. */
export function change(span: Span, text: string, preferred = true): readonly Draft[] {
  return [{ title: "fix.change", args: { text }, edits: [{ span, text }], preferred }];
}

/** @param edit absent where there is no safe one */
export function draft(
  title: PhraseId,
  args: Arguments,
  edit: TextEdit | undefined,
  preferred = true,
): readonly Draft[] {
  return edit === undefined ? [] : [{ title, args, edits: [edit], preferred }];
}
