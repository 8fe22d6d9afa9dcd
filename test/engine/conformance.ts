/** What every engine must pass, whatever it runs on. */
import { describe, expect, test } from "vitest";
import { buffers, parameters, prunable, sizeOf, type Graph, type Layer } from "../../src/core/model/graph";
import { stream } from "../../src/core/random";
import type {
  Batch,
  Engine,
  Masks,
  NetworkState,
  SessionRequest,
  StepResult,
  Tensors,
  Update,
} from "../../src/core/training/engine";
import { relativeError } from "../../src/core/training/replay";
import { network, networks, type Network } from "./networks";
import { oracle, type Numbers, type OracleMode } from "./oracle";

export interface Conformance {
  readonly engine: Engine;
  /** Whether the engine's dropout keeps an element of a node's output in a step. */
  readonly keeps: (seed: number, step: number, node: number, element: number, rate: number) => boolean;
  /** Of `networks`, by name; all of them where it is left out. */
  readonly chosen?: (name: string, network: Network) => boolean;
  /** Largest error relative to each tensor's largest number: float32 against float64. */
  readonly tolerance: number;
}

export const seed = 7;
const update: Omit<Update, "step"> = {
  rate: 0.1,
  momentum: 0.9,
  nesterov: true,
  weightDecay: 1e-3,
  labelSmoothing: 0.1,
};

