import { expect, test } from "vitest";
import { type Surroundings, probe } from "../../src/engine/sparse/probe";
import { sparseEngine } from "../../src/engine/sparse/engine";
import { assets } from "./assets";

const usual: Surroundings = {
  ...{ modules: ["relaxed", "simd128"], relaxedAtStart: true, wideCode: false },
  ...{ threads: 8, cores: 8, memory: 16 * 2 ** 30 },
};

/** "kernels: relaxed SIMD, …" and so on. */
function told(here: Partial<Surroundings>, asked?: "relaxed" | "simd128"): string[] {
  return probe({ ...usual, ...here }, asked).details.map(({ name, value, why }) => `${name}: ${value}, ${why}`);
}

test("a machine's kernels, threads and memory are told with their reasons", () => {
  expect(told({})).toEqual([
    "kernels: relaxed SIMD, this runtime has it",
    "vectors: 128 bits, only V8 13 (Node 24) on x64 is known to make wider ones",
    "threads: 8, one for each core; --threads asks for another number",
    "memory: at most 4.0 GiB, WebAssembly's addresses reach no further",
  ]);
});

test.each([
  [{ relaxedAtStart: false }, "kernels: relaxed SIMD, this runtime has it behind a flag, which the engine sets"],
  [{ wideCode: true }, "vectors: 256 bits, V8 makes them of 128 where the CPU has AVX2, by a flag the engine sets"],
  [{ modules: ["simd128"] }, "kernels: plain SIMD, this runtime has no relaxed SIMD, which is faster"],
  [{ threads: 2 }, "threads: 2, this process may use 2 of 8 cores; --threads asks for another number"],
  [{ memory: 1.5 * 2 ** 30 }, "memory: at most 1.5 GiB, that is what this machine gives the process"],
] as const)("where a machine is %o it says so", (here, words) => {
  expect(told(here)).toContain(words);
});

test("a build that was asked for is used for that reason, or missed", () => {
  expect(told({}, "simd128")).toContain("kernels: plain SIMD, it was asked for");
  expect(probe({ ...usual, modules: ["simd128"] }, "relaxed")).toEqual({
    available: false,
    reason:
      "This runtime's WebAssembly has no relaxed SIMD, which the sparse engine needs; Node.js 20 or later has it.",
    details: [],
  });
});

test("this machine can run the engine", async () => {
  expect(await sparseEngine({ assets }).probe()).toMatchObject({
    available: true,
    reason: expect.stringMatching(/^(relaxed|plain) SIMD, \d+ CPU threads?$/) as unknown,
    details: [{ name: "kernels" }, { name: "vectors" }, { name: "threads" }, { name: "memory" }],
  });
});
