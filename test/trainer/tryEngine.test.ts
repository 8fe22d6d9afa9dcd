import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { readGolden } from "../../src/core/training/replay";
import type { Engine } from "../../src/core/training/engine";
import { sparseEngine } from "../../src/engine/sparse/engine";
import { tryEngine } from "../../src/trainer/tryEngine";
import { tinyPlan } from "../plans";

const sparse = sparseEngine({ assets: resolve("dist/engine") });
/** A clock that is 8 ms later at every look: so long seem the eight steps that are timed. */
function trial() {
  const golden = readGolden(JSON.parse(readFileSync("test/golden/train_resnet8_w4.json", "utf8")));
  if ("fault" in golden) throw new Error(golden.fault);
  let ms = 0;
  return { golden, threads: 1, now: () => (ms += 8) } as const;
}

test("an engine that computes what PyTorch computed works; the time of a plan's step is their mean", async () => {
  expect(await tryEngine(sparse, trial())).toMatchObject({ engine: "sparse", works: true });
  expect(await tryEngine(sparse, { ...trial(), plan: tinyPlan() })).toMatchObject({ works: true, stepMs: 1 });
  const scored = tinyPlan({ prune: { scheme: "snip", density: 0.2, sampling: "exact" } });
  expect(await tryEngine(sparse, { ...trial(), plan: scored })).toMatchObject({ works: true, stepMs: 1 });
});

test("a step ends when the device has computed it, not when it was handed over", async () => {
  let ms = 0;
  let given = 0;
  const slow: Engine = {
    ...sparse,
    open: async (request) => {
      const session = await sparse.open(request);
      const step: typeof session.step = (batch, update) => {
        given++;
        return session.step(batch, update);
      };
      const results = () => {
        ms += 100 * given;
        given = 0;
        return session.results();
      };
      return { ...session, step, results };
    },
  };
  const { golden } = trial();
  const tried = await tryEngine(slow, { golden, plan: tinyPlan(), threads: 1, now: () => ms });
  expect(tried).toMatchObject({ works: true, stepMs: 100 });
});

test("an engine is loaded for as many threads as the run is to have", async () => {
  const asked: (number | undefined)[] = [];
  const probe = (threads?: number) => {
    asked.push(threads);
    return sparse.probe();
  };
  await tryEngine({ ...sparse, probe }, trial());
  expect(asked).toEqual([1]);
});

test("an engine whose numbers are off by more than rounding does not work", async () => {
  const wrong: Engine = {
    ...sparse,
    open: async (request) => {
      const session = await sparse.open(request);
      const logits = async (images: Float32Array, count: number) =>
        (await session.logits(images, count)).map((value) => value * 1.1);
      return { ...session, logits };
    },
  };
  expect(await tryEngine(wrong, trial())).toEqual({
    ...{ engine: "sparse", works: false },
    reason: "its numbers are wrong: they differ from PyTorch's by 1e-1",
  });
});

test("an engine that is not there, or that fails, does not work, and says why", async () => {
  const probe = () => Promise.resolve({ available: false, reason: "it is not installed", details: [] });
  expect(await tryEngine({ ...sparse, probe }, trial())).toMatchObject({ works: false, reason: "it is not installed" });
  const open = () => Promise.reject(new RangeError("The device is lost."));
  expect(await tryEngine({ ...sparse, open }, trial())).toMatchObject({ works: false, reason: "The device is lost" });
});

test("a GPU that is a program on the CPU is told apart, and its steps are not timed", async () => {
  const probe = () => Promise.resolve({ available: true, reason: "SwiftShader", software: true, details: [] } as const);
  const tried = await tryEngine({ ...sparse, probe }, { ...trial(), plan: tinyPlan() });
  expect(tried).toEqual({ engine: "sparse", works: true, reason: "SwiftShader", software: true });
});
