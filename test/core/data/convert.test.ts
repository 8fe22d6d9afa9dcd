import { expect, test } from "vitest";
import { imageBytes } from "../../../src/core/data/augment";
import { convertImages } from "../../../src/core/data/convert";
import type { Decode, ImageSet } from "../../../src/core/data/images";
import { gaussianNoise } from "../../../src/core/data/noise";
import type { Shape } from "../../../src/core/model/graph";

const set = (shape: Shape, pixels: readonly number[]): ImageSet => ({
  shape,
  classes: 2,
  pixels: Uint8Array.from(pixels),
  labels: new Uint16Array(pixels.length / (shape[0] * shape[1] * shape[2])),
});

/** The first image of a set in another shape. */
const converted = (shape: Shape, pixels: readonly number[], to: Shape) => [
  ...imageBytes(convertImages(set(shape, pixels), to), 0),
];

const ramp = (count: number) => Array.from({ length: count }, (_, index) => (37 * index) % 256);

test("images that fit already stay as they are", () => {
  const images = set([1, 2, 2], [1, 2, 3, 4]);
  expect(convertImages(images, [1, 2, 2])).toBe(images);
});

test("grey becomes three equal channels, colour its brightness", () => {
  expect(converted([1, 2, 2], [7, 9, 1, 3], [3, 2, 2])).toEqual([7, 9, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3]);
  // 0.299 · 100 + 0.587 · 50 + 0.114 · 200 = 82.05
  expect(converted([3, 1, 1], [100, 50, 200], [1, 1, 1])).toEqual([82]);
});

test("by hand: enlarging interpolates between centres, shrinking takes weighted means", () => {
  // Output centres at ¼, ¾, 1¼, 1¾ input pixels: shares 1, ¾ and ¼, ¼ and ¾, 1
  expect(converted([1, 2, 2], [0, 100, 0, 100], [1, 4, 4]).slice(0, 8)).toEqual([0, 25, 75, 100, 0, 25, 75, 100]);
  // Centre 1 with reach 2 sees pixels at −½ … 2½: shares ¾, ¾, ¼ of 1¾; centre 3 is its mirror image
  const row = [0, 70, 140, 0];
  expect(converted([1, 4, 4], [...row, ...row, ...row, ...row], [1, 2, 2])).toEqual([50, 70, 50, 70]);
});

test("the bytes are Pillow's", () => {
  // Image.resize(…, BILINEAR) of pixels (37·i mod 256), by Pillow 11.3
  expect(converted([1, 5, 5], ramp(25), [1, 3, 3])).toEqual([95, 68, 102, 130, 144, 108, 102, 76, 134]);
  expect(converted([1, 5, 5], ramp(25), [1, 7, 7])).toEqual([
    0, 21, 48, 74, 100, 127, 148, 106, 127, 111, 33, 59, 86, 107, 165, 186, 160, 56, 82, 77, 57, 114, 135, 162, 188,
    214, 131, 6, 63, 84, 111, 137, 163, 159, 138, 122, 81, 61, 87, 113, 140, 161, 228, 103, 20, 46, 72, 99, 120,
  ]);
  // Image.convert("L") of colours that are 90 apart, then Image.resize
  const colours = [0, 90, 180].flatMap((apart) => ramp(16).map((value) => (value + apart) % 256));
  expect(converted([3, 4, 4], colours, [1, 4, 4])).toEqual([
    73, 110, 147, 155, 192, 79, 116, 76, 113, 121, 158, 195, 82, 119, 79, 116,
  ]);
  expect(converted([3, 4, 4], colours, [1, 3, 3])).toEqual([106, 120, 134, 137, 119, 136, 100, 111, 129]);
});

test("a constant image stays constant at every size", () => {
  for (const size of [1, 2, 5, 9]) {
    expect(converted([1, 4, 4], Array<number>(16).fill(77), [1, size, size])).toEqual(
      Array<number>(size * size).fill(77),
    );
  }
});

test("pictures in files are converted too", () => {
  const decode: Decode = () => ({ width: 9, height: 9, channels: 3, pixels: new Uint8Array(243).fill(50) });
  const files = { shape: [3, 4, 4], classes: 2, labels: new Uint16Array(2), paths: ["a", "b"], decode } as const;
  const grey = convertImages(files, [1, 2, 2]);
  expect([...imageBytes(grey, 1)]).toEqual([50, 50, 50, 50]);
  expect(grey.labels).toHaveLength(2);
});

test("other numbers of channels and shapes that are no squares are refused", () => {
  expect(() => convertImages(set([2, 1, 1], [1, 2]), [3, 1, 1])).toThrow(/of 2×1×1 .* takes 3×1×1/);
  expect(() => convertImages(set([1, 1, 1], [1]), [1, 1, 2])).toThrow(/of 1×1×1 .* takes 1×1×2/);
});

test("noise is half as wide as the pixel range, clipped at both ends, and the same for the same seed", () => {
  const { pixels, shape } = gaussianNoise({ shape: [3, 32, 32], count: 10, seed: 1 });
  const mean = pixels.reduce((sum, pixel) => sum + pixel, 0) / pixels.length;
  expect(shape).toEqual([3, 32, 32]);
  expect(Math.abs(mean - 127.5)).toBeLessThan(1.5);
  // Each end takes what lies beyond two standard deviations: 2.275 %, and the half of the last byte's step.
  const ends = [0, 255].map((end) => pixels.filter((pixel) => pixel === end).length / pixels.length);
  for (const share of ends) expect(Math.abs(share - 0.0233)).toBeLessThan(0.003);
  expect(gaussianNoise({ shape: [3, 32, 32], count: 4, seed: 1 }).pixels).toEqual(pixels.slice(0, 4 * 3072));
  expect(gaussianNoise({ shape: [3, 32, 32], count: 4, seed: 2 }).pixels).not.toEqual(pixels.slice(0, 4 * 3072));
});
