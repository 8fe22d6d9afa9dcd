import { availableParallelism } from "node:os";
import { expect, test } from "vitest";
import { readOptions } from "../../../bench/settings";

test("all engines are measured at three widths and two densities, as the issue asks", () => {
  expect(readOptions(["--engine", "all"])).toMatchObject({
    ...{ do: "engines", out: "out/reports" },
    settings: {
      engines: ["tensorflow-gpu", "webgpu", "sparse", "tensorflow"],
      ...{ widths: [16, 64, 128], densities: [1, 0.05], batch: 128, rounds: 5, warmups: 2, patienceMs: 60_000 },
      threads: [...new Set([1, availableParallelism()])],
    },
  });
});

test("engines, widths, batch and patience can be lowered for a slow machine", () => {
  const args = ["--engine", "sparse,tensorflow", "--quick", "--widths", "64,8", "--batch", "32", "--patience", "1.5"];
  expect(readOptions([...args, "--threads", "2,1", "--node", "another"])).toMatchObject({
    node: "another",
    settings: {
      engines: ["sparse", "tensorflow"],
      // The narrowest first: what it takes tells who would take too long for the next.
      ...{ widths: [8, 64], batch: 32, threads: [1, 2], rounds: 2, patienceMs: 1500 },
    },
  });
});

test.each([
  [
    ["--engine", "cuda"],
    'No engine is called "cuda" (known engines: all, tensorflow-gpu, webgpu, sparse, tensorflow).',
  ],
  [["--engine", "all", "--widths", "16,wide"], '--widths has "wide", but takes numbers above 0 and up to 1000.'],
  [["--engine", "all", "--densities", "2"], '--densities has "2", but takes numbers above 0 and up to 1.'],
  [["--engine", "all", "--batch", "1.5"], '--batch has "1.5", but takes whole numbers.'],
])("%j is refused with a reason", (args, fault) => {
  expect(readOptions(args)).toEqual({ fault: expect.stringContaining(fault) as unknown });
});
