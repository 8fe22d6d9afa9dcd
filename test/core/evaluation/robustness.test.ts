import { expect, test } from "vitest";
import { fgsm, pgd, pixelNetwork, type PixelNetwork } from "../../../src/core/evaluation/robustness";

/** Its loss falls with the first pixel of an image, rises with the second and does not know the third. */
const network: Pick<PixelNetwork, "gradientSigns"> = {
  gradientSigns: (_, labels) =>
    Promise.resolve(Float32Array.from({ length: 3 * labels.length }, (__, at) => [-1, 1, 0][at % 3]!)),
};

async function attacked(pixels: Float64Array, eps: number, steps: number, stepSize: number, images = [0]) {
  const run = pgd(network, pixels, new Int32Array(images.length), { eps, steps, stepSize, seed: 1, images });
  for (;;) {
    const { done, value } = await run.next();
    if (done === true) return value;
  }
}

test("FGSM moves every pixel by eps along the gradient's sign, and stays within black and full brightness", () => {
  const moved = fgsm(Float64Array.of(0.5, 0.5, 0.5, 0.01, 0.99), Float32Array.of(1, -1, 0, -1, 1), 0.125);
  expect(moved).toEqual(Float64Array.of(0.625, 0.375, 0.5, 0, 1));
});

test("FGSM and PGD with eps 0 leave images bit for bit as they are", async () => {
  const pixels = Float64Array.from({ length: 3 }, (_, index) => index / 255);
  expect(fgsm(pixels, Float32Array.of(1, -1, 1), 0)).toEqual(pixels);
  expect(await attacked(pixels, 0, 3, 0)).toEqual(pixels);
});

test("PGD with enough steps ends on the edge of what it may do", async () => {
  // 10 steps of 0.025 cover the 0.1 from any start; the third pixel stays where it started.
  const moved = await attacked(Float64Array.of(0.5, 0.95, 0.5), 0.1, 10, 0.025);
  expect(moved[0]).toBeCloseTo(0.4, 12);
  expect(moved[1]).toBe(1);
  expect(Math.abs(moved[2]! - 0.5)).toBeLessThanOrEqual(0.1);
  expect(moved[2]).not.toBe(0.5);
});

test("PGD starts an image at the same place in whatever batch it is", async () => {
  const image = [0.5, 0.5, 0.5];
  const both = await attacked(Float64Array.from([...image, ...image]), 0.1, 1, 0.01, [4, 9]);
  const alone = await attacked(Float64Array.from(image), 0.1, 1, 0.01, [9]);
  expect(both.subarray(3)).toEqual(alone);
  expect(both.subarray(0, 3)).not.toEqual(alone);
});

test("a network sees pixels through its normalisation, channel by channel", async () => {
  const seen: Float32Array[] = [];
  const session = {
    logits: (images: Float32Array) => {
      seen.push(images);
      return Promise.resolve(new Float32Array(2));
    },
    inputGradient: () => Promise.resolve(Float32Array.of(-0.3, 0, 2, -1)),
  };
  const pixels = pixelNetwork(session, [2, 1, 2], { mean: [0.5, 0.25], std: [0.25, 0.5] });
  await pixels.logits(Float64Array.of(1, 0.5, 1, 0.25), 1);
  expect([...seen[0]!]).toEqual([2, 0, 1.5, 0]);
  expect([...(await pixels.gradientSigns(new Float64Array(4), Int32Array.of(0)))]).toEqual([-1, 0, 1, -1]);
});
