import { expect, test } from "vitest";
import type { EngineGroup, EnginesReport, Contestant } from "../../../bench/engines/report";
import { enginesText } from "../../../bench/engines/table";

const network = { name: "cifar_resnet_20_64", classes: 10, batch: 128 };

const group: EngineGroup = {
  ...{ network, threads: 1 },
  rows: [
    row(engine("webgpu", 0.05), [100, 100]),
    row(engine("tensorflow", 1), [1000, 4000], [1000, 1250]),
    { ...row(engine("sparse", 1), []), reason: "There is too little memory." },
    row(pytorch("cpu", "contiguous", false), [900, 900], [900, 900]),
    // The better layout: a median of 750 ms, once 500 and once 1000.
    row(pytorch("cpu", "channels_last", false), [500, 1000], [400, 500]),
    row(pytorch("cuda", "channels_last", true), [40, 60]),
  ],
};

const report: EnginesReport = {
  ...{ date: "2030-01-02", node: "24.1.0" },
  machine: { cpu: "A processor", cores: 2, memoryGiB: 8, system: "Linux x64", load: 0.1 },
  pytorch: { pytorch: "2.13.0", python: "3.11.2", devices: [{ device: "cpu", name: "the CPU" }] },
  settings: {
    engines: ["tensorflow-gpu", "webgpu", "sparse", "tensorflow"],
    ...{ widths: [64], densities: [1, 0.05], batch: 128, threads: [1], rounds: 2 },
    ...{ warmups: 2, turnMs: 1000, patienceMs: 1000 },
  },
  engines: [
    { engine: "tensorflow-gpu", works: false, reason: "its package is not installed" },
    { engine: "tensorflow", works: true, reason: "TensorFlow on 1 CPU threads" },
  ],
  groups: [group],
  overhead: [],
};

test("every engine has a row with what it is measured on, or why it is not", () => {
  expect(line("tensorflow-gpu")).toEqual(["tensorflow-gpu", "not measured", "its package is not installed"]);
  expect(line("tensorflow  ")).toEqual(["tensorflow", "measured", "TensorFlow on 1 CPU threads"]);
});

test("an engine is held against PyTorch's better layout on the same device, round by round", () => {
  // 128 images in 1 s and in 4 s; 128 in 1 s and in 1.25 s of
  // CPU time; 500 / 1000 and 1000 / 4000 ms; 400 / 1000 and 500 / 1250 ms of CPU time.
  expect(line("TensorFlow on the CPU   ")).toEqual([
    ...["TensorFlow on the CPU", "1", "80.0", "[56.0–104.0]", "115.2"],
    ...["0.38", "[0.31–0.44]", "0.40", "–", "–"],
  ]);
  // 40 / 100 and 60 / 100 ms: of PyTorch's masked training on the GPU, and of nothing on the CPU.
  expect(line("Any GPU").slice(-5)).toEqual(["–", "–", "0.50", "[0.45–0.55]", "0.50"]);
});

test("what has no times has a reason below the table", () => {
  expect(text()).toContain("Sparse engine on the CPU, 1: There is too little memory.");
});

test("the targets are met or not by what was measured", () => {
  expect(text()).toContain(
    "Any GPU, through WebGPU 0.05, cifar_resnet_20_64, batch 128, 1 thread: 0.50 [0.45–0.55] by wall time: met",
  );
  expect(text()).toContain("1 thread: 0.38 [0.31–0.44] by wall time: not met");
  // Where others work, wall time tells who had the core: 0.4 by CPU time.
  const busy = text({ ...report, machine: { ...report.machine, load: 3 } });
  expect(busy).toContain("The machine was busy");
  expect(busy).toContain("1 thread: 0.40 [0.40–0.40] by CPU time: not met");
  expect(text({ ...report, groups: [] }).match(/not measured here/g)).toHaveLength(2);
});

test("what an operation costs is a step's time over its layers and tensors", () => {
  const overhead = [
    { ...group, network: { ...network, name: "cifar_resnet_8", batch: 1 }, rows: [row(engine("sparse", 1), [89])] },
  ];
  const shown = text({ ...report, groups: [], overhead });
  // 9 convolutions, 9 batch norms, 7 ReLUs, 3 sums, a pool and a dense layer; 9 + 18 + 2 tensors.
  expect(shown).toContain("as 89 operations: 30 layers forward and as many back, 29 tensors updated.");
  expect(shown).toMatch(/Sparse engine on the CPU +1 +89000 +\[89000–89000\] +1000\.0 +1000\.0/);
});

function text(of = report): string {
  return enginesText(of);
}

function line(start: string): string[] {
  const found = text()
    .split("\n")
    .find((candidate) => candidate.trimStart().startsWith(start));
  return found!.trim().split(/\s{2,}/);
}

function engine(id: "webgpu" | "tensorflow" | "sparse", density: number): Contestant {
  return { by: "engine", engine: id, density };
}

function pytorch(device: "cpu" | "cuda", layout: "channels_last" | "contiguous", masked: boolean): Contestant {
  return { by: "pytorch", device, layout, masked };
}

function row(contestant: Contestant, wall: readonly number[], cpu = wall): EngineGroup["rows"][number] {
  return { contestant, turns: wall.map((wallMs, round) => ({ steps: 1, wallMs, cpuMs: cpu[round]! })) };
}
