/** TensorFlow's packages for Node, into the extension's storage and out of it. */
import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Candidate } from "../core/training/engines";
import { InstallError, type InstallFault } from "./installError";
import { npm, type Npm, type NpmEnd } from "./npm";
import { npmFault, scriptFault } from "./npmFault";
import type { BackendPackage } from "./packages";
import { partOf } from "./places";

export interface InstallRequest {
  readonly wanted: BackendPackage;
  /** Becomes what its name promises, once all is there and works. */
  readonly folder: string;
  readonly npm: Npm;
  /** What npm's settings name: to tell a person. */
  readonly registry: URL;
  /** Tries the engine with the packages in a folder. */
  readonly attempt: (folder: string) => Promise<Candidate>;
  readonly signal: AbortSignal;
  /** Told every line that npm writes. */
  readonly onLine: (line: string) => void;
}

/** In the folder that grows: all is fetched, and has only to be tried. */
const fetchedMark = "fetched";

/**
 * Installs a package beside its final place and moves it there when the engine works. What an earlier attempt has
 * fetched is not fetched again.
 *
 * @throws InstallError
 * @throws Error with an `AbortError`'s name when the signal says so, and those of the file system
 */
export async function installBackend(request: InstallRequest): Promise<Candidate> {
  const { wanted, folder, attempt, signal } = request;
  const { name, platforms } = wanted;
  const platform = `${process.platform}-${process.arch}`;
  if (!platforms.includes(platform)) throw new InstallError({ kind: "platform", name, platform });
  const part = partOf(folder);
  const mark = join(part, fetchedMark);
  if (!existsSync(mark)) {
    await fetchAll(request, part);
    await writeFile(mark, "");
  }
  const candidate = await attempt(part);
  signal.throwIfAborted();
  if (!candidate.works) throw new InstallError({ kind: "refused", name, reason: candidate.reason });
  await rm(folder, { recursive: true, force: true });
  await rename(part, folder);
  return candidate;
}

export async function removeBackend(folder: string): Promise<void> {
  // Renamed first: half a folder must not look whole if this is cut short.
  const part = partOf(folder);
  await rm(part, { recursive: true, force: true });
  if (existsSync(folder)) await rename(folder, part);
  await rm(part, { recursive: true, force: true });
}

async function fetchAll(request: InstallRequest, part: string): Promise<void> {
  const { wanted, npm: program, registry, signal, onLine } = request;
  const { name, version } = wanted;
  const place = { name, registry, folder: part };
  await mkdir(part, { recursive: true });
  await writeFile(
    join(part, "package.json"),
    `${JSON.stringify({ name: "sparse-explorer-backend", private: true })}\n`,
  );
  const run = async (args: readonly string[], faultOf: (said: string) => InstallFault) => {
    const { ok, said }: NpmEnd = await npm(program, args, { folder: part, signal, onLine });
    if (!ok) throw new InstallError(faultOf(said));
  };
  const quiet = ["--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=http"];
  await run(["install", `${name}@${version}`, "--prefix", part, "--save-exact", "--ignore-scripts", ...quiet], (said) =>
    npmFault(said, place),
  );
  // Started by us, since npm runs the scripts of what it installs or not, as its version and settings will have it; and
  // what fails here is another host than the registry.
  await run(["run", "install", "--if-present", "--prefix", join(part, "node_modules", name)], (said) =>
    scriptFault(said, place),
  );
}
