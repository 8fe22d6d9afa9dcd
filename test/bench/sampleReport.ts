/** A small report with round numbers. */
import type { Candidate, Ours } from "../../bench/candidates";
import type { Group, Report, Row } from "../../bench/report";
import type { Summary } from "../../bench/statistics";

export function ours(
  way: Ours["way"],
  scheme: Ours["scheme"],
  density: number,
  wall: number,
  cpu: number,
  node = "24.1.0",
): Row {
  return row({ by: "ours", node, way, scheme, density }, wall, cpu);
}

export const group: Group = {
  network: "cifar_resnet_20",
  threads: 1,
  rows: [
    ours("sparse", "dense", 1, 400, 300),
    ours("engine", "dense", 1, 200, 200),
    ours("engine", "erk", 0.1, 125, 125),
    {
      ...ours("engine", "uniform", 0.1, 50, 60),
      ...{ macs: 0.11, memoryBytes: 142_000_000 },
      wallMs: { lower: 40, median: 50, upper: 60, samples: 9 },
      cpuMs: { lower: 50, median: 60, upper: 70, samples: 9 },
    },
    ours("engine", "uniform", 0.1, 80, 80, "20.1.0"),
    ours("sparseprop", "uniform", 0.1, 250, 250),
    pytorch("channels_last", false, 100, 200),
    pytorch("contiguous", false, 110, 150),
    pytorch("channels_last", true, 120, 220),
  ],
};

export const report: Report = {
  date: "2030-01-02",
  machine: { cpu: "A processor", cores: 2, memoryGiB: 8, system: "Linux x64", load: 0.1 },
  runtimes: [
    { node: "24.1.0", v8: "13.6", kernels: "relaxed SIMD" },
    { node: "20.1.0", v8: "11.3", kernels: "relaxed SIMD" },
  ],
  pytorch: { pytorch: "2.13.0", python: "3.11.2", productGflops: 90 },
  settings: {
    networks: [
      {
        ...{ name: "cifar_resnet_20", classes: 10, batch: 64, densities: [1, 0.1], elsewhere: [0.1], profiled: [0.1] },
        ...{ rounds: 3, warmups: 1, steps: 3, turnMs: 1000 },
      },
    ],
    threads: [1],
  },
  limits: { gflops: 40, level1GBps: 70, level2GBps: 60, memoryGBps: 10, copyGBps: 12 },
  loadingMs: exactly(1.5),
  groups: [group],
  profiles: [
    {
      ...{ network: "cifar_resnet_20", scheme: "uniform", density: 0.1, stepMs: 10 },
      rows: [
        { layer: "3×3 conv, 16 → 16 at 32×32", pass: "forward", layers: 6, ms: 4, flop: 8e7, bytes: 3.2e7 },
        { layer: "norm + ReLU, 16 at 32×32", pass: "forward", layers: 4, ms: 5, flop: 0, bytes: 0 },
      ],
    },
  ],
};

function pytorch(layout: "channels_last" | "contiguous", masked: boolean, wall: number, cpu: number): Row {
  return row({ by: "pytorch", layout, masked }, wall, cpu);
}

function row(candidate: Candidate, wall: number, cpu: number): Row {
  return { candidate, macs: 1, wallMs: exactly(wall), cpuMs: exactly(cpu) };
}

function exactly(ms: number): Summary {
  return { lower: ms, median: ms, upper: ms, samples: 9 };
}
