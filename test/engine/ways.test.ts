import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Layer } from "../../src/core/model/graph";
import { compile } from "../../src/engine/sparse/compile";
import { sparseEngine } from "../../src/engine/sparse/engine";
import { geometryOf } from "../../src/engine/sparse/geometry";
import { measureWays } from "../../src/engine/sparse/measure";
import { forwardLoop, readWays, waysToTry, writeWays } from "../../src/engine/sparse/ways";
import { assets } from "./assets";
import { problem, sameBits } from "./conformance";
import { network } from "./networks";

const engine = sparseEngine({ assets });
const initial = { weight: "kaiming_fan_in", bias: "zero" } as const;

function conv(out: number, kernel: number, stride: number): Layer {
  const side = kernel >> 1;
  const padding = { top: side, bottom: side, left: side, right: side };
  return { op: "conv2d", out, bias: false, initial, kernel: [kernel, kernel], stride: [stride, stride], padding };
}

// 37 and 50 channels: neither is a multiple of the 16 that a pass takes at least. 13 and 7 pixels end in partial tiles.
const wide = network(
  "wide",
  [3, 13, 13],
  [
    ...[conv(37, 3, 1), { op: "batchNorm", epsilon: 0.02, momentum: 0.1 } as const, { op: "relu" } as const],
    ...[conv(50, 5, 1), { op: "relu" } as const, conv(37, 3, 2), conv(50, 1, 1), conv(18, 3, 1)],
    ...[{ op: "globalAvgPool" } as const, { op: "dense", out: 4, bias: true, initial } as const],
  ],
);
const ways = ["16, 16", "32, 16", "16, 32", "all, all", "16 runs, 16 runs", "16 runs, all", "32, 16 runs"];
const update = { rate: 0.05, momentum: 0.9, nesterov: true, weightDecay: 1e-4, labelSmoothing: 0 };

test.each([1, 0.6, 0.1])("at density %d a layer gives the same bits whichever way it goes", async (density) => {
  const { request, batch } = problem({ graph: wide, batch: 6, density });
  const results = [];
  for (const words of ways) {
    const layers = wide.nodes.flatMap(({ name, layer }) => (layer.op === "conv2d" ? [[name, words]] : []));
    const session = await engine.open({ ...request, ways: Object.fromEntries(layers) as Record<string, string> });
    for (const step of [0, 1]) await session.step(batch, { ...update, step });
    const steps = await session.results();
    results.push({ steps, state: await session.state(), images: await session.inputGradient(batch) });
    await session.close();
  }
  const [first, ...others] = results;
  for (const other of others) {
    expect(other.steps).toEqual(first!.steps);
    expect(sameBits(other.state.parameters, first!.state.parameters)).toBe(true);
    expect(sameBits(other.state.buffers, first!.state.buffers)).toBe(true);
    expect(other.images).toEqual(first!.images);
  }
});

test("the ways of a layer make streams of different passes and runs", () => {
  const passes = (words: string): readonly number[] => {
    const [name] = wide.nodes.filter(({ layer }) => layer.op === "conv2d").slice(1);
    const { parameters } = compile(wide, new Map(), 4, readWays({ [name!.name]: words }));
    return [...parameters.streams.values()]
      .slice(1, 2)
      .flatMap(({ forward }) => [forward.passes, forward.starts.length]);
  };
  // 37 channels are three groups of 16; 50 channels out and the end make the pointers.
  expect(passes("all, all")).toEqual([1, 51]);
  expect(passes("32, all")).toEqual([2, 101]);
  expect(passes("16, all")).toEqual([3, 151]);
  expect(passes("16 runs, all")).toEqual([3, 451]);
});

test("measuring names the layers that have a choice, and a session says what it goes by", async () => {
  const { request } = problem({ graph: wide, batch: 4, density: 0.5 });
  const measured = (await engine.measureWays?.(request)) ?? {};
  // The first convolution has three input channels and density 0.5: only runs are in question.
  expect(Object.keys(measured)).toEqual(["conv2d1", "conv2d4", "conv2d6", "conv2d7", "conv2d8"]);
  expect(Object.values(measured).every((words) => /^(all|\d+)( runs)?, (all|\d+)( runs)?$/.test(words))).toBe(true);
  const session = await engine.open({ ...request, ways: measured });
  expect(session.device.ways).toEqual(measured);
  await session.close();
});

test("layers of one shape and density go the same way", async () => {
  const graph = network("twins", [32, 8, 8], [conv(32, 3, 1), conv(32, 3, 1), { op: "globalAvgPool" }]);
  const { request } = problem({ graph, batch: 4, density: 1 });
  const module = await WebAssembly.compile(readFileSync(`${assets}/simd128.wasm`));
  const measured = measureWays(request, module);
  expect(Object.keys(measured)).toEqual(["conv2d1", "conv2d2"]);
  expect(measured.conv2d1).toBe(measured.conv2d2);
});

test("ways survive being written and read, and words of another version are left out", () => {
  const written = { a: "16 runs, all", b: "32, 64" };
  expect(writeWays(readWays(written))).toEqual(written);
  expect([...readWays({ a: "24, all", b: "tiled", c: "all" }).keys()]).toEqual([]);
});

test("a layer's ways are tried around what its strip leaves in the cache", () => {
  const graph = network("n", [256, 8, 8], [conv(256, 3, 1), { op: "globalAvgPool" }]);
  const loop = forwardLoop(geometryOf(graph, 1));
  // Four rows of eight pixels read six rows of ten: 960 bytes a channel, of which 32 fit in 32 KiB.
  expect(loop.bytesPerChannel).toBe(960);
  const tried = (density: number) => waysToTry(loop, density, density * 256 * 256 * 9).map(({ channels }) => channels);
  expect(tried(0.1)).toEqual([16, 32, 64]);
  // At density 0.02 a channel has 2.9 weights in 16 channels and 5.8 in 32: too few to sum up apart.
  expect(tried(0.02)).toEqual([64, 128]);
});
