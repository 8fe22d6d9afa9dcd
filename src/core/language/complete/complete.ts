/** Completion: what may be written where the cursor is, in files that are whole and in broken ones. */
import { isAlias } from "yaml";
import type { LanguageDocument } from "../document";
import { mergeKey } from "../slot";
import { formatsNamed } from "../usual";
import { anchorOffers, mergeOffers } from "./anchors";
import { placed, type AssistContext, type Completion, type Offer } from "./completion";
import { cursorAt } from "./cursor";
import { keyOffers } from "./keys";
import { templateOffers } from "./templates";
import { valueOffers, type Request } from "./values";

/** What may be written there, the likeliest first; what is written already may go on with any of it. */
export function completions(document: LanguageDocument, offset: number, context: AssistContext): Completion[] {
  const { text, kind } = document;
  const cursor = cursorAt(kind, text, offset);
  if (cursor === undefined || /[\r\n]/.test(text.slice(cursor.span.start, cursor.span.end))) return [];
  const newline = /\r\n|\n|\r/.exec(text)?.[0] ?? "\n";
  const wording = { locale: context.locale, formats: formatsNamed(document.yaml), newline };
  return placed(cursor, text, offersAt({ document, cursor, context, wording }));
}

function offersAt(request: Request): Offer[] {
  const { document, cursor, wording } = request;
  const { role, node, path, mapping } = cursor;
  if (isAlias(node) || path.at(-1) === mergeKey) return anchorOffers(cursor, document.text);
  if (role === "key") return [...keyOffers(cursor, wording), ...mergeOffers(cursor, wording.locale)];
  const isWholeFile = path.length === 0 && mapping === undefined && cursor.fresh && cursor.column === 0;
  return [
    ...valueOffers(request),
    ...(isWholeFile ? templateOffers(document.kind, wording.newline, wording.locale) : []),
  ];
}
