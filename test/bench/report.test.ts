import { expect, test } from "vitest";
import { loadingShare, overDense, overPyTorch, rowOf, wasBusy, type Group } from "../../bench/report";
import { reportText } from "../../bench/table";
import { group, ours, report } from "./sampleReport";

const sparse = rowOf(group, { node: "24.1.0", way: "engine", scheme: "uniform", density: 0.1 })!;

test("ratios are to PyTorch's dense step in the better layout, and to our sparse kernels at density 1", () => {
  // 100 ms of wall time (channels_last) against 50, and 150 ms of CPU time (contiguous) against 60.
  expect(overPyTorch(group, sparse, "wallMs")).toBe(2);
  expect(overPyTorch(group, sparse, "cpuMs")).toBe(2.5);
  // 400 and 300 ms; the engine's own choice at density 1 takes 200.
  expect(overDense(group, sparse, "wallMs")).toBe(8);
  expect(overDense(group, sparse, "cpuMs")).toBe(5);
});

test("without PyTorch or density 1 there is no such ratio", () => {
  const alone: Group = { ...group, rows: [sparse] };
  expect(overPyTorch(alone, sparse, "wallMs")).toBeUndefined();
  expect(overDense(alone, sparse, "wallMs")).toBeUndefined();
});

test("the table shows every candidate with its times and ratios, on each version of Node", () => {
  expect(lines()).toContain("cifar_resnet_20, 1 thread, Node 24");
  // Node 20 takes 80 ms: 100 / 80.
  expect(line("uniform 0.1")).toEqual([
    ...["uniform 0.1", "11.0 %", "142", "50.0", "[40.0–60.0]", "60.0", "[50.0–70.0]"],
    ...["2.00", "2.50", "8.00", "5.00", "80.0", "1.25"],
  ]);
  expect(line("dense 1, sparse kernels").slice(-4)).toEqual(["1.00", "1.00", "–", "–"]);
  expect(line("PyTorch masked").slice(-6)).toEqual(["0.83", "0.68", "–", "–", "–", "–"]);
});

test("a busy machine is said to be one", () => {
  expect(lines().join()).not.toContain("busy");
  expect(reportText({ ...report, machine: { ...report.machine, load: 3 } })).toContain("The machine was busy");
  // On one thread wall time is CPU time, unless another program has the core.
  const waiting = group.rows.map((row) => ({ ...row, wallMs: { ...row.wallMs, median: 1.2 * row.cpuMs.median } }));
  expect(wasBusy(report)).toBe(false);
  expect(wasBusy({ ...report, groups: [{ ...group, rows: waiting }] })).toBe(true);
});

test("making a batch is set against the fastest step on one thread", () => {
  // 1.5 ms against 50.
  expect(loadingShare(report, "cifar_resnet_20")).toBeCloseTo(0.03);
  expect(loadingShare(report, "resnet50")).toBeUndefined();
  expect(lines().join()).toContain("takes 1.50 ms, 3.0 % of the fastest step of cifar_resnet_20 on 1 thread.");
});

test("each layer is set against the machine's limits, and what no kernel took is named", () => {
  // 80 million operations in 4 ms are 20 GFLOP/s of 40; 32 MB are 8 GB/s of 10.
  expect(line("3×3 conv, 16 → 16")).toEqual([
    ...["3×3 conv, 16 → 16 at 32×32", "forward", "6", "4.00", "40.0 %", "20.0", "50 %", "8.0", "80 %"],
  ]);
  expect(line("norm + ReLU").slice(3)).toEqual(["5.00", "50.0 %", "–", "–", "–", "–"]);
  // A step of 10 ms less 4 and 5.
  expect(line("outside the kernels").slice(1, 3)).toEqual(["1.00", "10.0 %"]);
});

test("without PyTorch the table stands on our own times", () => {
  const { pytorch, ...rest } = report;
  expect(pytorch?.pytorch).toBe("2.13.0");
  const text = reportText({ ...rest, groups: [{ ...group, rows: [sparse, ours("sparse", "dense", 1, 400, 300)] }] });
  expect(text).toContain("no PyTorch");
  expect(text).toContain("8.00");
});

function lines(): string[] {
  return reportText(report).split("\n");
}

function line(title: string): string[] {
  return lines()
    .find((text) => text.trim().startsWith(title))!
    .trim()
    .split(/\s{2,}/);
}
