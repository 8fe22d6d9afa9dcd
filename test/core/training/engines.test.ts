import { expect, test } from "vitest";
import {
  chooseEngine,
  enginesToTry,
  refusalOf,
  type Candidate,
  type EngineWish,
} from "../../../src/core/training/engines";

const auto: EngineWish = { engine: "auto", requireGpu: false };
const gpu: EngineWish = { engine: "auto", requireGpu: true };
const sparse: Candidate = { engine: "sparse", works: true, reason: "2 CPU threads", stepMs: 45 };
const webgpu: Candidate = { engine: "webgpu", works: true, reason: "NVIDIA T4", stepMs: 12 };
const missing: Candidate = { engine: "tensorflow-gpu", works: false, reason: "it is not installed" };
const software: Candidate = { engine: "webgpu", works: true, reason: "SwiftShader", software: true, stepMs: 1 };

test("auto takes the fastest of those that work", () => {
  expect(enginesToTry(auto, undefined)).toEqual(["tensorflow-gpu", "webgpu", "sparse", "tensorflow"]);
  expect(chooseEngine(auto, undefined, [missing, webgpu, sparse])).toEqual({ engine: "webgpu", because: "fastest" });
  const slow = { ...webgpu, stepMs: 60 };
  expect(chooseEngine(auto, undefined, [missing, slow, sparse])).toEqual({ engine: "sparse", because: "fastest" });
});

test("a single engine that works is taken whatever its speed, and a software adapter is none", () => {
  const only = { engine: "sparse", because: "only" };
  expect(chooseEngine(auto, undefined, [missing, { ...sparse, stepMs: 900 }])).toEqual(only);
  expect(chooseEngine(auto, undefined, [missing, software, sparse])).toEqual(only);
});

test("an interrupted run goes on with what it was trained on, unless that has gone", () => {
  expect(enginesToTry(auto, "sparse")).toEqual(["sparse"]);
  expect(chooseEngine(auto, "sparse", [sparse])).toEqual({ engine: "sparse", because: "kept" });
  expect(chooseEngine(auto, "webgpu", [{ ...webgpu, works: false }])).toBeUndefined();
});

test("who names an engine gets that one or none, and may name a software adapter", () => {
  const wish: EngineWish = { engine: "webgpu", requireGpu: false };
  expect(enginesToTry(wish, "sparse")).toEqual(["webgpu"]);
  expect(chooseEngine(wish, "sparse", [software])).toEqual({ engine: "webgpu", because: "asked" });
  const gone = { ...webgpu, works: false, reason: "no adapter was found" };
  expect(chooseEngine(wish, undefined, [gone])).toBeUndefined();
  expect(refusalOf(wish, [gone])).toBe(
    "The engine webgpu does not work here: no adapter was found. Choose another one, or auto.",
  );
});

test("requireGpu never falls back on the CPU, nor on a GPU in software", () => {
  expect(enginesToTry(gpu, "sparse")).toEqual(["tensorflow-gpu", "webgpu"]);
  expect(chooseEngine(gpu, "sparse", [missing, webgpu])).toEqual({ engine: "webgpu", because: "only" });
  expect(chooseEngine(gpu, undefined, [missing, software])).toBeUndefined();
  expect(refusalOf(gpu, [missing, software])).toBe(
    "requireGpu is set, but no engine for a GPU works here (tensorflow-gpu: it is not installed; webgpu: a software adapter). Do without it to train on the CPU.",
  );
  const named: EngineWish = { engine: "sparse", requireGpu: true };
  expect(chooseEngine(named, undefined, [sparse])).toBeUndefined();
  expect(refusalOf(named, [sparse])).toMatch(/^requireGpu is set, but the engine sparse runs on the CPU\./);
});
