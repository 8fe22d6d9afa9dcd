import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test, vi } from "vitest";
import { type Plan, planGraph } from "../../src/core/experiment/plan";
import { fold } from "../../src/core/run/state";
import { DeviceFailure } from "../../src/core/training/deviceFailure";
import type { Engine, Session } from "../../src/core/training/engine";
import { sparseEngine } from "../../src/engine/sparse/engine";
import { readCheckpoint } from "../../src/store/checkpoint";
import { readEvents } from "../../src/store/events";
import { planFile, rootIn, runFolder } from "../../src/store/root";
import { trainRun } from "../../src/trainer/trainRun";
import { tinyPlan } from "../plans";
import { asked } from "./asked";

function folderOf(plan: Plan): string {
  const folder = runFolder(rootIn(mkdtempSync(join(tmpdir(), "sparse-train-"))), "tiny");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, planFile), JSON.stringify(plan));
  return folder;
}

const sparse = sparseEngine({ assets: resolve("dist/engine") });

/** Trains with a clock that stands still. */
async function trained(folder: string, { loader = "dist/loader.js", engine = sparse } = {}) {
  const outcome = await trainRun({
    ...{ folder, threads: 1, loader: resolve(loader), codecs: resolve("dist/codecs"), now: () => 0 },
    engine: () => asked(engine),
  });
  const { events } = await readEvents(folder);
  return { outcome, events, state: fold(events) };
}

test("a run trains to its end in its folder", async () => {
  const { outcome, state } = await trained(folderOf(tinyPlan()));
  expect(outcome).toBe("ended");
  expect(state).toMatchObject({ phase: "completed", step: 6 });
});

test("a run that diverges fails with an event that says where, and keeps its last checkpoint", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  const plan = tinyPlan();
  // In a step the weights become about −1000 times themselves.
  const optimizer = { ...plan.train.optimizer, lr: 1000, weightDecay: 1 };
  const folder = folderOf({ ...plan, train: { ...plan.train, optimizer, epochs: 8 } });
  const { outcome, events, state } = await trained(folder);
  log.mockRestore();
  expect(outcome).toBe("failed");
  expect(events.slice(-2)).toMatchObject([
    { kind: "diverged", step: 5, epoch: 2 },
    { kind: "finished", outcome: "failed" },
  ]);
  expect(state.reason).toMatch(/^Training diverged at step 5 \(epoch 2\): infinity or NaN in the .* step 3 is kept\.$/);
  expect((await readCheckpoint(folder, planGraph(plan)))?.step).toBe(3);
});

test("an error while batches are made ends the run with its message", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  const { outcome, state } = await trained(folderOf(tinyPlan()), { loader: "dist/nothing.js" });
  log.mockRestore();
  expect(outcome).toBe("failed");
  expect(state).toMatchObject({
    phase: "failed",
    step: 0,
    reason: expect.stringContaining("Cannot find module") as unknown,
  });
});

test("a run whose device fails ends with what to lower, and is resumed from its checkpoint", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  const sentence = "The GPU ran out of memory: lower train.batch, or train a narrower network.";
  // The fifth step, after the checkpoint of the first epoch.
  const failing: Engine = {
    ...sparse,
    open: async (request) => {
      const session = await sparse.open(request);
      const step: Session["step"] = (batch, update) =>
        update.step === 4 ? Promise.reject(new DeviceFailure(sentence)) : session.step(batch, update);
      return { ...session, step };
    },
  };
  const folder = folderOf(tinyPlan());
  const failed = await trained(folder, { engine: failing });
  log.mockRestore();
  expect(failed.state).toMatchObject({ phase: "failed", reason: sentence });
  expect((await readCheckpoint(folder, planGraph(tinyPlan())))?.step).toBe(3);
  const resumed = await trained(folder);
  expect(resumed.state).toMatchObject({ phase: "completed", step: 6 });
  expect(resumed.events.filter(({ kind }) => kind === "resumed")).toMatchObject([{ fromStep: 3 }]);
});
