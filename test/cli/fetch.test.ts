import { spawn } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { publications } from "../../src/core/data/publications";
import { fileServer } from "../store/fileServer";
import { type Finished, newFolder, sparse } from "./sparse";

/** The real command, while this process goes on: it is the server. */
function fetching(
  words: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly onOut?: (out: string, stop: () => void) => void } = {},
): Promise<Finished> {
  const child = spawn(process.execPath, [resolve("dist/cli.js"), "data", "fetch", ...words], {
    env: { ...process.env, NO_PROXY: "", ...options.env },
    cwd: newFolder(),
  });
  const text = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    text.out += part;
    options.onOut?.(text.out, () => child.kill("SIGINT"));
  });
  child.stderr.setEncoding("utf8").on("data", (part: string) => (text.err += part));
  return new Promise((done) => {
    child.on("close", (code) => {
      done({ code, ...text });
    });
  });
}

/** Files of the published sizes that hold nothing. */
const empty = Object.fromEntries(publications.mnist.downloads.map(({ name, bytes }) => [name, new Uint8Array(bytes)]));

test("data fetch has help with an example", () => {
  expect(sparse("data", "fetch", "--help").out).toMatch(/Example:\n {2}sparse data fetch cifar10\n/);
});

test.each([
  [["fashionmnist"], /^No data set is called "fashionmnist"\. .* \(did you mean "fashion_mnist"\?\)\.$/],
  [["mnist", "--from", "ftp://127.0.0.1/"], /^--from is ftp:.*, but must be the http or https address of the folder/],
  [
    ["mnist", "--from", "http://127.0.0.1:9"],
    /^127\.0\.0\.1:9 cannot be reached \(it refuses connections\); check the network/,
  ],
])("%j is one clear sentence", (words, message) => {
  const { err, out } = sparse("data", "fetch", ...words);
  expect([err.trim(), out]).toEqual([expect.stringMatching(message), ""]);
  expect(err).not.toMatch(/\n\s+at /);
});

test("a wrong file is refused with both checksums", async () => {
  const server = await fileServer(empty);
  const folder = newFolder();
  const { code, err } = await fetching(["mnist", "--from", server.address.href, "--to", folder]);
  await server.close();
  // Of 9,912,422 zeros; the other is the published one.
  expect(err).toMatch(/has the MD5 [0-9a-f]{32} \(9,912,422 bytes\), but the published file has f68b3c2d/);
  expect(err).toMatch(/has been deleted\. The same command tries again; another address can be given with --from\.\n$/);
  expect([code, readdirSync(folder)]).toEqual([1, []]);
});

test("Ctrl-C keeps what came so far and says so", async () => {
  const server = await fileServer(empty, { stallAfter: () => 5_000_000 });
  const folder = newFolder();
  const { code, err } = await fetching(["mnist", "--from", server.address.href, "--to", folder], {
    onOut: (out, stop) => {
      if (out.includes("50 % of 10 MB")) stop();
    },
  });
  await server.close();
  expect(err).toBe(`Stopped. What came so far is kept in ${folder}; the same command goes on from there.\n`);
  expect([code, readdirSync(folder)]).toEqual([130, ["train-images-idx3-ubyte.gz.part"]]);
  expect(statSync(join(folder, "train-images-idx3-ubyte.gz.part")).size).toBeGreaterThan(4_000_000);
});

test("the proxy named in the environment is used", async () => {
  const server = await fileServer({});
  const asked: string[] = [];
  const proxy = createServer();
  proxy.on("connect", (request, socket) => {
    asked.push(request.url ?? "");
    const onward = connect(Number(server.address.port), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      socket.pipe(onward).pipe(socket);
    });
  });
  await new Promise<void>((listening) => proxy.listen(0, "127.0.0.1", listening));
  const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const { err } = await fetching(["mnist", "--from", "http://data.invalid/mnist"], { env: { HTTP_PROXY: address } });
  proxy.closeAllConnections();
  proxy.close();
  await server.close();
  expect(asked).toEqual(["data.invalid:80"]);
  expect(err).toContain(
    "http://data.invalid/mnist/train-images-idx3-ubyte.gz cannot be fetched: the server answered 404",
  );
});
