import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { evenPadding } from "../../src/core/model/build";
import { buffers, parameters, prunable, sizeOf, type Layer } from "../../src/core/model/graph";
import { preset } from "../../src/core/model/presets";
import { stream } from "../../src/core/random";
import type { Batch, Engine, NetworkState, SessionRequest } from "../../src/core/training/engine";
import { relativeError } from "../../src/core/training/replay";
import { sparseEngine } from "../../src/engine/sparse/engine";
import { moduleNames } from "../../src/engine/sparse/module";
import { dropoutKeeps, dropoutKey } from "../../src/engine/dropout";
import { assets } from "./assets";
import { problem, sameBits } from "./conformance";
import { network, networks } from "./networks";
import { oracle } from "./oracle";

const engine = sparseEngine({ assets });
const update = { rate: 0.05, momentum: 0.9, nesterov: true, weightDecay: 1e-4, labelSmoothing: 0.1 };

async function trained(
  on: Engine,
  request: SessionRequest,
  batch: Batch,
): Promise<readonly [losses: number[], NetworkState]> {
  const session = await on.open(request);
  try {
    for (let step = 0; step < 3; step++) await session.step(batch, { ...update, step });
    const losses = (await session.results()).map(({ loss }) => loss);
    return [losses, await session.state()];
  } finally {
    await session.close();
  }
}

function expectSameState(actual: NetworkState, expected: NetworkState): void {
  for (const part of ["parameters", "buffers", "momentum"] as const) {
    expect(sameBits(actual[part], expected[part]), part).toBe(true);
  }
}

const threaded: readonly { readonly name: string; readonly batch?: number }[] = [
  { name: "pooling with padding and overlap" },
  { name: "more weights than partial sums may hold" },
  { name: "flatten hwc, then dense layers with batch norm and dropout between them" },
  // 19 blocks of images.
  { name: "residual blocks with a projection", batch: 75 },
  { name: "width 5, 14×14, batch 63, density 0.1, 3×3 by 2" },
  { name: "width 6, 15×15, batch 3, density one weight a layer, 5×5 by 2" },
];
test.each(threaded.flatMap((network) => moduleNames.map((module) => ({ ...network, module }))))(
  "$name, $module kernels: training gives the same bits on 1, 2, 3 and 5 threads",
  async ({ name, batch: count, module }) => {
    const found = networks.get(name)!;
    const { request, batch } = problem({ ...found, batch: count ?? found.batch });
    const on = sparseEngine({ assets, module });
    const alone = await trained(on, request, batch);
    for (const threads of [2, 3, 5]) {
      const [losses, state] = await trained(on, { ...request, threads }, batch);
      expect(losses).toEqual(alone[0]);
      expectSameState(state, alone[1]);
    }
  },
);

const identity: Layer = {
  ...{ op: "conv2d", out: 2, bias: false, initial: { weight: "kaiming_fan_in", bias: "zero" } },
  ...{ kernel: [1, 1], stride: [1, 1], padding: evenPadding(0) },
};
const norm: Layer = { op: "batchNorm", epsilon: 1e-5, momentum: 0.1 };

test("a running mean keeps its digits when it is small beside the spread of the pixels", async () => {
  const graph = network("noise", [1, 64, 64], [{ ...identity, out: 1 }, norm, { op: "globalAvgPool" }]);
  const { request, batch } = problem({ graph, batch: 8, density: 1 });
  const random = stream(4, "noise");
  const images = batch.images.map(() => random.normal());
  const parameters = new Map(request.state.parameters).set("conv2d1.weight", Float32Array.of(1));
  const zero = new Map([...request.state.buffers].map(([key, values]) => [key, values.map(() => 0)]));
  const session = await engine.open({ ...request, state: { ...request.state, parameters, buffers: zero } });
  await session.step({ ...batch, images }, { ...update, step: 0 });
  const { buffers: running } = await session.state();
  await session.close();
  // The convolution hands its input on, and a tenth of the batch's mean is blended in.
  const mean = Array.from(images).reduce((sum, pixel) => sum + pixel, 0) / images.length;
  const [name] = [...running.keys()].filter((key) => key.endsWith("running_mean"));
  expect(relativeError(running.get(name!)!, [0.1 * mean])).toBeLessThan(1e-6);
});

// Mean 10 000, standard deviation 1: in float32 the sum of squares of one pixel alone has an error of 8.
test.each([
  ["on its own", [norm, { op: "globalAvgPool" }]],
  ["after a convolution", [identity, norm, { op: "globalAvgPool" }]],
] as const)("batch norm %s keeps its digits when the mean is far from zero", async (_, layers) => {
  const graph = network("far", [2, 9, 11], layers);
  const { request, batch } = problem({ graph, batch: 6, density: 1 });
  const random = stream(3, "far");
  const images = batch.images.map(() => 10_000 + random.normal());
  const weights = new Map(request.state.parameters);
  if (weights.has("conv2d1.weight")) weights.set("conv2d1.weight", Float32Array.of(1, 0, 0, 1));
  const state = { ...request.state, parameters: weights };
  const wanted = oracle(graph, weights, state.buffers, { ...batch, images }, { training: true, labelSmoothing: 0 });
  const session = await engine.open({ ...request, state });
  const { loss, gradients } = await session.gradients(
    { ...batch, images },
    { mode: "train", positions: "kept", labelSmoothing: 0 },
  );
  await session.step({ ...batch, images }, { ...update, step: 0 });
  const { buffers: running } = await session.state();
  await session.close();
  expect(relativeError([loss], [wanted.loss])).toBeLessThan(1e-6);
  for (const [name, values] of wanted.gradients) {
    if (!name.startsWith("conv")) expect(relativeError(gradients.get(name)!, values), name).toBeLessThan(1e-5);
  }
  for (const [name, values] of wanted.buffers)
    expect(relativeError(running.get(name)!, values), name).toBeLessThan(1e-6);
});

