import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { PublishedPackage } from "../../src/install/packages";
import { type Behaviour, fileServer, type FileServer } from "../store/fileServer";

export interface TestPackage {
  readonly name: string;
  readonly version: string;
  readonly scripts?: Readonly<Record<string, string>>;
  /** By their paths; programs where they lie in `bin`. */
  readonly files: Readonly<Record<string, string>>;
}

export interface TestRegistry extends FileServer {
  readonly published: PublishedPackage;
}

/** A registry on this machine that serves one package, packed as npm packs it. */
export async function registryOf({ files, ...manifest }: TestPackage, behaviour?: Behaviour): Promise<TestRegistry> {
  const tarball = pack(files, manifest);
  const sha512 = createHash("sha512").update(tarball).digest("base64");
  const { name, version } = manifest;
  const file = `${name}-${version}.tgz`;
  const served: Record<string, Uint8Array> = { [file]: tarball };
  const server = await fileServer(served, behaviour);
  const dist = { integrity: `sha512-${sha512}`, tarball: new URL(`${name}/-/${file}`, server.address).href };
  const packument = { name, "dist-tags": { latest: version }, versions: { [version]: { ...manifest, dist } } };
  served[name] = Buffer.from(JSON.stringify(packument));
  return { ...server, published: { name, version, bytes: tarball.length, sha512 } };
}

function pack(files: TestPackage["files"], manifest: Omit<TestPackage, "files">): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "sparse-pack-"));
  for (const [path, text] of Object.entries({ ...files, "package.json": JSON.stringify(manifest) })) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    if (path.startsWith("bin/")) chmodSync(join(folder, path), 0o755);
  }
  execFileSync("npm", ["pack", "--silent", "--ignore-scripts"], { cwd: folder });
  return readFileSync(join(folder, `${manifest.name}-${manifest.version}.tgz`));
}
