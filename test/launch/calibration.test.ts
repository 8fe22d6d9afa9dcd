import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { measureSpeed } from "../../src/launch/calibration";

/** A program that stands for the trainer. */
function program(script: string) {
  const trainer = join(mkdtempSync(join(tmpdir(), "sparse-measure-")), "trainer.js");
  writeFileSync(trainer, script);
  return { node: process.execPath, trainer };
}

async function all(script: string, threads = 1, signal?: AbortSignal): Promise<unknown[]> {
  const heard: unknown[] = [];
  for await (const progress of measureSpeed(program(script), threads, signal)) heard.push(progress);
  return heard;
}

test("what the process says of its progress is passed on, and nothing else", async () => {
  const script = `
    console.log(JSON.stringify({ done: 1, total: Number(process.argv[4]) }));
    console.log(JSON.stringify({ words: process.argv.slice(2) }));
    console.log("no JSON");
    console.log(JSON.stringify({ done: 2, total: 3 }));`;
  expect(await all(script, 3)).toEqual([
    { done: 1, total: 3 },
    { done: 2, total: 3 },
  ]);
});

test("a process that fails is an error with its reason", async () => {
  await expect(all("console.error('first'); throw new RangeError('There is too little memory.');")).rejects.toThrow(
    /^The process that measures training speed failed: There is too little memory\.$/,
  );
  await expect(all("process.exit(7)")).rejects.toThrow("failed: it ended with code 7.");
});

test("a program that cannot be started is an error", async () => {
  const measuring = measureSpeed({ node: "/no/such/node", trainer: "trainer.js" }, 1);
  await expect(measuring.next()).rejects.toThrow("could not be started with /no/such/node");
});

test("a signal ends the process, without an error", async () => {
  const asked = new AbortController();
  const script = "console.log(JSON.stringify({ done: 1, total: 2 })); setInterval(() => {}, 1000);";
  const heard: unknown[] = [];
  for await (const progress of measureSpeed(program(script), 1, asked.signal)) {
    heard.push(progress);
    asked.abort();
  }
  expect(heard).toEqual([{ done: 1, total: 2 }]);
});
