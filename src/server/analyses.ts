import type { TextDocument } from "vscode-languageserver-textdocument";
import type { LanguageDocument, readDocument } from "../core/language/document";
import type { Graph } from "../core/model/graph";
import { gridSummary, type GridSummary } from "../core/language/summary";
import { kindOf } from "./kinds";
import { lookupFor, type References, type Texts } from "./lookups";

/** What is known of a text. */
export interface Reading {
  readonly document: LanguageDocument;
  /** Reckoned when it is first asked for; undefined for a model, and for an experiment that cannot be run as it is. */
  readonly summary: () => GridSummary | undefined;
}

/** What is known of the open texts. Each is read once, and again when it or what it refers to has changed. */
export interface Analyses {
  /** Undefined for a document of another language. */
  readonly of: (open: TextDocument) => Reading | undefined;
  /** Has those read again that refer to one of these places. @returns their URIs */
  readonly outdate: (places: readonly string[]) => readonly string[];
  readonly forget: (uri: string) => void;
  /** Of all open texts together. */
  readonly references: () => References;
}

export function keepAnalyses(read: typeof readDocument, texts: Texts): Analyses {
  const known = new Map<string, Reading & { readonly references: References }>();
  const outdated = new Set<string>();
  const networks = new Map<string, Graph>();
  return {
    of(open) {
      const kind = kindOf(open.languageId, open.uri);
      if (kind === undefined) return undefined;
      const text = open.getText();
      const last = known.get(open.uri);
      const isOutdated = outdated.delete(open.uri);
      if (last?.document.text === text && !isOutdated) return last;
      const { lookup, references } = lookupFor(open.uri, texts);
      if (networks.size > enoughNetworks) networks.clear();
      const document = read(kind, text, { ...lookup, networks });
      const reading = { document, references, summary: once(() => summaryOf(document)) };
      known.set(open.uri, reading);
      return reading;
    },
    outdate(places) {
      const uris = [...known].flatMap(([uri, { references }]) => (concerned(references, places) ? [uri] : []));
      for (const uri of uris) outdated.add(uri);
      return uris;
    },
    forget(uri) {
      known.delete(uri);
      outdated.delete(uri);
    },
    references: () => new Map([...known.values()].flatMap(({ references }) => [...references])),
  };
}

/** More than the files that are open at once name. */
const enoughNetworks = 100;

function summaryOf(document: LanguageDocument): GridSummary | undefined {
  if (document.kind !== "experiment" || document.experiment === undefined) return undefined;
  return gridSummary(document.experiment);
}

function once<T>(reckon: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: reckon() }).value;
}

/** A folder changes with what lies directly in it. */
function concerned(references: References, places: readonly string[]): boolean {
  return places.some(
    (place) => references.has(place) || references.get(place.replace(/[\\/][^\\/]*$/, ""))?.kind === "folder",
  );
}
