import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test, vi } from "vitest";
import { drain, enqueue, killRun, requestStop, resumeRun } from "../../src/launch/queue";
import { finalFile } from "../../src/store/checkpoint";
import { RunFeed } from "../../src/store/feed";
import { runFolder, stopFile } from "../../src/store/root";
import { readSafetensors } from "../../src/store/safetensors";
import { tinyPlan } from "../plans";

const program = { node: process.execPath, trainer: resolve("dist/trainer.js") };
const options = { threads: 1, now: Date.now };

function newRoot(): string {
  return join(mkdtempSync(join(tmpdir(), "sparse-queue-")), ".sparse");
}

async function look(root: string): Promise<RunFeed> {
  const feed = new RunFeed(root, Date.now);
  await feed.refresh();
  return feed;
}

test("queued runs train one after another, and equal plans only once", async () => {
  const root = newRoot();
  const plans = [tinyPlan(), tinyPlan({ seed: 2 })];
  const queued = await enqueue(root, plans, options);
  expect(queued.map(({ answer }) => answer)).toEqual(["queued", "queued"]);
  expect((await enqueue(root, plans, options)).map(({ answer }) => answer)).toEqual(["waiting", "waiting"]);
  await drain(root, program, Date.now);

  const feed = await look(root);
  const [first, second] = queued.map(({ id }) => feed.get(id)!);
  expect([first!.status, second!.status]).toEqual(["completed", "completed"]);
  expect(second!.state.startedAt).toBeGreaterThanOrEqual(first!.state.finishedAt!);
  expect(existsSync(join(first!.folder, "final.safetensors"))).toBe(true);
  expect((await enqueue(root, plans, options)).map(({ answer }) => answer)).toEqual(["reused", "reused"]);
});

test("a waiting run can be taken out of the queue, and queued again", async () => {
  const root = newRoot();
  const [run] = await enqueue(root, [tinyPlan()], options);
  await requestStop(root, (await look(root)).get(run!.id)!, 5);
  await drain(root, program, Date.now);
  expect((await look(root)).get(run!.id)).toMatchObject({ status: "stopped", state: { startedAt: undefined } });
  await resumeRun(root, run!.id, options);
  await drain(root, program, Date.now);
  expect((await look(root)).get(run!.id)?.status).toBe("completed");
  await expect(resumeRun(root, run!.id, options)).rejects.toThrow("is finished");
});

test("a stop request that is there from the beginning is obeyed while data are read, and cleared", async () => {
  const root = newRoot();
  const [run] = await enqueue(root, [tinyPlan()], options);
  const folder = runFolder(root, run!.id);
  writeFileSync(join(folder, stopFile), "");
  await drain(root, program, Date.now);
  expect((await look(root)).get(run!.id)?.status).toBe("stopped");
  expect(existsSync(join(folder, stopFile))).toBe(false);
});

test("a training process that dies leaves a failed run that says so", async () => {
  const root = newRoot();
  const trainer = join(mkdtempSync(join(tmpdir(), "sparse-dead-")), "trainer.cjs");
  writeFileSync(trainer, "console.log('last words'); process.exit(134);");
  const [run] = await enqueue(root, [tinyPlan()], options);
  await drain(root, { ...program, trainer }, Date.now);
  const failed = (await look(root)).get(run!.id)!;
  expect(failed.state.reason).toMatch(/^The training process ended with code 134 in epoch 1\. .*trainer\.log/);
  expect(readFileSync(join(failed.folder, "trainer.log"), "utf8")).toContain("last words");
});

test("a run that was asked to stop and then ended at once is stopped, not failed", async () => {
  const root = newRoot();
  const trainer = join(mkdtempSync(join(tmpdir(), "sparse-dead-")), "trainer.cjs");
  writeFileSync(trainer, "process.kill(process.pid, 'SIGKILL');");
  const [run] = await enqueue(root, [tinyPlan()], options);
  const stop = join(runFolder(root, run!.id), stopFile);
  writeFileSync(stop, "");
  await drain(root, { ...program, trainer }, Date.now);
  expect((await look(root)).get(run!.id)?.status).toBe("stopped");
  expect(existsSync(stop)).toBe(false);
});

test("a killed run resumes from its last checkpoint and ends with the same weights", async () => {
  const plan = tinyPlan({ train: { ...tinyPlan().train, epochs: 12 } });
  const [straight, killed] = [newRoot(), newRoot()];
  const [run] = await enqueue(straight, [plan], options);
  await drain(straight, program, Date.now);

  await enqueue(killed, [plan], options);
  const drained = drain(killed, program, Date.now);
  const feed = new RunFeed(killed, Date.now);
  const kill = async () => {
    await feed.refresh();
    const view = feed.get(run!.id)!;
    expect(view.state.epochs.length).toBeGreaterThan(0);
    killRun(view, Date.now());
  };
  await vi.waitFor(kill, { timeout: 30_000, interval: 5 });
  await drained;
  expect((await look(killed)).get(run!.id)?.state.reason).toContain("was ended by SIGKILL");

  await resumeRun(killed, run!.id, { ...options, threads: 2 });
  await drain(killed, program, Date.now);
  const weights = async (root: string) => (await readSafetensors(join(runFolder(root, run!.id), finalFile))).tensors;
  expect(await weights(killed)).toEqual(await weights(straight));
  const curve = async (root: string) =>
    (await look(root)).get(run!.id)!.state.progress.map(({ step, loss }) => [step, loss]);
  expect(await curve(killed)).toEqual(await curve(straight));
});

test("a run whose data are missing fails with the reason, not a stack trace", async () => {
  const root = newRoot();
  const data = { format: "cifar10", path: join(root, "nowhere") } as const;
  const [run] = await enqueue(root, [tinyPlan({ data })], options);
  await drain(root, program, Date.now);
  const { status, state } = (await look(root)).get(run!.id)!;
  expect(status).toBe("failed");
  expect(state.reason).toContain("cs.toronto.edu");
  expect(state.reason).not.toContain("    at ");
});
