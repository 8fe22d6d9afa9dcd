import { expect, test } from "vitest";
import type { Augmentation } from "../../../src/core/data/augment";
import { batchOrder, fillBatch, validationSplit } from "../../../src/core/data/augment";
import type { ImageSet } from "../../../src/core/data/images";

const height = 8;
const width = 9;

/** Two channels; every pixel of an image is different, so that its source can be found again. */
function images(count: number): ImageSet {
  const pixels = Uint8Array.from({ length: count * 2 * height * width }, (_, at) => (at % (2 * height * width)) + 1);
  return { shape: [2, height, width], classes: 1, pixels, labels: new Uint16Array(count) };
}

const hundred = images(100);

/** Input values are then the bytes divided by 255. */
const plain = { mean: [0, 0], std: [1, 1] };

const both: Augmentation = { augment: ["crop", "flip"], padding: "reflect", seed: 1, epoch: 0 };

function batch(indices: readonly number[], augmentation?: Augmentation): Float32Array {
  const buffer = new Float32Array(indices.length * 2 * height * width);
  return fillBatch(hundred, Uint32Array.from(indices), plain, augmentation, buffer);
}

/** Bytes of one image's first channel in a batch. */
function bytes(inputs: Float32Array): number[] {
  return [...inputs.subarray(0, height * width)].map((value) => Math.round(value * 255));
}

test("pixels are normalised channel by channel", () => {
  const set: ImageSet = { shape: [2, 1, 1], classes: 1, pixels: Uint8Array.of(255, 51), labels: new Uint16Array(1) };
  const buffer = new Float32Array(5);
  const result = fillBatch(set, Uint32Array.of(0), { mean: [0.5, 0.1], std: [0.25, 0.5] }, undefined, buffer);
  // (255/255 − .5)/.25 = 2; (51/255 − .1)/.5 = .2
  expect([...result]).toEqual([2, Math.fround(0.2)]);
});

test("without augmentation images come as they are, in the batch's order", () => {
  const set = images(2);
  set.pixels.fill(9, 2 * height * width);
  const result = fillBatch(set, Uint32Array.of(1, 0), plain, undefined, new Float32Array(4 * height * width));
  expect(Math.round(result[0]! * 255)).toBe(9);
  expect(bytes(result.subarray(2 * height * width))).toEqual(Array.from({ length: height * width }, (_, at) => at + 1));
  expect(batch([3], { ...both, augment: [] })).toEqual(batch([3]));
});

test.each(["reflect", "zero"] as const)("a crop is the %s-padded image seen through a shifted window", (padding) => {
  const pad = 4;
  const padded = Array.from({ length: height + 2 * pad }, (_, y) =>
    Array.from({ length: width + 2 * pad }, (_, x) => {
      const inside = (at: number, extent: number) => Math.min(Math.abs(at), 2 * (extent - 1) - Math.abs(at));
      const [row, column] = [inside(y - pad, height), inside(x - pad, width)];
      const isPadding = row !== y - pad || column !== x - pad;
      return padding === "zero" && isPadding ? 0 : row * width + column + 1;
    }),
  );
  const window = (top: number, left: number) =>
    padded.slice(top, top + height).flatMap((row) => row.slice(left, left + width));
  const windows = new Map<string, string>();
  for (let top = 0; top <= 2 * pad; top++) {
    for (let left = 0; left <= 2 * pad; left++) windows.set(window(top, left).join(), `${top},${left}`);
  }
  const seen = new Set<string | undefined>();
  for (let epoch = 0; epoch < 600; epoch++) {
    seen.add(windows.get(bytes(batch([0], { ...both, augment: ["crop"], padding, epoch })).join()));
  }
  // Each of the 81 windows is missed with probability (80/81)^600 < 0.001; nothing else ever comes out.
  expect(seen).toEqual(new Set(windows.values()));
});

test("a flip mirrors every row, about half the time", () => {
  const source = bytes(batch([0]));
  const mirrored = source.map((_, at) => source[at - (at % width) + (width - 1 - (at % width))]!);
  let flips = 0;
  for (let epoch = 0; epoch < 400; epoch++) {
    const result = bytes(batch([0], { ...both, augment: ["flip"], epoch }));
    expect([source.join(), mirrored.join()]).toContain(result.join());
    flips += result.join() === mirrored.join() ? 1 : 0;
  }
  // Binomial(400, ½): mean 200, standard deviation 10.
  expect(Math.abs(flips - 200)).toBeLessThan(40);
});

test("both channels move together", () => {
  for (let epoch = 0; epoch < 20; epoch++) {
    const result = batch([0], { ...both, epoch });
    const second = [...result.subarray(height * width)].map((value) => Math.round(value * 255) - height * width);
    expect(second).toEqual(bytes(result));
  }
});

test("what happens to an image depends on seed, epoch and index, not on its place in the batch", () => {
  const alone = batch([42], both);
  expect(batch([7, 42, 3], both).subarray(2 * height * width, 4 * height * width)).toEqual(alone);
  const others = [batch([43], both), batch([42], { ...both, epoch: 1 }), batch([42], { ...both, seed: 2 })];
  for (const other of others) expect(other).not.toEqual(alone);
});

test("asking for flips too does not move the crops", () => {
  const crops = Array.from({ length: 20 }, (_, epoch) => bytes(batch([0], { ...both, augment: ["crop"], epoch })));
  const flipped = Array.from({ length: 20 }, (_, epoch) => bytes(batch([0], { ...both, epoch })));
  expect(crops.filter((crop, at) => crop.join() === flipped[at]!.join()).length).toBeGreaterThan(3);
});

test("an epoch visits every image once, in an order of its own", () => {
  const indices = Uint32Array.of(5, 6, 7, 8, 9, 10, 11, 12);
  const orders = [batchOrder(indices, 1, 0), batchOrder(indices, 1, 1), batchOrder(indices, 2, 0)];
  for (const order of orders) expect([...order].sort((a, b) => a - b)).toEqual([...indices]);
  expect(new Set(orders.map((order) => order.join())).size).toBe(3);
  expect(batchOrder(indices, 1, 0)).toEqual(orders[0]);
});

test("validation takes the last share of the images", () => {
  const { train, validation } = validationSplit(50, 0.1);
  expect([train.length, train[0], train.at(-1)]).toEqual([45, 0, 44]);
  expect([...validation]).toEqual([45, 46, 47, 48, 49]);
  expect(validationSplit(50, 0).validation.length).toBe(0);
  // 0.29 · 100 is 28.999… in binary.
  expect(validationSplit(100, 0.29).validation.length).toBe(29);
  expect(validationSplit(1, 0.9).train.length).toBe(1);
  expect(() => validationSplit(10, 1)).toThrow(RangeError);
});
