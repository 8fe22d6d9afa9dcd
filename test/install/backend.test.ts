import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Candidate } from "../../src/core/training/engines";
import { installBackend, removeBackend, type InstallRequest } from "../../src/install/backend";
import { npmFor } from "../../src/install/fetchNode";
import { tryEngineApart } from "../../src/launch/trying";
import { registryOf, type TestRegistry } from "./registry";

const signal = new AbortController().signal;
const here = `${process.platform}-${process.arch}`;

/** A package that fetches the rest by a script of its own, as TensorFlow's do. */
function tinyBackend(script: string, files: Readonly<Record<string, string>> = {}) {
  const own = { "index.js": "exports.name = 'tiny';", "install.js": script, ...files };
  return registryOf({ name: "tiny-backend", version: "1.0.0", scripts: { install: "node install.js" }, files: own });
}

async function request(registry: TestRegistry, changes: Partial<InstallRequest> = {}): Promise<InstallRequest> {
  const storage = mkdtempSync(join(tmpdir(), "sparse-storage-"));
  const fetching = { storage, registry: registry.address, signal, onBytes: () => undefined };
  const env = { npm_config_registry: registry.address.href, npm_config_cache: join(storage, "cache") };
  return {
    wanted: { name: "tiny-backend", version: "1.0.0", platforms: [here] },
    folder: join(storage, "backends", "tensorflow"),
    npm: { node: process.execPath, env, program: await npmFor(process.execPath, fetching) },
    registry: registry.address,
    attempt,
    signal,
    onLine: () => undefined,
    ...changes,
  };
}

/** A program in place of the trainer, which loads the package from the folder that it is told. */
function attempt(folder: string): Promise<Candidate> {
  const trainer = join(mkdtempSync(join(tmpdir(), "sparse-try-")), "trainer.js");
  writeFileSync(
    trainer,
    `const load = require("node:module").createRequire(process.env.SPARSE_BACKENDS + "/package.json");
     const { name } = load("tiny-backend");
     console.log(JSON.stringify({ engine: "tensorflow", works: name === "tiny", reason: "it is called " + name }));`,
  );
  const program = { node: process.execPath, trainer, env: { SPARSE_BACKENDS: folder } };
  return tryEngineApart(program, "tensorflow", { threads: 1 });
}

test("npm installs a package with what its script fetches; it stands in its place when the engine works", async () => {
  const registry = await tinyBackend(`require("node:fs").writeFileSync("library.txt", "1"); console.log("fetched");`);
  const lines: string[] = [];
  const asked = await request(registry, { onLine: (line) => lines.push(line) });
  expect(await installBackend(asked)).toMatchObject({ works: true, reason: "it is called tiny" });
  expect(readFileSync(join(asked.folder, "node_modules/tiny-backend/library.txt"), "utf8")).toBe("1");
  expect(existsSync(`${asked.folder}.part`)).toBe(false);
  expect(lines).toContain("fetched");
  await removeBackend(asked.folder);
  expect([existsSync(asked.folder), existsSync(`${asked.folder}.part`)]).toEqual([false, false]);
  await registry.close();
});

test("cancelled in the middle, nothing goes on and nothing looks installed; the next try fetches only the rest", async () => {
  const held = createServer().listen(0, "127.0.0.1");
  await once(held, "listening");
  const registry = await tinyBackend(
    `if (process.env.HELD_BY) require("node:net").connect(Number(process.env.HELD_BY), "127.0.0.1").resume();`,
  );
  const asking = new AbortController();
  const asked = await request(registry);
  const env = { ...asked.npm.env, HELD_BY: String((held.address() as AddressInfo).port) };
  const cancelled = installBackend({ ...asked, npm: { ...asked.npm, env }, signal: asking.signal });
  const [script] = (await once(held, "connection")) as [Socket];
  const gone = once(
    script.resume().on("error", () => undefined),
    "close",
  );
  asking.abort();
  await expect(cancelled).rejects.toMatchObject({ name: "AbortError" });
  await gone;
  held.close();
  expect(existsSync(asked.folder)).toBe(false);

  await installBackend(asked);
  expect(existsSync(asked.folder)).toBe(true);
  expect(registry.requests.filter((name) => name === "tiny-backend-1.0.0.tgz")).toHaveLength(1);
  await registry.close();
});

test("an engine that does not work is not installed, and is tried again without fetching anything", async () => {
  const registry = await tinyBackend("");
  const reason = "libcudart.so.11.0 was not found";
  const asked = await request(registry, {
    attempt: () => Promise.resolve({ engine: "tensorflow-gpu", works: false, reason }),
  });
  await expect(installBackend(asked)).rejects.toMatchObject({
    fault: { kind: "refused", name: "tiny-backend", reason },
  });
  expect(existsSync(asked.folder)).toBe(false);
  const before = registry.requests.length;
  await installBackend({ ...asked, attempt });
  expect(existsSync(asked.folder)).toBe(true);
  expect(registry.requests).toHaveLength(before);
  await registry.close();
});

test("where the script cannot reach its host, the fault names that host", async () => {
  const registry = await tinyBackend(`
    console.log("http://127.0.0.1:1/libtensorflow.tar.gz");
    require("node:http").get("http://127.0.0.1:1/libtensorflow.tar.gz");`);
  const asked = await request(registry);
  await expect(installBackend(asked)).rejects.toMatchObject({
    fault: { kind: "download", host: "127.0.0.1:1", reason: "connect ECONNREFUSED 127.0.0.1:1" },
  });
  expect(existsSync(asked.folder)).toBe(false);
  await registry.close();
});

test("where npm cannot reach its registry, or that has no such package, the fault names the registry", async () => {
  const registry = await tinyBackend("");
  const asked = await request(registry);
  const { host } = registry.address;
  const unknown = { ...asked.wanted, version: "2.0.0" };
  await expect(installBackend({ ...asked, wanted: unknown })).rejects.toMatchObject({
    fault: { kind: "registry", host, reason: "No matching version found for tiny-backend@2.0.0" },
  });
  await registry.close();
  const impatient = { ...asked.npm, env: { ...asked.npm.env, npm_config_fetch_retries: "0" } };
  await expect(installBackend({ ...asked, npm: impatient })).rejects.toMatchObject({
    fault: { kind: "registry", host, reason: "ECONNREFUSED" },
  });
});

test("a package that there is not for this machine is refused before anything is fetched", async () => {
  const registry = await tinyBackend("");
  const asked = await request(registry);
  const elsewhere = { ...asked.wanted, platforms: ["win32-x64"] };
  await expect(installBackend({ ...asked, wanted: elsewhere })).rejects.toMatchObject({
    fault: { kind: "platform", name: "tiny-backend", platform: here },
  });
  expect(registry.requests).toEqual([]);
  await registry.close();
});
