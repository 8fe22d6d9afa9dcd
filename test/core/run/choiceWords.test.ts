import { expect, test } from "vitest";
import { choiceWords } from "../../../src/core/run/choiceWords";
import type { EventOf } from "../../../src/core/run/event";

const sparse = { engine: "sparse", works: true, reason: "2 CPU threads" };
const choice = (because: EventOf<"engine">["because"], candidates: EventOf<"engine">["candidates"]) =>
  choiceWords({ kind: "engine", at: 0, engine: "webgpu", because, candidates }, "en");

test("why a run trains on an engine is told with the times that decided it", () => {
  const timed = [
    { ...sparse, stepMs: 45.24 },
    { ...sparse, engine: "webgpu", stepMs: 12 },
  ];
  expect(choice("fastest", timed)).toBe("webgpu, the fastest here: 12 ms a step (sparse 45.2 ms)");
  expect(choice("only", [])).toBe("webgpu: no other engine works here");
  expect(choice("kept", [sparse])).toBe("webgpu, as before it was interrupted");
  expect(choice("asked", [sparse])).toBe("webgpu, as asked for");
});
