import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, readdir, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create } from "tar";
import { test as base, expect } from "vitest";
import { cifar10 } from "../../src/core/data/cifar";
import { fileFormats } from "../../src/core/data/formats";
import { mnist } from "../../src/core/data/idx";
import { publications, type Publication } from "../../src/core/data/publications";
import { describeDataFolder } from "../../src/store/datasetFolder";
import { type FetchProgress, type FetchRequest, fetchDataset } from "../../src/store/download/fetchDataset";
import { cifarFile } from "../core/data/samples";
import { type Behaviour, type FileServer, fileServer } from "./fileServer";

type Serve = (files: Readonly<Record<string, Uint8Array>>, behaviour?: Behaviour) => Promise<FileServer>;

/** A folder and servers for each test, gone after it. */
const test = base.extend<{ folder: string; serve: Serve }>({
  folder: async ({ task }, use) => {
    const folder = await mkdtemp(join(tmpdir(), `fetch-${task.id}-`));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
  serve: async ({}, use) => {
    const servers: FileServer[] = [];
    await use(async (files, behaviour) => {
      const server = await fileServer(files, behaviour);
      servers.push(server);
      return server;
    });
    for (const server of servers) await server.close();
  },
});

const bytes = Uint8Array.from({ length: 300_000 }, (_, at) => (at * at) % 251);
const labels = Uint8Array.of(1, 2, 3);

function md5(content: Uint8Array): string {
  return createHash("md5").update(content).digest("hex");
}

function publicationOf(files: Readonly<Record<string, Uint8Array>>): Publication {
  const downloads = Object.entries(files).map(([name, content]) => ({
    ...{ name, bytes: content.length, md5: md5(content) },
    archive: name.endsWith(".tar.gz"),
  }));
  return { address: "", folder: "", downloads };
}

/** MNIST's place is taken by two small files: what they hold does not matter here. */
const files = { "images.gz": bytes, "labels.gz": labels };

function fetchFrom(address: URL, folder: string, changes: Partial<FetchRequest> = {}): Promise<void> {
  return fetchDataset({
    ...{ format: mnist, publication: publicationOf(files), address, folder },
    ...{ signal: new AbortController().signal, onProgress: () => undefined },
    ...changes,
  });
}

async function failure(work: Promise<void>): Promise<string> {
  const error: unknown = await work.then(() => "none").catch((reason: unknown) => reason);
  return error instanceof Error ? error.message : String(error);
}

test("files are fetched whole, with their progress, and nothing else is left", async ({ folder, serve }) => {
  const server = await serve(files);
  const told: FetchProgress[] = [];
  await fetchFrom(server.address, join(folder, "new"), { onProgress: (progress) => told.push(progress) });
  expect((await readdir(join(folder, "new"))).sort()).toEqual(["images.gz", "labels.gz"]);
  expect(md5(await readFile(join(folder, "new", "images.gz")))).toBe(md5(bytes));
  expect(told[0]).toEqual({ kind: "download", name: "images.gz", done: 0, bytes: 300_000 });
  expect(told.filter(({ name }) => name === "images.gz").at(-2)).toMatchObject({ done: 300_000 });
  expect(told.at(-1)).toEqual({ kind: "verify", name: "labels.gz" });
});

test("what is there already is not fetched again", async ({ folder, serve }) => {
  const server = await serve(files);
  await fetchFrom(server.address, folder);
  const told: FetchProgress[] = [];
  await fetchFrom(server.address, folder, { onProgress: (progress) => told.push(progress) });
  expect(server.requests).toEqual(["images.gz", "labels.gz"]);
  expect(told.map(({ kind }) => kind)).toEqual(["present", "present"]);
});

test("a part left by an earlier attempt is gone on with", async ({ folder, serve }) => {
  const server = await serve(files);
  await writeFile(join(folder, "images.gz.part"), bytes.subarray(0, 123_456));
  await fetchFrom(server.address, folder);
  expect(server.requests).toEqual(["images.gz from 123456", "labels.gz"]);
  expect(md5(await readFile(join(folder, "images.gz")))).toBe(md5(bytes));
});

test("a part that is whole needs no server", async ({ folder, serve }) => {
  const server = await serve(files);
  await writeFile(join(folder, "images.gz.part"), bytes);
  await fetchFrom(server.address, folder);
  expect(server.requests).toEqual(["labels.gz"]);
});

test("a part that is too long is begun anew", async ({ folder, serve }) => {
  const server = await serve(files);
  await writeFile(join(folder, "images.gz.part"), new Uint8Array(300_001));
  await fetchFrom(server.address, folder);
  expect(server.requests).toEqual(["images.gz", "labels.gz"]);
});

test("a connection that breaks is taken up again where it broke", async ({ folder, serve }) => {
  const server = await serve(files, { stallAfter: (request) => (request <= 3 ? 65_536 : undefined) });
  let reached = 0;
  const onProgress = (progress: FetchProgress) => {
    if (progress.kind !== "download" || progress.done <= reached || server.requests.length > 3) return;
    reached = progress.done;
    server.cut();
  };
  await fetchFrom(server.address, folder, { onProgress });
  const places = server.requests.slice(0, 4).map((request) => Number(request.split(" from ")[1] ?? 0));
  expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
  expect(md5(await readFile(join(folder, "images.gz")))).toBe(md5(bytes));
});

test("a connection that breaks three times without any bytes is given up, and the part kept", async ({
  folder,
  serve,
}) => {
  const server = await serve(files, { stallAfter: () => 0 });
  await writeFile(join(folder, "images.gz.part"), bytes.subarray(0, 1000));
  expect(await failure(fetchFrom(server.address, folder))).toBe(
    `${server.address.host} cannot be reached (the connection broke); check the network, and HTTPS_PROXY if this ` +
      "machine needs a proxy",
  );
  expect(server.requests).toEqual(Array.from({ length: 3 }, () => "images.gz from 1000"));
  expect((await readFile(join(folder, "images.gz.part"))).length).toBe(1000);
});

test("a server without ranges sends the file from its beginning", async ({ folder, serve }) => {
  const server = await serve(files, { noRanges: true });
  await writeFile(join(folder, "images.gz.part"), bytes.subarray(0, 1000));
  await fetchFrom(server.address, folder);
  expect(server.requests).toEqual(["images.gz from 1000", "labels.gz"]);
  expect(md5(await readFile(join(folder, "images.gz")))).toBe(md5(bytes));
});

test("another file of the same size is refused with both checksums, and deleted", async ({ folder, serve }) => {
  const other = bytes.map((value) => 255 - value);
  const server = await serve({ ...files, "images.gz": other });
  expect(await failure(fetchFrom(server.address, folder))).toBe(
    `${server.address.href}images.gz has the MD5 ${md5(other)} (300,000 bytes), but the published file has ` +
      `${md5(bytes)} (300,000 bytes); what was downloaded has been deleted`,
  );
  expect(await readdir(folder)).toEqual([]);
});

test("a file of another size is refused with both sizes before it is fetched", async ({ folder, serve }) => {
  const server = await serve({ ...files, "images.gz": bytes.subarray(0, 1234) });
  expect(await failure(fetchFrom(server.address, folder))).toBe(
    `${server.address.href}images.gz has 1,234 bytes, but the published file has 300,000 bytes`,
  );
  expect(await readdir(folder)).toEqual([]);
});

test.for([
  [404, "(there is no such file)"],
  [403, "(it refuses access)"],
  [503, "(it is overloaded or closed)"],
] as const)("the answer %i is said in words, and the part kept", async ([status, words], { folder, serve }) => {
  const server = await serve(files, { status });
  await writeFile(join(folder, "images.gz.part"), bytes.subarray(0, 1000));
  expect(await failure(fetchFrom(server.address, folder))).toBe(
    `${server.address.href}images.gz cannot be fetched: the server answered ${status} ${words}`,
  );
  expect((await readFile(join(folder, "images.gz.part"))).length).toBe(1000);
});

test("a server that cannot go on from a part makes the next attempt begin anew", async ({ folder, serve }) => {
  const server = await serve(files, { status: 416 });
  await writeFile(join(folder, "images.gz.part"), bytes.subarray(0, 1000));
  expect(await failure(fetchFrom(server.address, folder))).toContain("cannot go on from what is here");
  expect(await readdir(folder)).toEqual([]);
});

test("files that have moved are followed, but not in circles", async ({ folder, serve }) => {
  const server = await serve(files);
  const moved = await serve(files, { movedTo: (name) => `${server.address.href}${name}` });
  await fetchFrom(moved.address, folder);
  expect(server.requests).toEqual(["images.gz", "labels.gz"]);

  const circle = await serve(files, { movedTo: (name) => `/files/${name}` });
  expect(await failure(fetchFrom(circle.address, join(folder, "circle")))).toMatch(
    /cannot be reached \(it leads in circles\)/,
  );
  let hop = 0;
  const chain = await serve(files, { movedTo: (name) => `/files/${++hop}/${name}` });
  expect(await failure(fetchFrom(chain.address, join(folder, "chain")))).toBe(
    `${chain.address.href}images.gz leads on to other addresses more than 5 times`,
  );
  expect(await readdir(folder)).toEqual(["images.gz", "labels.gz"]);
});

test("a server that is not there is one sentence", async ({ folder, serve }) => {
  const server = await serve(files);
  await server.close();
  expect(await failure(fetchFrom(server.address, folder))).toMatch(/^127\.0\.0\.1:\d+ cannot be reached \(it refuses/);
});

test("stopping keeps the part, and the next attempt goes on with it", async ({ folder, serve }) => {
  const slow = await serve(files, { stallAfter: () => 100_000 });
  const stop = new AbortController();
  const onProgress = (progress: FetchProgress) => {
    if (progress.kind === "download" && progress.done === 100_000) stop.abort();
  };
  await expect(fetchFrom(slow.address, folder, { signal: stop.signal, onProgress })).rejects.toMatchObject({
    name: "AbortError",
  });
  expect(await readdir(folder)).toEqual(["images.gz.part"]);
  const server = await serve(files);
  await fetchFrom(server.address, folder);
  expect(server.requests[0]).toMatch(/^images\.gz from \d+$/);
  expect(md5(await readFile(join(folder, "images.gz")))).toBe(md5(bytes));
});

test("a file in the way is left as it is", async ({ folder, serve }) => {
  const server = await serve(files);
  await writeFile(join(folder, "images.gz"), "mine");
  expect(await failure(fetchFrom(server.address, folder))).toBe(
    `${join(folder, "images.gz")} is there already and has the MD5 ${md5(Buffer.from("mine"))}, but the published ` +
      `file has ${md5(bytes)}; move it away, or choose another folder.`,
  );
  expect(await readFile(join(folder, "images.gz"), "utf8")).toBe("mine");
});

// A device of Linux that is always full.
test.runIf(process.platform === "linux")("a full disk is the file system's own error", async ({ folder, serve }) => {
  const server = await serve(files);
  await symlink("/dev/full", join(folder, "images.gz.part"));
  await expect(fetchFrom(server.address, folder)).rejects.toMatchObject({ code: "ENOSPC" });
});

/** CIFAR-10's files, small, in an archive as published: a folder with a page of text beside them. */
async function cifarArchive(folder: string, names: readonly string[]): Promise<Uint8Array> {
  const inside = join(folder, "cifar-10-batches-bin");
  await mkdir(inside);
  for (const [label, name] of names.entries()) await writeFile(join(inside, name), cifarFile([[label]]));
  await writeFile(join(inside, "readme.html"), "");
  await create({ gzip: true, file: join(folder, "made.tar.gz"), cwd: folder }, ["cifar-10-batches-bin"]);
  const archive = await readFile(join(folder, "made.tar.gz"));
  await rm(inside, { recursive: true });
  await rm(join(folder, "made.tar.gz"));
  return archive;
}

const cifarNames = cifar10.files.map(({ name }) => name);

test("an archive is unpacked to the files that the format reads", async ({ folder, serve }) => {
  const archives = { "cifar-10-binary.tar.gz": await cifarArchive(folder, cifarNames) };
  const server = await serve(archives);
  const publication = publicationOf(archives);
  await fetchFrom(server.address, folder, { format: cifar10, publication });
  expect((await readdir(folder)).sort()).toEqual([...cifarNames].sort());
  expect(describeDataFolder(cifar10, folder)).toMatchObject({ counts: { train: 5, test: 1 } });
  // These small files are not the published ones: they are in the way of a second time.
  expect(await failure(fetchFrom(server.address, folder, { format: cifar10, publication }))).toContain(
    "data_batch_1.bin is there already and has 3,073 bytes, but the published file has 30,730,000 bytes; move it away",
  );
});

test("an archive whose files are there already is not fetched", async ({ folder, serve }) => {
  const server = await serve({});
  for (const { name, bytes } of cifar10.files) {
    await writeFile(join(folder, name), "");
    await truncate(join(folder, name), bytes);
  }
  await fetchFrom(server.address, folder, { format: cifar10, publication: publications.cifar10 });
  expect(server.requests).toEqual([]);
});

test("an archive without all files leaves none", async ({ folder, serve }) => {
  const archives = { "cifar-10-binary.tar.gz": await cifarArchive(folder, cifarNames.slice(1)) };
  const server = await serve(archives);
  const fetched = fetchFrom(server.address, folder, { format: cifar10, publication: publicationOf(archives) });
  expect(await failure(fetched)).toBe("cifar-10-binary.tar.gz.part does not hold data_batch_1.bin");
  expect(await readdir(folder)).toEqual(["cifar-10-binary.tar.gz.part"]);
});

test("every published file has a checksum and a name that its format reads", () => {
  for (const [id, { address, downloads }] of Object.entries(publications)) {
    expect(address).toMatch(/^https?:\/\/.+\/$/);
    for (const { name, md5, archive } of downloads) {
      expect([name, md5]).toEqual([name, expect.stringMatching(/^[0-9a-f]{32}$/)]);
      const names = Object.entries(fileFormats).flatMap(([format, { files }]) =>
        format === id ? files.map((file) => file.name) : [],
      );
      expect(archive || names.includes(name.replace(/\.gz$/, ""))).toBe(true);
    }
  }
});
