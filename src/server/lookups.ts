import type { FileText, Lookup } from "../core/experiment/lookup";
import type { DataChoice } from "../core/experiment/plan";
import { lookupBeside } from "../store/lookup";
import { isUriLike, pathOf, placeOf, uriBeside, uriOf } from "./places";

/** What a text refers to, by place: model files, and folders of data. */
export type References = ReadonlyMap<string, Reference>;

export interface Reference {
  readonly uri: string;
  readonly kind: "file" | "folder";
}

/** Texts that are not, or not only, on the disk. */
export interface Texts {
  /** Of a document that is open in the editor: it counts more than what was saved. By place. */
  readonly open: (place: string) => string | undefined;
  /** Of a file that only the editor can read; unknown as long as it has not answered. */
  readonly elsewhere: (uri: string) => FileText;
}

/** A lookup for the text of one document, and what has been looked up with it. */
export function lookupFor(uri: string, texts: Texts): { readonly lookup: Lookup; readonly references: References } {
  const path = pathOf(uri);
  const references = new Map<string, Reference>();
  const note = (found: string, kind: Reference["kind"]) => {
    references.set(placeOf(found), { uri: found, kind });
  };
  const lookup = path === undefined ? lookupElsewhere(uri, texts, note) : lookupOnDisk(path, texts, note);
  return { lookup, references };
}

/** The URI of what a lookup has resolved: a path on this machine, or a URI already. */
export function uriOfLookup(resolved: string): string {
  return /^[a-z][\w+.-]+:/i.test(resolved) ? resolved : uriOf(resolved);
}

type Note = (uri: string, kind: Reference["kind"]) => void;

function lookupOnDisk(path: string, texts: Texts, note: Note): Lookup {
  const disk = lookupBeside(path);
  const noteData = (choice: DataChoice) => {
    if (choice.format !== "builtin") note(uriOf(choice.path), "folder");
  };
  return {
    resolve: disk.resolve,
    readText(file) {
      note(uriOf(file), "file");
      return openedIn(texts, file) ?? disk.readText(file);
    },
    classCount(folder) {
      note(uriOf(folder), "folder");
      return disk.classCount(folder);
    },
    dataProblem(choice) {
      noteData(choice);
      return disk.dataProblem(choice);
    },
    imageCounts(choice) {
      noteData(choice);
      return disk.imageCounts?.(choice);
    },
    testImagesProblem(choice) {
      noteData(choice);
      return disk.testImagesProblem(choice);
    },
    memoryBytes: disk.memoryBytes,
  };
}

/** Of a document that is no file on this machine, nothing can be known but the model files beside it. */
function lookupElsewhere(document: string, texts: Texts, note: Note): Lookup {
  return {
    resolve: (path) => uriBeside(document, path) ?? path,
    readText(file) {
      if (!isUriLike(document, file)) return "unknown";
      note(file, "file");
      return openedIn(texts, placeOf(file)) ?? texts.elsewhere(file);
    },
    classCount: () => "unknown",
    dataProblem: () => undefined,
    testImagesProblem: () => undefined,
    memoryBytes: () => undefined,
  };
}

function openedIn({ open }: Texts, place: string): FileText | undefined {
  const text = open(place);
  return text === undefined ? undefined : { text };
}
