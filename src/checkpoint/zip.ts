/** The entries of a zip file, found by its directory and unpacked as they are read. */
import { Readable, pipeline } from "node:stream";
import { createInflateRaw, inflateRawSync, constants } from "node:zlib";
import { type Entry, RandomAccessReader, type ZipFile, fromRandomAccessReaderPromise } from "yauzl";
import { CheckpointError } from "./checkpointError";
import { type ByteSource, blockBytes, blocksOf, mostBytes } from "./source";

export interface ZipEntry {
  readonly name: string;
  /** Bytes when unpacked, as the directory says. */
  readonly size: number;
  /** Where its bytes stand in the file, if they are stored as they are. */
  readonly stored: { readonly start: number; readonly end: number } | undefined;
  /** Some of its first bytes. */
  first(): Uint8Array;
  /** All of its bytes, `size` of them. @throws CheckpointError where there are more or fewer */
  bytes(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

const mostEntries = 100_000;
/** Read for an entry's first bytes; unpacked at most 1032 times as many. */
const firstPacked = 2 ** 14;

/**
 * Reads the directory of a zip file.
 *
 * @param wanted which entries are
 * @throws CheckpointError when it is damaged, packed in an unknown way, or unpacks to more than 16 GiB
 */
export async function zipEntries(source: ByteSource, wanted: (name: string) => boolean): Promise<ZipEntry[]> {
  const found: Entry[] = [];
  const zip = await orDamaged(fromRandomAccessReaderPromise(new SourceReader(source), source.size));
  if (zip.entryCount > mostEntries) throw new CheckpointError("zip.entries", { count: zip.entryCount });
  await orDamaged(collect(zip, wanted, found));
  const unpacked = found.reduce((total, entry) => total + entry.uncompressedSize, 0);
  if (unpacked > mostBytes) {
    throw new CheckpointError("zip.large", { bytes: unpacked, most: mostBytes });
  }
  const entries: ZipEntry[] = [];
  for (const entry of found) entries.push(await zipEntry(source, zip, entry));
  return entries;
}

async function collect(zip: ZipFile, wanted: (name: string) => boolean, found: Entry[]): Promise<void> {
  for await (const entry of zip.eachEntry()) if (wanted(entry.fileName)) found.push(entry);
}

async function zipEntry(source: ByteSource, zip: ZipFile, entry: Entry): Promise<ZipEntry> {
  const { fileName: name, compressionMethod: method, compressedSize, uncompressedSize: size } = entry;
  if (entry.isEncrypted()) throw new CheckpointError("zip.encrypted", { name });
  if (method !== 0 && method !== 8) throw new CheckpointError("zip.method", { name, method });
  const { fileDataStart: start } = await orDamaged(zip.readLocalFileHeaderPromise(entry, { minimal: true }));
  const end = start + compressedSize;
  if (end > source.size) throw new CheckpointError("zip.outside", { name });
  if (method === 0 && compressedSize !== size) throw new CheckpointError("zip.sizes", { name });
  const packed = () => source.read(start, Math.min(firstPacked, compressedSize));
  return method === 0
    ? { name, size, stored: { start, end }, first: packed, bytes: () => blocksOf(source, start, end, 1) }
    : {
        ...{ name, size, stored: undefined },
        first: () => unpackedStart(name, packed()),
        bytes: () => unpacked(source, name, start, end, size),
      };
}

function unpackedStart(name: string, packed: Uint8Array): Uint8Array {
  try {
    return inflateRawSync(packed, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    throw new CheckpointError("zip.packed", { name });
  }
}

async function* unpacked(source: ByteSource, name: string, start: number, end: number, size: number) {
  const inflate = createInflateRaw({ chunkSize: 2 ** 18 });
  // The generator sees a fault of either as an error of the last.
  pipeline(Readable.from(blocksOf(source, start, end, 1)), inflate, () => undefined);
  let total = 0;
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) {
      total += chunk.length;
      if (total > size) break;
      yield chunk;
    }
  } catch (error) {
    throw error instanceof CheckpointError ? error : new CheckpointError("zip.packed", { name });
  }
  if (total > size) throw new CheckpointError("zip.more", { name, bytes: size });
  if (total < size) throw new CheckpointError("zip.fewer", { name, bytes: size, found: total });
}

async function orDamaged<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof CheckpointError) throw error;
    throw new CheckpointError("zip.directory", { message: error instanceof Error ? error.message : String(error) });
  }
}

/** Lets the library read by position. */
class SourceReader extends RandomAccessReader {
  constructor(private readonly source: ByteSource) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(blocksOf(this.source, start, end, 1));
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    try {
      if (length > blockBytes) throw new CheckpointError("zip.part", { bytes: length });
      buffer.set(this.source.read(position, length), offset);
    } catch (error) {
      callback(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    callback(null);
  }
}
