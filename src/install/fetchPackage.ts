/** A package of npm's registry into a folder: downloaded, held against its hash, unpacked, tried. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { extract } from "tar";
import { DownloadError } from "../store/download/downloadError";
import { transfer } from "../store/download/transfer";
import { InstallError } from "./installError";
import type { PublishedPackage } from "./packages";
import { partOf } from "./places";

export interface FetchRequest {
  readonly published: PublishedPackage;
  /** Its address, which ends in a slash. */
  readonly registry: URL;
  /** Becomes what the package holds, when all of it is right; what was there before is replaced. */
  readonly folder: string;
  /** Which of its files are wanted, by their paths below `package/`. */
  readonly wanted: RegExp;
  /** Throws where what was unpacked there is of no use; asked before it takes its place. */
  readonly check?: (folder: string) => Promise<void>;
  readonly signal: AbortSignal;
  readonly onBytes: (done: number, bytes: number) => void;
}

/**
 * What broke off is gone on with the next time; nothing stands in `folder` before it is whole.
 *
 * @throws InstallError
 * @throws Error with an `AbortError`'s name when the signal says so, and those of the file system
 */
export async function fetchPackage(request: FetchRequest): Promise<void> {
  const { published, registry, folder, signal, onBytes } = request;
  const { name, version, bytes, sha512 } = published;
  const archive = `${folder}-${version}.tgz.part`;
  const url = new URL(`${name}/-/${name}-${version}.tgz`, registry);
  try {
    const told = (done: number) => {
      onBytes(done, bytes);
    };
    await transfer({ url, part: archive, bytes, signal, onBytes: told });
  } catch (error) {
    if (error instanceof DownloadError) throw new InstallError({ kind: "fetch", name, reason: error.message });
    throw error;
  }
  if ((await sha512Of(archive)) !== sha512) {
    await rm(archive);
    throw new InstallError({ kind: "hash", name, host: registry.host });
  }
  await unpack(request, archive);
  await rm(archive);
}

async function unpack({ folder, wanted, check, signal }: FetchRequest, archive: string): Promise<void> {
  const part = partOf(folder);
  await rm(part, { recursive: true, force: true });
  await mkdir(part, { recursive: true });
  await extract({ file: archive, cwd: part, strip: 1, strict: true, filter: (path) => wanted.test(path) });
  signal.throwIfAborted();
  await check?.(part);
  await rm(folder, { recursive: true, force: true });
  await rename(part, folder);
}

async function sha512Of(path: string): Promise<string> {
  const hash = createHash("sha512");
  await pipeline(createReadStream(path), hash);
  return hash.digest("base64");
}