/** Compares an engine with the oracle on all networks, call by call. */
export function conforms(title: string, { engine, keeps, chosen = () => true, tolerance }: Conformance): void {
  const cases = [...networks].filter(([name, each]) => chosen(name, each));
  const check = (actual: ReadonlyMap<string, ArrayLike<number>>, expected: Numbers): void => {
    expect([...actual.keys()].sort()).toEqual([...expected.keys()].sort());
    for (const [name, values] of expected) {
      expect(relativeError(actual.get(name)!, values), name).toBeLessThanOrEqual(tolerance);
    }
  };
  const mode = (training: boolean, labelSmoothing: number, step: number): OracleMode => {
    return { training, labelSmoothing, keeps: (node, element, rate) => keeps(seed, step, node, element, rate) };
  };

  describe(title, () => {
    test.each(cases)("%s: gradients, logits and input gradients agree with the oracle", async (_, network) => {
      const { request, batch } = problem(network);
      const { graph, masks, state } = request;
      const pruned = withoutPruned(state.parameters, masks);
      const session = await engine.open(request);
      try {
        for (const training of [true, false]) {
          const wanted = oracle(graph, pruned, state.buffers, batch, mode(training, 0.1, 0));
          for (const positions of ["kept", "all"] as const) {
            const modeName = training ? "train" : "evaluate";
            const actual = await session.gradients(batch, { mode: modeName, positions, labelSmoothing: 0.1 });
            expect(relativeError([actual.loss], [wanted.loss])).toBeLessThanOrEqual(tolerance);
            const expected = positions === "all" ? wanted.gradients : keptGradients(wanted.gradients, masks);
            check(actual.gradients, expected);
          }
        }
        const wanted = oracle(graph, pruned, state.buffers, batch, mode(false, 0, 0));
        const count = batch.labels.length;
        check(new Map([["logits", await session.logits(batch.images, count)]]), new Map([["logits", wanted.logits]]));
        const imageGradient = await session.inputGradient(batch);
        check(new Map([["images", imageGradient]]), new Map([["images", wanted.imageGradient]]));

        const first = await session.logits(batch.images.subarray(0, batch.images.length / count), 1);
        check(new Map([["first", first]]), new Map([["first", wanted.logits.subarray(0, graph.classes)]]));

        const after = await session.state();
        expect(sameBits(after.parameters, pruned)).toBe(true);
        expect(sameBits(after.buffers, state.buffers)).toBe(true);
      } finally {
        await session.close();
      }
    });

    test.each(cases)("%s: training steps agree with the oracle", async (_, network) => {
      const { request, batch } = problem(network);
      const session = await engine.open(request);
      let expected = momentumFree(withoutPruned(request.state.parameters, request.masks), request.state.buffers);
      const expectedResults: StepResult[] = [];
      try {
        for (let step = 0; step < 2; step++) {
          await session.step(batch, { ...update, step });
          const wanted = oracleStep(request, expected, batch, mode(true, update.labelSmoothing, step));
          const { loss, correct, norm: keptGradientNorm } = wanted;
          expectedResults.push({ loss, correct, keptGradientNorm });
          expected = wanted.state;
        }
        const results = await session.results();
        expect(results).toHaveLength(expectedResults.length);
        for (const [index, { loss, correct, keptGradientNorm }] of expectedResults.entries()) {
          const actual = results[index]!;
          expect(relativeError([actual.loss], [loss])).toBeLessThanOrEqual(tolerance);
          expect(actual.correct).toBe(correct);
          expect(relativeError([actual.keptGradientNorm], [keptGradientNorm])).toBeLessThanOrEqual(tolerance);
        }
        expect(await session.results()).toEqual([]);
        const state = await session.state();
        check(state.parameters, expected.parameters);
        check(state.buffers, expected.buffers);
        check(state.momentum, expected.momentum);
      } finally {
        await session.close();
      }
    });

    test("steps asked for after one that is not finite do nothing, though its result is not known yet", async () => {
      const { request, batch } = problem(networks.get("one class")!);
      const wild = { ...batch, images: batch.images.map(() => Infinity) };
      const session = await engine.open(request);
      const straight = await engine.open(request);
      try {
        for (const [step, images] of [batch, batch, wild, batch].entries()) {
          await session.step(images, { ...update, step });
          if (step < 2) await straight.step(images, { ...update, step });
        }
        const losses = (await session.results()).map(({ loss }) => loss);
        expect(losses.map(Number.isFinite)).toEqual([true, true, false]);
        expect(losses.slice(0, 2)).toEqual((await straight.results()).map(({ loss }) => loss));
        expect(await session.firstNotFinite()).toEqual({ what: "input", layer: "input" });
        const [after, before] = [await session.state(), await straight.state()];
        expect(sameBits(after.parameters, before.parameters)).toBe(true);
        expect(sameBits(after.momentum, before.momentum)).toBe(true);
      } finally {
        await session.close();
        await straight.close();
      }
    });

    test.each([
      ["nowhere", 1, { first: 1, second: [1, 1] }, undefined],
      ["in the images", Infinity, { first: 1, second: [1, 1] }, { what: "input", layer: "input" }],
      ["in a weight", 1, { first: 1, second: [1, NaN] }, { what: "weight", layer: "dense2" }],
      // 1e30 · 1e30; on the way back the loss's 0.95 · 1e9, times an input of 1e30.
      ["in an output", 1e30, { first: 1e30, second: [1, 1] }, { what: "output", layer: "dense1" }],
      ["in a gradient", 1e30, { first: 1e-30, second: [1e9, 0] }, { what: "gradient", layer: "dense1" }],
    ])("infinity or NaN %s is found", async (_, input, weights, found) => {
      const { request, batch } = overflowing(input, weights);
      const session = await engine.open(request);
      try {
        for (let step = 0; step < 3; step++) await session.step(batch, { ...update, step });
        const results = await session.results();
        // Nothing is trained after it.
        expect(results).toHaveLength(found === undefined ? 3 : 1);
        const [{ loss, keptGradientNorm }] = [results[0]!];
        expect(await session.firstNotFinite()).toEqual(found);
        expect(Number.isFinite(loss + keptGradientNorm)).toBe(found === undefined);
        const { parameters: after } = await session.state();
        // Without a loss there is no update.
        if (!Number.isFinite(loss)) expect(sameBits(after, request.state.parameters)).toBe(true);
      } finally {
        await session.close();
      }
    });
  });
}

/** Two dense layers, of one weight and two, on one number. */
function overflowing(input: number, weights: { readonly first: number; readonly second: readonly number[] }) {
  const initial = { weight: "kaiming_fan_in", bias: "zero" } as const;
  const dense = (out: number): Layer => ({ op: "dense", out, bias: false, initial });
  const graph = network("overflowing", [1, 1, 1], [dense(1), dense(2)]);
  const { request } = problem({ graph, batch: 1, density: 1 });
  const parameters = new Map([
    ["dense1.weight", Float32Array.of(weights.first)],
    ["dense2.weight", Float32Array.from(weights.second)],
  ]);
  const batch = { images: Float32Array.of(input), labels: Int32Array.of(1) };
  return { request: { ...request, state: { ...request.state, parameters } }, batch };
}

