import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test, vi } from "vitest";
import type { Plan } from "../../src/core/experiment/plan";
import { fold } from "../../src/core/run/state";
import { sparseEngine } from "../../src/engine/sparse/engine";
import { readEvents } from "../../src/store/events";
import { planFile, rootIn, runFolder } from "../../src/store/root";
import { trainRun } from "../../src/trainer/trainRun";
import { tinyPlan } from "../plans";

function folderOf(plan: Plan): string {
  const folder = runFolder(rootIn(mkdtempSync(join(tmpdir(), "sparse-train-"))), "tiny");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, planFile), JSON.stringify(plan));
  return folder;
}

/** Trains with a clock that stands still. */
async function trained(folder: string, loader = "dist/loader.js") {
  const outcome = await trainRun({
    ...{ folder, threads: 1, loader: resolve(loader), now: () => 0 },
    engine: () => sparseEngine({ assets: resolve("dist/engine") }),
  });
  const { events } = await readEvents(folder);
  return { outcome, events, state: fold(events) };
}

test("a run trains to its end in its folder", async () => {
  const { outcome, state } = await trained(folderOf(tinyPlan()));
  expect(outcome).toBe("ended");
  expect(state).toMatchObject({ phase: "completed", step: 6 });
});

test("an error while batches are made ends the run with its message", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  const { outcome, state } = await trained(folderOf(tinyPlan()), "dist/nothing.js");
  log.mockRestore();
  expect(outcome).toBe("failed");
  expect(state).toMatchObject({
    phase: "failed",
    step: 0,
    reason: expect.stringContaining("Cannot find module") as unknown,
  });
});