test("the kernels' own classes have the fields the host writes, in the same order", async () => {
  const { descriptorLayouts } = await import("../../src/engine/sparse/descriptors");
  const files = [
    "affine",
    "batchNorm",
    "bias",
    "call",
    "convolution",
    "dropout",
    "flatten",
    "moments",
    "pool",
    "tensor",
  ];
  const text = [...files, "update", "weightGradient"]
    .map((file) => readFileSync(`src/engine/sparse/kernels/${file}.ts`, "utf8"))
    .join("\n");
  for (const [name, fields] of Object.entries(descriptorLayouts)) {
    const body = new RegExp(`@unmanaged\nexport class ${name} \\{\n(.*?)\n\\}`, "s").exec(text)?.[1] ?? "";
    const found = [...body.matchAll(/^ {2}(\w+): ([^;]+);$/gm)].map(([, field, type]) =>
      type === "f32" ? `${field}:f32` : field,
    );
    expect(found, name).toEqual(fields);
  }
});

test("dropout drops its share, and other elements in another step, node or run", () => {
  const dropped = (seed: number, step: number, node: number): number[] => {
    const key = dropoutKey(seed, step, node);
    return Array.from({ length: 20_000 }, (_, element) => element).filter(
      (element) => !dropoutKeeps(key, element, 0.3),
    );
  };
  const first = dropped(1, 0, 2);
  // Binomial: 6000 ± 65; five standard deviations.
  expect(Math.abs(first.length - 6000)).toBeLessThan(325);
  for (const other of [dropped(2, 0, 2), dropped(1, 1, 2), dropped(1, 0, 3)]) {
    const both = other.filter((element) => first.includes(element)).length;
    // Independent draws share 9 %: 1800 ± 41.
    expect(Math.abs(both - 1800)).toBeLessThan(205);
  }
});

test("a network that does not fit into memory is refused before any of it is allocated", async () => {
  const graph = preset("resnet18", { classes: 1000 })!;
  const zeros = ({ name, shape }: { name: string; shape: readonly number[] }) =>
    [name, new Float32Array(sizeOf(shape))] as const;
  const state = {
    ...{ parameters: new Map(parameters(graph).map(zeros)), buffers: new Map(buffers(graph).map(zeros)) },
    momentum: new Map(),
  };
  const masks = new Map(prunable(graph).map(({ name, shape }) => [name, new Uint8Array(sizeOf(shape))]));
  const request = { graph, state, masks, batch: 512, threads: 1, seed: 1 };
  await expect(engine.open(request)).rejects.toThrow(
    /^resnet18 needs about \d+\.\d GiB at batch 512, the engine can hold 4 GiB: lower train\.batch\.$/,
  );
});

const fitting = problem(networks.get("one class")!);
test.each([
  ["threads", { threads: 0 }, "threads is 0, but must be a whole number from 1."],
  ["batch", { batch: 1.5 }, "batch is 1.5, but must be a whole number from 1."],
  [
    "state",
    { state: { ...fitting.request.state, buffers: new Map(), parameters: new Map() } },
    "has no numbers, but needs",
  ],
  [
    "masks",
    { masks: new Map([["nothing", new Uint8Array(1)]]) },
    "There is a mask for nothing, but one class has no such",
  ],
] as const)("a request with unfit %s is refused in one sentence", async (_, change, message) => {
  await expect(engine.open({ ...fitting.request, ...change })).rejects.toThrow(message);
});

test("a batch that does not fit the session is refused in one sentence", async () => {
  const { request, batch } = problem(networks.get("residual blocks with a projection")!);
  const session = await engine.open(request);
  const labelled = { ...batch, labels: batch.labels.map(() => 4) };
  await expect(session.inputGradient(labelled)).rejects.toThrow(
    "A label is 4, but the classes are numbered from 0 to 3.",
  );
  await expect(session.logits(batch.images, 5)).rejects.toThrow(
    "The batch of 5 images has 1152 numbers, but needs 960.",
  );
  await expect(session.logits(batch.images, 8)).rejects.toThrow(
    "A batch holds 8 examples, but this session takes 1 to 7.",
  );
  await session.close();
  await expect(session.logits(batch.images, 6)).rejects.toThrow("The session is closed.");
});

test("a session that cannot start leaves no thread behind", async () => {
  const broken = sparseEngine({ assets: "test/golden" });
  const threads = (): number => process.getActiveResourcesInfo().filter((name) => name === "MessagePort").length;
  const before = threads();
  await expect(broken.open({ ...fitting.request, threads: 3 })).rejects.toThrow("relaxed.wasm");
  expect(threads()).toBe(before);
});

test("the device says which kernels run, and a module can be asked for", async () => {
  const session = await sparseEngine({ assets, module: "simd128" }).open({ ...fitting.request, threads: 2 });
  const description = "2 CPU threads, plain SIMD";
  expect(session.device).toEqual({ engine: "sparse", threads: 2, module: "simd128", description });
  await session.close();
});

test("the time of the kernels is that of training steps alone", async () => {
  const { request, batch } = problem(networks.get("residual blocks with a projection")!);
  const session = await engine.open(request);
  expect(session.kernelSeconds!()).toBe(0);
  const started = performance.now();
  await session.step(batch, { ...update, step: 0 });
  const taken = session.kernelSeconds!();
  expect(taken).toBeGreaterThan(0);
  expect(taken).toBeLessThan((performance.now() - started) / 1000);
  await session.logits(batch.images, batch.labels.length);
  await session.inputGradient(batch);
  expect(session.kernelSeconds!()).toBe(taken);
  await session.close();
});
