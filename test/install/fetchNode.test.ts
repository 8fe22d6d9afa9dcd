import { existsSync, mkdtempSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fetchNode, npmFor } from "../../src/install/fetchNode";
import { fetchedNode } from "../../src/install/places";
import { findNode } from "../../src/launch/node";
import type { Behaviour } from "../store/fileServer";
import { registryOf, type TestRegistry } from "./registry";

/** What it holds besides is as large as a few packets, so that it can be cut in the middle. */
const filler = Array.from({ length: 20_000 }, (_, index) => String(index * 7919)).join(" ");

function nodePackage(behaviour?: Behaviour, program = `#!/bin/sh\nexec "${process.execPath}" "$@"\n`) {
  const files = { "bin/node": program, "share/filler.txt": filler };
  return registryOf({ name: "node-here", version: "22.0.0", files }, behaviour);
}

function options(registry: TestRegistry, signal = new AbortController().signal) {
  const storage = mkdtempSync(join(tmpdir(), "sparse-storage-"));
  return { storage, registry: registry.address, published: registry.published, signal, onBytes: () => undefined };
}

test("a fetched Node is whole, can be run, and is the one that trains where there is no other", async () => {
  const registry = await nodePackage();
  const asked = options(registry);
  expect(await fetchNode(asked)).toBe(fetchedNode(asked.storage));
  expect(readdirSync(asked.storage)).toEqual(["node"]);
  // Of the package only the program is kept.
  expect(readdirSync(join(asked.storage, "node")).sort()).toEqual(["bin", "package.json"]);
  const path = process.env.PATH;
  process.env.PATH = "";
  try {
    const found = await findNode({ fetched: fetchedNode(asked.storage) });
    expect(found).toMatchObject({ place: "fetched", plain: true, version: process.versions.node });
    expect(await findNode({ fetched: join(asked.storage, "nothing") })).toMatchObject({ place: "editor" });
  } finally {
    process.env.PATH = path;
  }
  await registry.close();
});

test("a package with another hash is deleted, and nothing of it is there", async () => {
  const registry = await nodePackage();
  const asked = options(registry);
  const published = { ...registry.published, sha512: "AAAA" };
  await expect(fetchNode({ ...asked, published })).rejects.toMatchObject({
    fault: { kind: "hash", name: "node-here", host: registry.address.host },
  });
  expect(readdirSync(asked.storage)).toEqual([]);
  await registry.close();
});

test("a Node that cannot be run on this machine never takes its place", async () => {
  const registry = await nodePackage({}, "#!/bin/sh\necho 'GLIBC_2.28 not found' >&2; exit 1\n");
  const asked = options(registry);
  await expect(fetchNode(asked)).rejects.toMatchObject({ fault: { kind: "unusableNode", name: "Node.js 22.0.0" } });
  expect(existsSync(fetchedNode(asked.storage))).toBe(false);
  await registry.close();
});

test("a fetch that was cancelled in the middle counts as nothing, and is gone on with", async () => {
  const registry = await nodePackage({ stallAfter: (request) => (request === 1 ? 1_000 : undefined) });
  const asking = new AbortController();
  const asked = options(registry, asking.signal);
  const fetching = fetchNode(asked);
  await expect.poll(() => sizeIn(asked.storage)).toBe(1_000);
  asking.abort();
  await expect(fetching).rejects.toMatchObject({ name: "AbortError" });
  expect(existsSync(fetchedNode(asked.storage))).toBe(false);
  await fetchNode({ ...asked, signal: new AbortController().signal });
  expect(registry.requests.at(-1)).toBe("node-here-22.0.0.tgz from 1000");
  expect(existsSync(fetchedNode(asked.storage))).toBe(true);
  await registry.close();
});

test("a registry that does not have it is named", async () => {
  const registry = await nodePackage({ status: 404 });
  await expect(fetchNode(options(registry))).rejects.toMatchObject({
    fault: { kind: "fetch", name: "node-here", reason: expect.stringContaining("404") as string },
  });
  await registry.close();
});

test("npm is the one beside Node, else one that is fetched once", async () => {
  const registry = await registryOf({ name: "npm", version: "11.0.0", files: { "bin/npm-cli.js": "" } });
  const asked = options(registry);
  expect(await npmFor(process.execPath, asked)).toMatch(/npm.bin.npm-cli\.js$/);
  const lonely = join(asked.storage, "node", "bin", "node");
  // Debian's own npm would do as well.
  if (!existsSync("/usr/share/nodejs/npm/bin/npm-cli.js")) {
    const fetched = join(asked.storage, "npm", "bin", "npm-cli.js");
    expect(await npmFor(lonely, asked)).toBe(fetched);
    expect(await npmFor(lonely, asked)).toBe(fetched);
    expect(registry.requests).toEqual(["npm-11.0.0.tgz"]);
  }
  await registry.close();
});

/** Bytes of all files in a folder. */
function sizeIn(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}
