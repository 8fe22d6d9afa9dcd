import { crc32 } from "node:zlib";
import { expect, test } from "vitest";
import type { BuiltinSplit } from "../../../src/core/data/builtin";
import { builtin, builtinImages, imageKey } from "../../../src/core/data/builtin";
import { mulberry32 } from "../../../src/core/data/builtinImage";
import type { ImageSet } from "../../../src/core/data/images";

// Expected values: the recipe's own check values for seed 1, on which two independent implementations agree.

/** Bytes pixel by pixel, as the recipe's checksums count them. */
function interleaved({ pixels, labels }: ImageSet): Uint8Array {
  return pixels
    .map((_, at) => {
      const [image, place, channel] = [Math.floor(at / 3072), Math.floor((at % 3072) / 3), at % 3];
      return pixels[image * 3072 + channel * 1024 + place]!;
    })
    .subarray(0, labels.length * 3072);
}

test("each image has a key of its own", () => {
  expect(imageKey("train", 1, 0)).toBe(301794027);
  expect(imageKey("test", 1, 0)).toBe(2362583817);
  expect(imageKey("ood", 1, 0)).toBe(3582528750);
});

test("the generator gives the recipe's first numbers", () => {
  const next = mulberry32(imageKey("train", 1, 0));
  expect([next(), next(), next()]).toEqual([1945750149, 2290493909, 2020959768]);
});

test("single pixels are the recipe's", () => {
  const { pixels } = builtinImages({ split: "train", seed: 1, count: 1 });
  const colour = (y: number, x: number) => [0, 1, 2].map((channel) => pixels[channel * 1024 + y * 32 + x]);
  expect([colour(0, 0), colour(16, 16), colour(31, 31)]).toEqual([
    [8, 0, 139],
    [255, 173, 116],
    [50, 64, 52],
  ]);
});

test.each<[BuiltinSplit, number, number]>([
  ["train", 100, 0xcc44af08],
  ["train", 4000, 0x00f99914],
  ["test", 2000, 0x32e2d8fc],
  ["ood", 1000, 0x9d2812b0],
])("all bytes of %s × %i are the recipe's", (split, count, checksum) => {
  expect(crc32(interleaved(builtinImages({ split, seed: 1, count })))).toBe(checksum);
});

test("a set made in pieces is the set made at once", () => {
  const whole = builtinImages({ split: "test", seed: 5, count: 25 });
  const piece = builtinImages({ split: "test", seed: 5, first: 13, count: 12 });
  expect(piece.pixels).toEqual(whole.pixels.slice(13 * 3072));
  expect([...piece.labels]).toEqual([3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4]);
});

test("another seed gives other images of the same classes", () => {
  const [one, two] = [1, 2].map((seed) => builtinImages({ split: "train", seed, count: 10 }));
  expect(one!.labels).toEqual(two!.labels);
  expect(one!.pixels).not.toEqual(two!.pixels);
});

test("ten classes are named", () => {
  expect(builtin.classNames).toEqual([
    "disc",
    "ring",
    "square",
    "triangle",
    "cross",
    "star",
    "stripes",
    "checker",
    "spiral",
    "blob",
  ]);
});
