/** Folders of data files: what is there under which name, how large it is unzipped, and its contents. */
import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { constants, gunzip, gunzipSync, inflateSync } from "node:zlib";
import { DataError } from "../core/data/dataError";
import { startBytes } from "../core/data/format";
import type { DataFile, FileFormat, FileStart, Split, SplitCounts, Splits } from "../core/data/format";
import type { ImageSet } from "../core/data/images";

/** What a folder holds, as far as its files' sizes and first bytes tell; the sentence is for people. */
export type FolderReport =
  | { readonly usable: true; readonly counts: SplitCounts; readonly sentence: string }
  | { readonly usable: false; readonly sentence: string };

/**
 * Whether `folder` holds a data set of this format. Looks at sizes and first bytes only; `readDataFolder` checks the
 * contents too.
 */
export function describeDataFolder(format: FileFormat, folder: string): FolderReport {
  try {
    const found = locate(format, folder);
    const starts = new Map(found.map((file) => [file.name, startOf(file, format)]));
    const counts: SplitCounts = {
      train: format.count(starts, "train", inflate),
      test: format.count(starts, "test", inflate),
    };
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
  const total = format.files.length;
  let done = 0;
  const read = (split: Split) =>
    readDataSplit(format, folder, split, () => {
      onFile(++done, total);
    });
  return { train: await read("train"), test: await read("test") };
}

/**
 * The images of one split, which is all that needs to be there.
 *
 * @param onFile told after each file
 * @throws DataError as `readDataFolder` does
 */
export async function readDataSplit(
  format: FileFormat,
  folder: string,
  split: Split,
  onFile: () => void = () => undefined,
): Promise<ImageSet> {
  try {
    const files = new Map<string, Uint8Array>();
    for (const file of locate(format, folder).filter((file) => file.split === split)) {
      files.set(file.name, await unzipped(file, format));
      onFile();
    }
    return format.parse(files, split, inflate);
  } catch (error) {
    throw dataErrorIn(folder, error);
  }
}

/** What `readDataSplit` would refuse the folder for, as far as sizes and first bytes tell; undefined for nothing. */
export function splitProblem(format: FileFormat, folder: string, split: Split): string | undefined {
  try {
    const files = locate(format, folder).filter((file) => file.split === split);
    format.count(new Map(files.map((file) => [file.name, startOf(file, format)])), split, inflate);
    return undefined;
  } catch (error) {
    return dataErrorIn(folder, error).message;
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

/** Without unzipping all of it wherever possible: a gzip file's last four bytes are its content's size. */
function startOf(file: LocatedFile, format: FileFormat): FileStart {
  const handle = openSync(file.path, "r");
  try {
    const start = readAt(handle, startBytes, 0);
    if (!isGzip(start)) return { bytes: file.size, start };
    const end = readAt(handle, 4, Math.max(0, file.size - 4));
    if (end.length === 4 && end.readUInt32LE() === file.bytes) {
      return { bytes: file.bytes, start: gunzipSync(start, endsEarly) };
    }
    // Not the published size: a smaller set, or a file that ends too early and only seems to name a size.
    const whole = gunzipSync(readFileSync(file.path));
    return { bytes: whole.length, start: whole };
  } catch (error) {
    throw error instanceof Error && "syscall" in error ? error : damagedGzip(file, format, error);
  } finally {
    closeSync(handle);
  }
}

function readAt(handle: number, length: number, position: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(handle, bytes, 0, length, position));
}

/** Makes zlib give what there is of data that end too early, instead of an error. */
const endsEarly = { finishFlush: constants.Z_SYNC_FLUSH };

function inflate(bytes: Uint8Array): Uint8Array {
  return inflateSync(bytes, endsEarly);
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
