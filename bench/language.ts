/** How long the experiment language keeps a person waiting: reading, completion, hints, and the server's start. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { performance } from "node:perf_hooks";
import type { Lookup } from "../src/core/experiment/lookup";
import { completions } from "../src/core/language/complete/complete";
import { readDocument, type LanguageDocument } from "../src/core/language/document";
import { hints } from "../src/core/language/hints";
import { gridSummary } from "../src/core/language/summary";
import { thisMachine } from "./machine";
import { plainTable } from "./plainTable";
import { summary } from "./statistics";

/** Something that a person waits for, and how long they should at most. */
interface Task {
  readonly title: string;
  readonly limitMs?: number;
  readonly rounds: number;
  readonly once: () => unknown;
}

/** Measures everything and tells it as a table. */
export async function measureLanguage(root: string): Promise<string> {
  const rows = [];
  for (const { title, limitMs, rounds, once: doOnce } of tasks(root)) {
    const ms = [];
    for (let round = 0; round < rounds; round++) {
      const start = performance.now();
      await doOnce();
      ms.push(performance.now() - start);
    }
    const { median, lower, upper } = summary(ms);
    rows.push([title, median.toFixed(1), `${lower.toFixed(1)} to ${upper.toFixed(1)}`, limitMs?.toString() ?? ""]);
  }
  const { cpu, cores, system, load } = thisMachine();
  const machine = `${cpu}, ${cores} cores, ${system}, load ${load.toFixed(1)}; Node ${process.versions.node}.`;
  return `${plainTable(["task", "median ms", "quartiles", "at most"], rows)}\n\n${machine}`;
}

function tasks(root: string): Task[] {
  const comments = experiment(300, (line) => `# line ${line}`);
  const densities = experiment(300, (line) => `    - ${(line / 301).toFixed(5)} # of a list`, "prune:\n  density:\n");
  const networks = `${start}combine:\n${Array.from({ length: 48 }, (_, index) => combination(index)).join("")}`;
  const long = experiment(20_000, (line) => `    - ${(line / 20_001).toFixed(6)} # of a list`, "prune:\n  density:\n");
  const document = read(densities);
  const sight = { start: 0, end: densities.indexOf("\n", densities.length / 6) };
  const offset = densities.indexOf("density");
  return [
    { title: "read 300 lines, mostly comments", limitMs: 10, rounds: 60, once: () => read(comments) },
    { title: "read 300 lines with 290 densities", limitMs: 10, rounds: 60, once: () => read(densities) },
    { title: "read 300 lines with 48 networks", limitMs: 10, rounds: 60, once: () => read(networks) },
    { title: "read 20,000 lines", limitMs: 500, rounds: 7, once: () => read(long) },
    {
      title: "complete a key in 300 lines",
      limitMs: 30,
      rounds: 40,
      once: () => completions(document, offset, { locale: "en", files: { modelFiles: () => [], folders: () => [] } }),
    },
    { title: "hints for 50 of 300 lines", rounds: 40, once: () => hintsOf(document, sight) },
    { title: "start of the server until it answers", limitMs: 300, rounds: 10, once: () => startServer(root) },
  ];
}

const start = "version: 1\nmodel: cifar_resnet_8_8\nseeds: [1, 2, 3]\n";

function experiment(lines: number, line: (number: number) => string, before = ""): string {
  return `${start}${before}${Array.from({ length: lines - 5 }, (_, index) => line(index + 1)).join("\n")}\n`;
}

function combination(index: number): string {
  return `  - model: { family: cifar_resnet, depth: 20, width: ${index + 4} }
    # another width
    prune:
      scheme: erk
      density: [0.05, 0.1]
    train: { epochs: ${index + 2}, batch: 64 }
`;
}

function read(text: string): LanguageDocument {
  return readDocument("experiment", text, nothingBeside);
}

function hintsOf(document: LanguageDocument, range: { readonly start: number; readonly end: number }): unknown {
  const summaryOf =
    document.kind === "experiment" && document.experiment ? gridSummary(document.experiment) : undefined;
  return hints(document, range, { locale: "en", summary: summaryOf, estimate: undefined });
}

/** Nothing lies beside the files; built-in networks are kept, as the server does. */
const nothingBeside: Lookup = {
  networks: new Map(),
  resolve: (file) => path.resolve("/", file),
  readText: () => "missing",
  classCount: () => undefined,
  dataProblem: () => undefined,
  testImagesProblem: () => undefined,
  memoryBytes: () => 2 ** 32,
};

/** Until the first byte of the answer to its first request. */
async function startServer(root: string): Promise<void> {
  const server = spawn(process.execPath, [path.join(root, "dist", "server.js"), "--stdio"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const request = JSON.stringify({
    jsonrpc: "2.0",
    id: 1,
    method: "initialize",
    params: { processId: process.pid, rootUri: null, capabilities: {} },
  });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(request)}\r\n\r\n${request}`);
  await once(server.stdout, "data");
  const ended = once(server, "exit");
  server.kill();
  await ended;
}
