import type { TextDocument } from "vscode-languageserver-textdocument";
import type { LanguageDocument, readDocument } from "../core/language/document";
import { kindOf } from "./kinds";
import { lookupFor, type References, type Texts } from "./lookups";

/** What is known of the open texts. Each is read once, and again when it or what it refers to has changed. */
export interface Analyses {
  /** Undefined for a document of another language. */
  readonly of: (open: TextDocument) => LanguageDocument | undefined;
  /** Has those read again that refer to one of these places. @returns their URIs */
  readonly outdate: (places: readonly string[]) => readonly string[];
  readonly forget: (uri: string) => void;
  /** Of all open texts together. */
  readonly references: () => References;
}

export function keepAnalyses(read: typeof readDocument, texts: Texts): Analyses {
  const known = new Map<string, { readonly document: LanguageDocument; readonly references: References }>();
  return {
    of(open) {
      const kind = kindOf(open.languageId, open.uri);
      if (kind === undefined) return undefined;
      const text = open.getText();
      const last = known.get(open.uri)?.document;
      if (last?.text === text) return last;
      const { lookup, references } = lookupFor(open.uri, texts);
      const document = read(kind, text, lookup);
      known.set(open.uri, { document, references });
      return document;
    },
    outdate(places) {
      const uris = [...known].flatMap(([uri, { references }]) => (concerned(references, places) ? [uri] : []));
      for (const uri of uris) known.delete(uri);
      return uris;
    },
    forget: (uri) => void known.delete(uri),
    references: () => new Map([...known.values()].flatMap(({ references }) => [...references])),
  };
}

/** A folder changes with what lies directly in it. */
function concerned(references: References, places: readonly string[]): boolean {
  return places.some(
    (place) => references.has(place) || references.get(place.replace(/[\\/][^\\/]*$/, ""))?.kind === "folder",
  );
}
