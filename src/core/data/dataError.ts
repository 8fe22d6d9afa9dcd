import type { DataFile, FileStart } from "./format";

/** A data set that is missing or damaged; the message is one sentence for a person. */
export class DataError extends Error {
  override readonly name = "DataError";
}

/** The one sentence for a file that is not there. */
export function missingFile(format: { readonly title: string; readonly source: string }, file: DataFile): DataError {
  return new DataError(
    `${file.name} is missing; ${format.title} needs it (${byteCount(file.bytes)}); get ${format.source}.`,
  );
}

/** Bytes as people read them: 30,730,000 bytes. */
export function byteCount(bytes: number): string {
  return `${bytes.toLocaleString("en")} ${bytes === 1 ? "byte" : "bytes"}`;
}

/** Files read whole, for a format's `count`. */
export function startsOf(files: ReadonlyMap<string, Uint8Array>): Map<string, FileStart> {
  return new Map([...files].map(([name, start]) => [name, { bytes: start.length, start }]));
}
