import type { Connection } from "vscode-languageserver/node";
import type { FileText } from "../core/experiment/lookup";
import { fileTextMethod, isFileTextAnswer, type FileTextRequest } from "../core/language/contract";
import { placeOf } from "./places";
import { tell } from "./tell";

/** Texts of files that only the editor can read, asked for once and kept until they change. */
export interface TextsElsewhere {
  /** Unknown as long as there is no answer; when it comes, `onAnswer` is told. */
  readonly textOf: (uri: string) => FileText;
  readonly forget: (places: readonly string[]) => void;
}

export function textsElsewhere(connection: Connection, onAnswer: (place: string) => void): TextsElsewhere {
  const known = new Map<string, { readonly file: FileText }>();
  return {
    textOf(uri) {
      const place = placeOf(uri);
      const asked = known.get(place);
      if (asked !== undefined) return asked.file;
      const waiting: { readonly file: FileText } = { file: "unknown" };
      known.set(place, waiting);
      const request: FileTextRequest = { uri };
      const answered = connection.sendRequest(fileTextMethod, request).then((answer: unknown) => {
        // Changed meanwhile: then it is asked for again.
        if (known.get(place) !== waiting || !isFileTextAnswer(answer)) return;
        known.set(place, { file: answer });
        onAnswer(place);
      });
      tell(answered);
      return waiting.file;
    },
    forget(places) {
      for (const place of places) known.delete(place);
    },
  };
}
