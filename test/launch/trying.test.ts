import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { replayApart, tryEngineApart } from "../../src/launch/trying";
import { runOf } from "../../src/store/runs";
import { runFolder } from "../../src/store/root";
import { tinyPlan } from "../plans";

const program = { node: process.execPath, trainer: resolve("dist/trainer.js") };

/** A program that does this in place of trying an engine. */
function doing(script: string) {
  const trainer = join(mkdtempSync(join(tmpdir(), "sparse-try-")), "trainer.js");
  writeFileSync(trainer, script);
  return { ...program, trainer };
}

test("an engine is tried in a process of its own, with a step of a run where one is given", async () => {
  expect(await tryEngineApart(program, "sparse", { threads: 1 })).toEqual({
    ...{ engine: "sparse", works: true },
    reason: expect.stringMatching(/relaxed|128/) as string,
  });
  const root = mkdtempSync(join(tmpdir(), "sparse-try-"));
  const folder = runFolder(root, await runOf(root, tinyPlan(), false));
  const timed = await tryEngineApart(program, "sparse", { threads: 1, folder });
  expect(timed.stepMs).toBeGreaterThan(0);
});

test.each([
  ["crashes", "process.kill(process.pid, 'SIGSEGV'); setTimeout(() => {}, 1e6);", "its process ended with SIGSEGV"],
  ["is killed", "process.kill(process.pid, 'SIGKILL'); setTimeout(() => {}, 1e6);", "its process ended with SIGKILL"],
  ["leaves without an answer", "console.log('loading …'); process.exit(3);", "its process ended with code 3"],
  ["fails with a sentence", "throw new Error('libcudart.so.11.0 is missing.');", "libcudart.so.11.0 is missing"],
  ["hangs", "setTimeout(() => {}, 1e6);", "it did not answer within 0.5 s"],
])("an engine whose process %s does not work, and the reason says so", async (_, script, reason) => {
  const patienceMs = script.startsWith("setTimeout") ? 500 : 30_000;
  const candidate = await tryEngineApart(doing(script), "webgpu", { threads: 1, patienceMs });
  expect(candidate).toEqual({ engine: "webgpu", works: false, reason });
});

test("what an engine's libraries print while they load is no answer", async () => {
  const answer = { engine: "webgpu", works: true, reason: "Mesa" };
  const chatty = doing(`console.log("Hi, looking for you.\\n" + ${JSON.stringify(JSON.stringify(answer))})`);
  expect(await tryEngineApart(chatty, "webgpu", { threads: 1 })).toEqual(answer);
});

test("a golden file is replayed in a process of its own", async () => {
  const file = resolve("test/golden/train_resnet8_w4.json");
  expect(await replayApart(program, "sparse", file, 1)).toMatchObject({ ok: true, tolerance: 1e-5 });
  await expect(replayApart(doing("process.exit(1)"), "webgpu", file, 1)).rejects.toThrow(
    /^The engine webgpu could not replay .*: its process ended with code 1\.$/,
  );
});
