import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from "node:child_process";
import { mkdtempSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
} from "vscode-languageserver/node";
import { expect, test } from "vitest";
import { sources } from "../rules/sources";
import { sparse } from "../cli/sparse";

const program = resolve("dist/server.js");

test("the server is one small file", () => {
  // 600 KB of 1024 bytes.
  expect(statSync(program).size).toBeLessThanOrEqual(600 * 1024);
});

test("on standard streams the server answers any editor, and ends when asked to", async () => {
  const { connection, ended } = startServer();
  const { capabilities, serverInfo } = await initialize(connection);
  expect(serverInfo).toEqual({ name: "Sparse Explorer" });
  expect(capabilities).toMatchObject({ textDocumentSync: 2 });
  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  expect(await ended).toBe(0);
});

test("without an editor the server says how it is started", () => {
  const { status, stderr } = spawnSync(process.execPath, [program], { encoding: "utf8" });
  expect(status).toBe(2);
  expect(stderr).toBe("The language server talks to an editor; have the editor start it with --stdio.\n");
});

test("sparse check prints the same problems as the editor shows", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sparse-server-"));
  const { connection } = startServer();
  await initialize(connection);
  const files = Object.entries(samples()).map(([name, text]) => ({ file: join(folder, name), text }));
  for (const { file, text } of files) writeFileSync(file, text);
  const { out } = sparse("check", ...files.map(({ file }) => file));
  const lines: string[] = [];
  for (const { file, text } of files) lines.push(...(await linesShown(connection, file, text)));
  expect(lines.length).toBeGreaterThan(10);
  expect(lines).toEqual(out.trim().split("\n"));
  connection.dispose();
});

/** Real files, and some with many kinds of mistakes. */
function samples(): Readonly<Record<string, string>> {
  const examples = sources(["examples"], [".sparse.yaml", ".model.yaml"]).map(({ path, text }) => {
    return [path.replace("examples/", ""), text] as const;
  });
  return {
    ...Object.fromEntries(examples),
    "misspelt.sparse.yaml":
      "version: 1\r\nmodel: cifar_resnet_21\r\n# 🌱\r\nprune: { scheme: erks, densty: 0.1 }\r\nseeds: 3\r\n",
    "missing.sparse.yaml": "version: 1\nmodel: ./none.model.yaml\ndata: { format: cifar10, path: ./none }\n",
    "broken.sparse.yaml": "version: 1\nmodel: [cifar_resnet_8_4\nprune: {\n",
    "infeasible.sparse.json": '{ "version": 1, "model": "cifar_resnet_8_4", "prune": { "density": 0.00001 } }',
    "layers.model.yaml": "version: 1\nlayers:\n  - convolve: { out: 4 }\n  - dense: { out: many }\n",
  };
}

/** The diagnostics of a file as `sparse check` prints them. */
async function linesShown(connection: ProtocolConnection, file: string, text: string): Promise<readonly string[]> {
  const uri = pathToFileURL(file).href;
  const shown = new Promise<PublishDiagnosticsParams>((resolve) => {
    connection.onNotification("textDocument/publishDiagnostics", resolve);
  });
  await connection.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "yaml", version: 1, text },
  });
  const severities = ["", "error", "warning", "information"];
  return (await shown).diagnostics.map(({ range: { start }, severity = 0, code, message }) => {
    if (typeof message !== "string") throw new TypeError("A message is plain text.");
    const place = `${file}:${start.line + 1}:${start.character + 1}`;
    return `${place}: ${severities[severity]!} ${String(code)} ${message.replaceAll(/\s*[\r\n]\s*/g, " ")}`;
  });
}

interface Started {
  readonly connection: ProtocolConnection;
  readonly ended: Promise<number | null>;
}

function startServer(): Started {
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, [program, "--stdio"]);
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onDispose(() => {
    child.kill();
  });
  connection.listen();
  return { connection, ended: new Promise((resolve) => child.once("exit", resolve)) };
}

async function initialize(connection: ProtocolConnection): Promise<{
  readonly capabilities: unknown;
  readonly serverInfo: unknown;
}> {
  return await connection.sendRequest("initialize", { processId: process.pid, rootUri: null, capabilities: {} });
}
