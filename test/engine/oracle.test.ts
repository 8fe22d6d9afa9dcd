import { expect, test } from "vitest";
import { stream } from "../../src/core/random";
import { problem } from "./conformance";
import { networks } from "./networks";
import { oracle, type Numbers } from "./oracle";

const small = [...networks].filter(([name]) => !name.startsWith("more weights"));

// Along a random direction v, (loss(x + h·v) − loss(x − h·v)) / 2h is the gradient's part along v, up to h².
test.each(small)("%s: the oracle's gradients are those of finite differences", (name, network) => {
  const { request, batch } = problem(network);
  const { graph, state } = request;
  const random = stream(11, name);
  const direction = new Map([...state.parameters].map(([key, { length }]) => [key, normals(length)]));
  const imageDirection = normals(batch.images.length);
  const step = 1e-6;

  for (const training of [true, false]) {
    const mode = { training, labelSmoothing: 0.1, keeps: (_: number, element: number) => element % 3 > 0 };
    const loss = (parameters: Numbers, images: ArrayLike<number>): number =>
      oracle(graph, parameters, state.buffers, { labels: batch.labels, images }, mode).loss;
    const { gradients, imageGradient } = oracle(graph, state.parameters, state.buffers, batch, mode);

    const moved = (by: number): Numbers =>
      new Map([...state.parameters].map(([key, values]) => [key, along(values, direction.get(key)!, by)]));
    const weights = (loss(moved(step), batch.images) - loss(moved(-step), batch.images)) / (2 * step);
    const expected = [...gradients].reduce((sum, [key, gradient]) => sum + dot(gradient, direction.get(key)!), 0);
    expect(Math.abs(weights - expected)).toBeLessThan(1e-5 * Math.max(1, Math.abs(expected)));

    const shifted = (by: number): number => loss(state.parameters, along(batch.images, imageDirection, by));
    const images = (shifted(step) - shifted(-step)) / (2 * step);
    const expectedImages = dot(imageGradient, imageDirection);
    expect(Math.abs(images - expectedImages)).toBeLessThan(1e-5 * Math.max(1, Math.abs(expectedImages)));
  }

  function normals(length: number): Float64Array {
    return Float64Array.from({ length }, () => random.normal());
  }
});

function along(values: ArrayLike<number>, direction: Float64Array, by: number): Float64Array {
  return Float64Array.from(values, (value, index) => value + by * direction[index]!);
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, index) => sum + value * b[index]!, 0);
}
