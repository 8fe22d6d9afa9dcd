import { expect, test } from "vitest";
import { prunable, sizeOf } from "../../../../src/core/model/graph";
import { stream } from "../../../../src/core/random";
import { hessianProduct, weightGradients } from "../../../../src/core/training/curvature/differentiate";
import type { Tensors } from "../../../../src/core/training/engine";
import { initialState } from "../../../../src/core/training/initialise";
import { relativeError } from "../../../../src/core/training/replay";
import { networks, type Network } from "../../../engine/networks";
import { oracle } from "../../../engine/oracle";

/** In float64 a step this small crosses no kink of these networks, and rounding leaves seven digits. */
const step = 1e-8;
const training = { training: true, labelSmoothing: 0 };

// A network of very many weights takes the oracle eight seconds and shows nothing new.
const cases = [...networks].filter(([name]) => name !== "more weights than partial sums may hold");

test.each(cases)("%s: gradient and Hessian product agree with the oracle's", async (_, network) => {
  const { problem, direction } = problemOf(network);
  const { graph, state, batch } = problem;
  const gradients = await weightGradients(problem);
  const product = await hessianProduct(problem, direction);
  const gradientsAt = (shift: number) => {
    const moved = new Map<string, ArrayLike<number>>(state.parameters);
    for (const [name, values] of direction) {
      moved.set(
        name,
        Float64Array.from(state.parameters.get(name)!, (value, at) => value + shift * values[at]!),
      );
    }
    return oracle(graph, moved, state.buffers, batch, training).gradients;
  };
  const [ahead, behind] = [gradientsAt(step), gradientsAt(-step)];
  const here = oracle(graph, state.parameters, state.buffers, batch, training).gradients;
  for (const { name } of prunable(graph)) {
    expect(relativeError(gradients.get(name)!, here.get(name)!), name).toBeLessThan(1e-5);
    const differences = ahead.get(name)!.map((value, at) => (value - behind.get(name)![at]!) / (2 * step));
    expect(relativeError(product.get(name)!, differences), name).toBeLessThan(1e-4);
  }
});

test("a Hessian is symmetric: u · Hv = v · Hu", async () => {
  const { problem, direction: u } = problemOf(networks.get("residual blocks with a projection")!);
  const v = randomTensors(u, 5);
  const [hv, hu] = [await hessianProduct(problem, v), await hessianProduct(problem, u)];
  expect(inner(u, hv) / inner(v, hu)).toBeCloseTo(1, 4);
});

test("a temperature divides the logits, so that a network of one layer has a gradient T and a Hessian T² times smaller", async () => {
  const { problem, direction } = problemOf(networks.get("a thousand classes")!);
  // With weights of zero all classes are equally likely at any temperature.
  const parameters = new Map([...problem.state.parameters].map(([name, values]) => [name, values.map(() => 0)]));
  const at = { ...problem, state: { parameters } };
  const cool = { ...at, temperature: 200 };
  const names = [...direction.keys()];
  const [gradient, coolGradient] = [await weightGradients(at), await weightGradients(cool)];
  const [product, coolProduct] = [await hessianProduct(at, direction), await hessianProduct(cool, direction)];
  for (const name of names) {
    expect(
      relativeError(
        coolGradient.get(name)!.map((value) => 200 * value),
        gradient.get(name)!,
      ),
    ).toBeLessThan(1e-6);
    expect(
      relativeError(
        coolProduct.get(name)!.map((value) => 4e4 * value),
        product.get(name)!,
      ),
    ).toBeLessThan(1e-6);
  }
});

test("what it throws between two layers comes out, so that scoring can be stopped", async () => {
  const { problem } = problemOf(networks.get("one class")!);
  let calls = 0;
  const pause = () => (++calls < 5 ? Promise.resolve() : Promise.reject(new Error("stopped")));
  await expect(weightGradients({ ...problem, pause })).rejects.toThrow("stopped");
  expect(calls).toBe(5);
});

function problemOf({ graph, batch: count }: Network) {
  const random = stream(3, "batch");
  const images = Float32Array.from({ length: count * sizeOf(graph.nodes[0]!.shape) }, () => random.normal());
  const labels = Int32Array.from({ length: count }, () => random.below(graph.classes));
  const state = initialState(graph, 11);
  const weights = new Map(prunable(graph).map(({ name }) => [name, state.parameters.get(name)!]));
  const problem = { graph, state, batch: { images, labels }, temperature: 1, pause: () => Promise.resolve() };
  return { problem, direction: randomTensors(weights, 4) };
}

function randomTensors(like: Tensors, seed: number): Tensors {
  const random = stream(seed, "direction");
  return new Map([...like].map(([name, values]) => [name, values.map(() => random.normal())]));
}

function inner(left: Tensors, right: Tensors): number {
  return [...left].reduce(
    (sum, [name, values]) => sum + values.reduce((part, value, at) => part + value * right.get(name)![at]!, 0),
    0,
  );
}