/** Whether two sets of tensors are equal to the last bit. */
export function sameBits(actual: Tensors, expected: Tensors): boolean {
  const bytes = ({ buffer, byteOffset, byteLength }: Float32Array) => Buffer.from(buffer, byteOffset, byteLength);
  return (
    actual.size === expected.size &&
    [...expected].every(([name, values]) => bytes(actual.get(name) ?? new Float32Array()).equals(bytes(values)))
  );
}

/** Weights, masks and a batch for a network. Its second output channel has no weight at all where it has a mask. */
export function problem({ graph, batch: count, density }: Network): { request: SessionRequest; batch: Batch } {
  const random = stream(seed, graph.name);
  const masks = new Map<string, Uint8Array>();
  if (density !== 1) {
    for (const { name, shape } of prunable(graph)) {
      const size = sizeOf(shape);
      const filter = size / shape[0]!;
      const keeps = (index: number): boolean =>
        density === "one weight a layer"
          ? index === size >> 1
          : random.uniform() < density && (shape[0]! < 3 || Math.floor(index / filter) !== 1);
      masks.set(
        name,
        Uint8Array.from({ length: size }, (_, index) => Number(keeps(index))),
      );
    }
  }
  const size = sizeOf(graph.nodes[0]!.shape);
  const images = Float32Array.from({ length: count * size }, () => random.normal());
  const labels = Int32Array.from({ length: count }, () => random.below(graph.classes));
  const request = { graph, state: randomState(graph), masks, batch: count + 1, threads: 1, seed };
  return { request, batch: { images, labels } };
}

function randomState(graph: Graph): NetworkState {
  const random = stream(seed, graph.name, "state");
  const draw = (length: number, center: number, spread: number): Float32Array =>
    Float32Array.from({ length }, () => center + spread * random.normal());
  return {
    parameters: new Map(
      parameters(graph).map(({ name, shape, kind }) => {
        const size = sizeOf(shape);
        const spread = kind === "weight" ? Math.sqrt((2 * shape[0]!) / size) : 0.2;
        return [name, draw(size, kind === "scale" ? 1 : 0, spread)];
      }),
    ),
    buffers: new Map(
      buffers(graph).map(({ name, shape }) => [name, draw(shape[0]!, name.endsWith("running_var") ? 1 : 0, 0.1)]),
    ),
    momentum: new Map(),
  };
}

/** A copy with zeros at pruned positions. */
function withoutPruned(tensors: Tensors, masks: Masks): Map<string, Float32Array> {
  return new Map([...tensors].map(([name, values]) => [name, values.map(keptOnly(masks.get(name)))]));
}

function keptGradients(tensors: ReadonlyMap<string, Float64Array>, masks: Masks): Map<string, Float64Array> {
  return new Map([...tensors].map(([name, values]) => [name, values.map(keptOnly(masks.get(name)))]));
}

function keptOnly(mask: Uint8Array | undefined) {
  return (value: number, index: number): number => (!mask || mask[index] ? value : 0);
}

interface OracleState {
  readonly parameters: Numbers;
  readonly buffers: Numbers;
  readonly momentum: Numbers;
}

function momentumFree(values: Numbers, statistics: Numbers): OracleState {
  const momentum = new Map([...values].map(([name, { length }]) => [name, new Float64Array(length)]));
  return { parameters: values, buffers: statistics, momentum };
}

/** PyTorch's SGD with Nesterov momentum, in float64. */
function oracleStep({ graph, masks }: SessionRequest, state: OracleState, batch: Batch, mode: OracleMode) {
  const { loss, correct, gradients, buffers: statistics } = oracle(graph, state.parameters, state.buffers, batch, mode);
  const kept = keptGradients(gradients, masks);
  const weights = prunable(graph).flatMap(({ name }) => [...kept.get(name)!]);
  const momentum = new Map<string, Float64Array>();
  const moved = new Map<string, Float64Array>();
  for (const [name, gradient] of kept) {
    const values = state.parameters.get(name)!;
    const direction = gradient.map((value, index) => value + update.weightDecay * values[index]!);
    const velocity = direction.map((value, index) => update.momentum * state.momentum.get(name)![index]! + value);
    momentum.set(name, velocity);
    moved.set(
      name,
      direction.map((value, index) => values[index]! - update.rate * (value + update.momentum * velocity[index]!)),
    );
  }
  const norm = Math.sqrt(weights.reduce((sum, value) => sum + value * value, 0));
  return { loss, correct, norm, state: { parameters: moved, buffers: statistics, momentum } };
}
