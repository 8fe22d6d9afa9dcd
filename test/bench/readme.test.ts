import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checked } from "../../bench/checked";
import { withSection } from "../../bench/readme";
import { ReportSchema } from "../../bench/report";
import { group, report } from "./sampleReport";

const readme = readFileSync("README.md", "utf8");

test("the README's figures are those of docs/benchmark.json", () => {
  const json: unknown = JSON.parse(readFileSync("docs/benchmark.json", "utf8"));
  expect(withSection(readme, checked(ReportSchema, json, "docs/benchmark.json"))).toBe(readme);
});

test("the section has ERK first, each version of Node, and says where PyTorch is faster", () => {
  const section = withSection(readme, report).split("\n");
  // 100 ms of PyTorch's against 200, 125, 50 and, on Node 20, 80; SparseProp's loops take 250.
  const rows = section.filter((line) => line.startsWith("| `cifar_resnet_20`, 64"));
  expect(
    rows.map((line) =>
      line
        .slice(2, -2)
        .split(/ *\| */)
        .slice(1)
        .map((text) => text.trim()),
    ),
  ).toEqual([
    ["1", "erk", "0.50", "0.80"],
    ["1", "uniform", "0.50", "2.0 (1.3)"],
    ["1", "uniform, SparseProp's loops", "", "0.40"],
  ]);
  expect(section.join(" ")).toContain("**PyTorch is faster on** `cifar_resnet_20` at 1, 0.1 (erk).");
  expect(section.join(" ")).toContain("Medians of 9 interleaved steps, 2030-01-02: A processor, 2 cores, Linux x64;");
  expect(section.join(" ")).not.toContain("busy");
});

test("of a busy machine only CPU time on one thread is quoted", () => {
  const both = { ...report, machine: { ...report.machine, load: 3 }, groups: [group, { ...group, threads: 2 }] };
  const section = withSection(readme, both);
  // 150 ms of CPU time (contiguous) against 60.
  expect(section).toContain("| uniform                     | 0.75 | 2.5 (1.9) |");
  expect(section).not.toMatch(/\| 2 +\| erk/);
  expect(section).toContain("The machine was busy with other work: this is CPU time, on one thread only.");
});

test("what cannot be quoted is refused", () => {
  const { pytorch, ...rest } = report;
  expect(pytorch).toBeDefined();
  expect(() => withSection(readme, rest)).toThrow("without PyTorch");
  expect(() => withSection("# Other", report)).toThrow("The README has no");
  expect(() => checked(ReportSchema, { ...report, date: 3 }, "x.json")).toThrow("x.json is not as expected: /date");
});
