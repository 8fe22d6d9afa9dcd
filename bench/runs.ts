/** How long a folder with many runs keeps a person waiting, and what it takes of memory. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { readFilter } from "../src/core/run/filter";
import { outline } from "../src/core/run/outline";
import { RunFeed } from "../src/store/feed";
import { compiledLineCheck } from "../src/store/lineCheck";
import { thisMachine } from "./machine";
import { plainTable } from "./plainTable";
import { writeWorkspace } from "./workspace";

const points = 300;

/** Generates a folder, measures it, tells it as a table and removes it. */
export async function measureRuns(runs: number): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), "sparse-bench-"));
  try {
    const root = path.join(folder, ".sparse");
    writeWorkspace(root, { runs, points });
    return await measure(root, runs);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(root: string, runs: number): Promise<string> {
  const rows: (readonly [string, string, string])[] = [];
  const timed = async <Result>(
    title: string,
    once: () => Result | Promise<Result>,
    limitMs?: number,
  ): Promise<Result> => {
    const start = performance.now();
    const result = await once();
    rows.push([title, (performance.now() - start).toFixed(1), limitMs === undefined ? "" : String(limitMs)]);
    return result;
  };
  const open = async () => {
    const feed = new RunFeed(root, Date.now, { digests: "write", isLine: compiledLineCheck() });
    await feed.refresh();
    return feed;
  };
  await timed("open without an index", open);
  const before = process.memoryUsage();
  const feed = await timed("open with an index", open, 1000);
  const after = process.memoryUsage();
  await timed("look again", () => feed.refresh());
  await timed("group by experiment and network", () => outline(feed.runs, "newest"));
  await timed("group by accuracy", () => outline(feed.runs, "accuracy"));
  const filter = readFilter("erk density<0.5 state:completed", "en");
  if (typeof filter !== "function") throw new Error(filter.problem);
  await timed("filter and group", () => outline(feed.runs.filter(filter), "newest"), 100);
  const { cpu, cores, system, load } = thisMachine();
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
  const memory =
    `Memory of the process after opening with an index: ${megabytes(after.rss)}, ` +
    `of them in its heap ${megabytes(after.heapUsed)} (before ${megabytes(before.heapUsed)}); at most 300 MB.`;
  const machine = `${cpu}, ${cores} cores, ${system}, load ${load.toFixed(1)}; Node ${process.versions.node}.`;
  const title = `${runs} runs of ${points} points`;
  return `${plainTable([title, "ms", "at most"], rows)}\n\n${memory}\n${machine}`;
}
