import { expect, test } from "vitest";
import { candidates, macShare, masksOf } from "../../bench/candidates";
import { overDense, overPeer, type Group, type Report, type Row } from "../../bench/report";
import { reportText } from "../../bench/table";
import { prunable } from "../../src/core/model/graph";
import { preset } from "../../src/core/model/presets";

const graph = preset("cifar_resnet_20", { classes: 10 })!;

test("ratios are to PyTorch's dense step in the better layout, and to our own at density 1", () => {
  // 100 ms of wall time (channels_last) against 50, and 150 ms of CPU time (contiguous) against 60.
  expect(overPeer(group, sparse, "wallMs")).toBe(2);
  expect(overPeer(group, sparse, "cpuMs")).toBe(2.5);
  expect(overDense(group, sparse, "wallMs")).toBe(8);
  expect(overDense(group, sparse, "cpuMs")).toBe(5);
});

test("without PyTorch or density 1 there is no such ratio", () => {
  const alone: Group = { ...group, rows: [sparse] };
  expect(overPeer(alone, sparse, "wallMs")).toBeUndefined();
  expect(overDense(alone, sparse, "wallMs")).toBeUndefined();
});

test("the table shows every candidate with its times and ratios", () => {
  const lines = reportText(report).split("\n");
  const line = (title: string): string[] =>
    lines
      .find((text) => text.includes(title))!
      .trim()
      .split(/\s{2,}/);
  expect(lines).toContain("cifar_resnet_20, 2 threads");
  expect(line("uniform 0.1")).toEqual([
    ...["uniform 0.1", "11.0 %", "50.0", "[40.0–60.0]", "60.0", "[50.0–70.0]"],
    ...["2.00", "2.50", "8.00", "5.00"],
  ]);
  expect(reportText(report)).not.toContain("busy");
  expect(reportText({ ...report, machine: { ...report.machine, load: 3 } })).toContain("The machine was busy");
  expect(line("PyTorch masked").slice(-4)).toEqual(["0.83", "0.68", "–", "–"]);
});

test("every density has its turn in each scheme, but density 1 only one", () => {
  const titles = candidates([1, 0.1], true).map((candidate) => Object.values(candidate).slice(1).join(" "));
  expect(titles).toEqual([
    ...["dense 1", "uniform 0.1", "erk 0.1"],
    ...["channels_last false", "channels_last true", "contiguous false", "contiguous true"],
  ]);
  expect(candidates([1, 0.1], false)).toHaveLength(3);
});

test("uniform masks leave the first convolution dense, and ERK's keep more multiply-adds", () => {
  const uniform = masksOf(graph, "uniform", 0.1);
  expect([...uniform.keys()]).toEqual(
    prunable(graph)
      .slice(1)
      .map(({ name }) => name),
  );
  expect(masksOf(graph, "dense", 1).size).toBe(0);
  expect(macShare(graph, masksOf(graph, "dense", 1))).toBe(1);
  // The first convolution is 432 · 1024 of some 41 million multiply-adds: 1.1 %, of which nine tenths come on top.
  expect(macShare(graph, uniform)).toBeCloseTo(0.1095, 3);
  expect(macShare(graph, masksOf(graph, "erk", 0.1))).toBeGreaterThan(0.15);
});

const sparse: Row = {
  candidate: { by: "sparse", scheme: "uniform", density: 0.1 },
  macs: 0.11,
  wallMs: { lower: 40, median: 50, upper: 60 },
  cpuMs: { lower: 50, median: 60, upper: 70 },
};

const group: Group = {
  network: "cifar_resnet_20",
  threads: 2,
  rows: [
    row({ by: "sparse", scheme: "dense", density: 1 }, 400, 300),
    sparse,
    row({ by: "pytorch", layout: "channels_last", masked: false }, 100, 200),
    row({ by: "pytorch", layout: "contiguous", masked: false }, 110, 150),
    row({ by: "pytorch", layout: "channels_last", masked: true }, 120, 220),
  ],
};

const report: Report = {
  machine: { cpu: "A processor", cores: 2, memoryGiB: 8, system: "Linux x64", node: "24.0.0", v8: "13.6", load: 0.1 },
  engine: "relaxed SIMD",
  peer: { pytorch: "2.13.0", python: "3.11.2" },
  settings: { networks: [], batch: 64, classes: 10, densities: [1, 0.1], threads: [2], warmups: 1 },
  groups: [group],
};

function row(candidate: Row["candidate"], wall: number, cpu: number): Row {
  const exactly = (ms: number) => ({ lower: ms, median: ms, upper: ms });
  return { candidate, macs: 1, wallMs: exactly(wall), cpuMs: exactly(cpu) };
}
