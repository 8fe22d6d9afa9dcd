import type { Locale } from "../core/template";

/** The language of the editor, handed to what makes data for views, so that it can be tested without an editor. */
export interface Words {
  readonly locale: Locale;
  /** The English words, `{0}` and the like being its arguments, in that language: `vscode.l10n.t`. */
  readonly say: (english: string, ...args: (string | number)[]) => string;
}
