import { expect, test } from "vitest";
import type { Candidate, EngineId } from "../../src/core/training/engines";
import { decide, EngineRefused } from "../../src/trainer/decide";

const auto = { engine: "auto", requireGpu: false } as const;

/** Tries engines, of which these work, and remembers which were tried and timed. */
function trial(working: Partial<Record<EngineId, number>>) {
  const tried: string[] = [];
  const attempt = (engine: EngineId, timed: boolean): Promise<Candidate> => {
    tried.push(timed ? `${engine}, timed` : engine);
    const stepMs = working[engine];
    const works = stepMs !== undefined;
    const reason = works ? "here" : "it is not installed";
    return Promise.resolve({ engine, works, reason, ...(works && timed && { stepMs }) });
  };
  return { tried, attempt };
}

test("where nothing else works, the sparse engine is taken without timing it", async () => {
  const { tried, attempt } = trial({ sparse: 40 });
  expect(await decide(auto, undefined, attempt)).toMatchObject({ engine: "sparse", because: "only" });
  expect(tried).toEqual(["tensorflow-gpu, timed", "webgpu, timed", "tensorflow, timed", "sparse"]);
});

test("where another engine works, both are timed", async () => {
  const { tried, attempt } = trial({ sparse: 40, tensorflow: 50 });
  const decision = await decide(auto, undefined, attempt);
  expect(decision).toMatchObject({ engine: "sparse", because: "fastest" });
  expect(decision.candidates.map(({ engine, stepMs }) => [engine, stepMs])).toEqual([
    ["tensorflow-gpu", undefined],
    ["webgpu", undefined],
    ["sparse", 40],
    ["tensorflow", 50],
  ]);
  expect(tried.at(-1)).toBe("sparse, timed");
});

test("a run that was interrupted on an engine that has gone is carried to another one", async () => {
  const { tried, attempt } = trial({ sparse: 40 });
  expect(await decide(auto, "webgpu", attempt)).toMatchObject({ engine: "sparse", because: "only" });
  expect(tried).toEqual(["webgpu", "tensorflow-gpu, timed", "tensorflow, timed", "sparse"]);
});

test("an engine asked for by name is tried alone, and its reason is told where it does not work", async () => {
  const { tried, attempt } = trial({ sparse: 40 });
  const wish = { engine: "tensorflow", requireGpu: false } as const;
  await expect(decide(wish, undefined, attempt)).rejects.toThrow(EngineRefused);
  await expect(decide(wish, undefined, attempt)).rejects.toThrow("tensorflow does not work here: it is not installed.");
  expect(tried).toEqual(["tensorflow", "tensorflow"]);
});
