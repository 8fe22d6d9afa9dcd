import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { backendsVariable } from "../../../src/launch/backends";
import { tryEngineApart } from "../../../src/launch/trying";
import { runFolder } from "../../../src/store/root";
import { runOf } from "../../../src/store/runs";
import { dropoutKeeps, dropoutKey } from "../../../src/engine/dropout";
import { tinyPlan } from "../../plans";
import { conforms } from "../conformance";
import { trains } from "../training";
import { tensorflowEngine, tensorflowFolder } from "./tensorflow";

// TensorFlow's kernels add thousands of numbers one after the other in float32, and oneDNN computes some convolutions
// by Winograd's method: where a gradient is a small difference of large sums, 1e-4 of the largest is what they keep.
const tolerance = 1e-4;

describe.skipIf(tensorflowFolder === undefined)("as built on this machine", () => {
  conforms("TensorFlow", {
    engine: tensorflowEngine,
    keeps: (seed, step, node, element, rate) => dropoutKeeps(dropoutKey(seed, step, node), element, rate),
    chosen: (name) => !name.startsWith("more weights"),
    tolerance,
  });
  trains("TensorFlow", { engine: tensorflowEngine, tolerance });

  // In a process of its own: TensorFlow takes its number of threads when it is loaded, and a crash ends the process.
  test("a batch of fewer images than threads is trained on", async () => {
    const program = {
      ...{ node: process.execPath, trainer: resolve("dist/trainer.js") },
      // What the tests before have set in this one is not for that one.
      env: { [backendsVariable]: tensorflowFolder ?? "", TF_NUM_INTRAOP_THREADS: "8" },
    };
    const root = mkdtempSync(join(tmpdir(), "sparse-tensorflow-"));
    const plan = tinyPlan();
    const run = await runOf(root, { ...plan, train: { ...plan.train, batch: 1 } }, false);
    const tried = await tryEngineApart(program, "tensorflow", { threads: 8, folder: runFolder(root, run) });
    expect(tried).toMatchObject({ works: true, reason: "TensorFlow on 8 CPU threads" });
    expect(tried.stepMs).toBeGreaterThan(0);
  });
});
