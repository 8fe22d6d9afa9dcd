/** A published data set into a folder: downloaded, compared with its checksums, unpacked. */
import { createHash, randomUUID } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { extract } from "tar";
import { DataError, byteCount } from "../../core/data/dataError";
import type { FileFormat } from "../../core/data/format";
import type { Download, Publication } from "../../core/data/publications";
import { DownloadError } from "./downloadError";
import { sizeOf, transfer } from "./transfer";

export interface FetchRequest {
  readonly format: FileFormat;
  readonly publication: Publication;
  /** Address of the folder that the files lie in; ends in a slash. */
  readonly address: URL;
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: FetchProgress) => void;
}

export type FetchProgress =
  | { readonly kind: "download"; readonly name: string; readonly done: number; readonly bytes: number }
  | { readonly kind: "present" | "verify" | "unpack"; readonly name: string };

/**
 * Whatever stands under its final name is whole: a download grows as `NAME.part` and is compared with its checksum
 * before it becomes more. Files that are there already are left as they are.
 *
 * @throws DownloadError when the files cannot be had from the address
 * @throws DataError when the folder holds other files of the same names
 * @throws Error with an `AbortError`'s name when the signal says so, and those of the file system
 */
export async function fetchDataset(request: FetchRequest): Promise<void> {
  for (const download of request.publication.downloads) {
    request.signal.throwIfAborted();
    if (await isPresent(request, download)) request.onProgress({ kind: "present", name: download.name });
    else await fetchFile(request, download);
  }
}

async function fetchFile(request: FetchRequest, download: Download): Promise<void> {
  const { folder, signal, onProgress } = request;
  const { name, bytes, md5 } = download;
  const part = join(folder, `${name}.part`);
  const url = new URL(name, request.address);
  const onBytes = (done: number) => {
    onProgress({ kind: "download", name, done, bytes });
  };
  await transfer({ url, part, bytes, signal, onBytes });

  onProgress({ kind: "verify", name });
  const found = { bytes: await sizeOf(part), md5: await md5Of(part) };
  if (found.md5 !== md5) {
    await rm(part);
    throw new DownloadError(
      `${url.href} has the MD5 ${found.md5} (${byteCount(found.bytes)}), but the published file has ${md5} ` +
        `(${byteCount(bytes)}); what was downloaded has been deleted`,
    );
  }
  if (!download.archive) {
    await rename(part, join(folder, name));
    return;
  }
  onProgress({ kind: "unpack", name });
  await unpack(request, part);
  await rm(part);
}

/** @throws DataError where another file stands in its place */
async function isPresent({ format, folder }: FetchRequest, download: Download): Promise<boolean> {
  if (!download.archive) {
    const path = join(folder, download.name);
    if (!existsSync(path)) return false;
    const md5 = await md5Of(path);
    if (md5 === download.md5) return true;
    throw inTheWay(path, `has the MD5 ${md5}, but the published file has ${download.md5}`);
  }
  const paths = format.files.map((file) => ({ ...file, path: join(folder, file.name) }));
  const there = paths.filter(({ path }) => existsSync(path));
  for (const { path, bytes } of there) {
    const { size } = await stat(path);
    if (size !== bytes) throw inTheWay(path, `has ${byteCount(size)}, but the published file has ${byteCount(bytes)}`);
  }
  return there.length === paths.length;
}

function inTheWay(path: string, what: string): DataError {
  return new DataError(`${path} is there already and ${what}; move it away, or choose another folder.`);
}

/** The format's files from the archive's folder, put in place when all of them are whole. */
async function unpack({ format, folder }: FetchRequest, archive: string): Promise<void> {
  const wanted = new Set(format.files.map(({ name }) => name));
  const beside = join(folder, `unpacking-${randomUUID()}.part`);
  await mkdir(beside);
  try {
    await extract({ file: archive, cwd: beside, strip: 1, strict: true, filter: (path) => wanted.has(basename(path)) });
    const names = await readdir(beside);
    const missing = [...wanted].filter((name) => !names.includes(name));
    if (missing.length > 0) throw new DownloadError(`${basename(archive)} does not hold ${missing.join(", ")}`);
    for (const name of names) await rename(join(beside, name), join(folder, name));
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

async function md5Of(path: string): Promise<string> {
  const hash = createHash("md5");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
