import { expect, test } from "vitest";
import { DataError } from "../../../src/core/data/dataError";
import type { FileStart } from "../../../src/core/data/format";
import { fashionMnist, mnist } from "../../../src/core/data/idx";
import { countAll, idxImages, idxLabels, mnistFiles, parseAll } from "./samples";

function problem(changes: Readonly<Record<string, Uint8Array | undefined>>): string {
  const files = mnistFiles([1, 2, 3], [4, 5]);
  for (const [name, bytes] of Object.entries(changes)) {
    if (bytes === undefined) files.delete(name);
    else files.set(name, bytes);
  }
  try {
    parseAll(mnist, files);
  } catch (error) {
    if (error instanceof DataError) return error.message;
    throw error;
  }
  return "none";
}

/** `file` with one byte changed. */
function edited(file: Uint8Array, at: number, value: number): Uint8Array {
  return file.map((byte, index) => (index === at ? value : byte));
}

test("MNIST images and labels are read from behind their headers", () => {
  const { train, test: held } = parseAll(mnist, mnistFiles([7, 0, 9], [4, 5]));
  expect(train.shape).toEqual([1, 28, 28]);
  expect([...train.labels]).toEqual([7, 0, 9]);
  expect([...held.labels]).toEqual([4, 5]);
  expect(train.pixels.length).toBe(3 * 784);
  // The bytes count up through all images: the last is number 3·784 − 1 = 2351, and 2351 mod 256 = 47.
  expect([train.pixels[0], train.pixels[784], train.pixels.at(-1)]).toEqual([0, 784 % 256, 47]);
});

test("a part of a larger buffer is read as well as a whole one", () => {
  const shifted = new Map(
    [...mnistFiles([1], [2])].map(([name, bytes]) => [name, Uint8Array.from([1, 2, 3, ...bytes]).subarray(3)]),
  );
  expect([...parseAll(mnist, shifted).train.labels]).toEqual([1]);
});

test("the official files hold 60,000 and 10,000 images", () => {
  const sizes = mnist.files.map(({ name, bytes }): [string, number] => [name, bytes]);
  expect(sizes.map(([, bytes]) => bytes)).toEqual([47_040_016, 60_008, 7_840_016, 10_008]);
  // Type and extents as the official headers have them.
  const headers = [
    [2051, 60_000, 28, 28],
    [2049, 60_000],
    [2051, 10_000, 28, 28],
    [2049, 10_000],
  ];
  const starts = sizes.map(([name, bytes], index): [string, FileStart] => [
    name,
    {
      bytes,
      start: Uint8Array.from(headers[index]!.flatMap((word) => [0, word >> 16, (word >> 8) & 255, word & 255])),
    },
  ]);
  expect(countAll(fashionMnist, new Map(starts))).toEqual({ train: 60_000, test: 10_000 });
});

test("a missing file is named with its size and where it comes from", () => {
  expect(problem({ "t10k-labels-idx1-ubyte": undefined })).toBe(
    "t10k-labels-idx1-ubyte is missing; MNIST needs it (10,008 bytes); " +
      "get the four files of http://yann.lecun.com/exdb/mnist/ (sparse data fetch mnist).",
  );
});

test("a file cut short or too long is refused with both sizes", () => {
  const images = idxImages(3);
  const expected = "unzipped, but the MNIST file has 47,040,016 bytes; get the four files of";
  expect(problem({ "train-images-idx3-ubyte": images.subarray(0, 2000) })).toContain(`has 2,000 bytes ${expected}`);
  expect(problem({ "train-images-idx3-ubyte": Uint8Array.from([...images, 0]) })).toContain(
    `has 2,369 bytes ${expected}`,
  );
  expect(problem({ "train-images-idx3-ubyte": images.subarray(0, 16) })).toContain("has 16 bytes");
  expect(problem({ "train-images-idx3-ubyte": new Uint8Array() })).toContain("has 0 bytes");
});

test("images and labels must be as many", () => {
  expect(problem({ "train-labels-idx1-ubyte": idxLabels([1, 2]) })).toContain(
    "train-labels-idx1-ubyte labels 2 images, but train-images-idx3-ubyte holds 3;",
  );
});

test("a wrong magic number, count or extent in the header is an error", () => {
  const images = idxImages(3);
  expect(problem({ "train-images-idx3-ubyte": edited(images, 2, 9) })).toContain(
    "begins with the numbers 2307, 3, 28, 28, but with its size they must be 2051, 3, 28, 28;",
  );
  expect(problem({ "train-images-idx3-ubyte": edited(images, 7, 4) })).toContain("2051, 4, 28, 28, but");
  expect(problem({ "train-images-idx3-ubyte": edited(images, 15, 32) })).toContain("2051, 3, 28, 32, but");
  expect(problem({ "train-labels-idx1-ubyte": edited(idxLabels([1, 2, 3]), 3, 3) })).toContain("2051, 3, but");
});

test("a label out of range is an error that says which image has it", () => {
  expect(problem({ "train-labels-idx1-ubyte": idxLabels([1, 10, 3]) })).toContain(
    "train-labels-idx1-ubyte gives image 2 the class number 10, but MNIST has only 0 to 9;",
  );
});
