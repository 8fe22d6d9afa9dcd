/** Folders of data files: what is there under which name, how large it is unzipped, and its contents. */
import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { gunzip, gunzipSync } from "node:zlib";
import { DataError } from "../core/data/dataError";
import type { DataFile, FileFormat, SplitCounts, Splits } from "../core/data/format";

/** What a folder holds, as far as file names and sizes tell; the sentence is for people. */
export type FolderReport =
  | { readonly usable: true; readonly counts: SplitCounts; readonly sentence: string }
  | { readonly usable: false; readonly sentence: string };

/** Whether `folder` holds a data set of this format. Looks at sizes only; `readDataFolder` checks the contents too. */
export function describeDataFolder(format: FileFormat, folder: string): FolderReport {
  try {
    const found = locate(format, folder);
    const sizes = new Map(found.map((file) => [file.name, unzippedSize(file, format)]));
    const counts = format.count(sizes);
    const used = found.map(({ path }) => basename(path)).join(", ");
    const sentence = `${format.title}: ${images(counts.train, "training")} and ${images(counts.test, "test")} (${used}).`;
    return { usable: true, counts, sentence };
  } catch (error) {
    return { usable: false, sentence: dataErrorIn(folder, error).message };
  }
}

/**
 * All images in a folder.
 *
 * @param onFile told how many of how many files have been read
 * @throws DataError when a file is missing, unreadable or damaged; its message begins with the folder
 */
export async function readDataFolder(
  format: FileFormat,
  folder: string,
  onFile: (done: number, total: number) => void,
): Promise<Splits> {
  try {
    const found = locate(format, folder);
    const files = new Map<string, Uint8Array>();
    for (const file of found) {
      files.set(file.name, await unzipped(file, format));
      onFile(files.size, found.length);
    }
    return format.parse(files);
  } catch (error) {
    throw dataErrorIn(folder, error);
  }
}

interface LocatedFile extends DataFile {
  readonly path: string;
  /** On disk. */
  readonly size: number;
}

function locate(format: FileFormat, folder: string): LocatedFile[] {
  const needed = format.files.map(({ name }) => name).join(", ");
  const what = statSync(folder, { throwIfNoEntry: false });
  if (what === undefined) {
    throw new DataError(`there is no such folder; ${format.title} needs one with ${needed}: get ${format.source}.`);
  }
  if (!what.isDirectory()) {
    throw new DataError(`this is a file, but ${format.title} needs the folder it unpacks to, with ${needed}.`);
  }
  return format.files.flatMap((file) => {
    const names = [file.name, ...file.aliases].flatMap((name) => [name, `${name}.gz`]);
    for (const path of names.map((name) => join(folder, name))) {
      const entry = statSync(path, { throwIfNoEntry: false });
      if (entry?.isFile()) return [{ ...file, path, size: entry.size }];
    }
    return [];
  });
}

async function unzipped(file: LocatedFile, format: FileFormat): Promise<Uint8Array> {
  const bytes = await readFile(file.path);
  if (!isGzip(bytes)) return bytes;
  try {
    return await promisify(gunzip)(bytes);
  } catch (error) {
    throw damagedGzip(file, format, error);
  }
}

/** Without unzipping wherever possible: a gzip file's last four bytes are its content's size. */
function unzippedSize(file: LocatedFile, format: FileFormat): number {
  const handle = openSync(file.path, "r");
  try {
    const ends = Buffer.alloc(6);
    readSync(handle, ends, 0, 2, 0);
    if (!isGzip(ends)) return file.size;
    readSync(handle, ends, 2, 4, Math.max(0, file.size - 4));
    if (ends.readUInt32LE(2) === file.bytes) return file.bytes;
  } finally {
    closeSync(handle);
  }
  // Not the published size: a smaller set, or a file that ends too early and only seems to name a size.
  try {
    return gunzipSync(readFileSync(file.path)).length;
  } catch (error) {
    throw damagedGzip(file, format, error);
  }
}

/** By its first bytes, since browsers unzip some downloads and keep their names. No data file begins with them. */
function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function damagedGzip(file: LocatedFile, format: FileFormat, cause: unknown): DataError {
  return new DataError(
    `${basename(file.path)} (${file.size.toLocaleString("en")} bytes) cannot be unzipped (${reason(cause)}), but must ` +
      `unzip to ${file.bytes.toLocaleString("en")} bytes; get ${format.source} again.`,
  );
}

/** Says which folder. Whatever the file system refuses is a data set that cannot be read; anything else is a fault. */
function dataErrorIn(folder: string, error: unknown): DataError {
  if (error instanceof DataError) return new DataError(`${folder}: ${error.message}`);
  if (error instanceof Error && "code" in error) return new DataError(`${folder} cannot be read: ${error.message}.`);
  throw error;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function images(count: number, kind: string): string {
  return `${count.toLocaleString("en")} ${kind} ${count === 1 ? "image" : "images"}`;
}
