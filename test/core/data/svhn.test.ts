import { expect, test } from "vitest";
import { DataError } from "../../../src/core/data/dataError";
import { svhn } from "../../../src/core/data/svhn";
import { type SvhnOptions, countAll, inflate, parseAll, svhnFile, svhnPixel } from "./samples";

function files(train: Uint8Array, held = svhnFile([1])): Map<string, Uint8Array> {
  return new Map([
    ["train_32x32.mat", train],
    ["test_32x32.mat", held],
  ]);
}

function problem(train: Uint8Array): string {
  try {
    parseAll(svhn, files(train));
  } catch (error) {
    if (error instanceof DataError) return error.message;
    throw error;
  }
  return "none";
}

function edited(file: Uint8Array, at: number, ...values: readonly number[]): Uint8Array {
  const copy = Uint8Array.from(file);
  copy.set(values, at);
  return copy;
}

const again =
  "; get train_32x32.mat and test_32x32.mat (format 2) from http://ufldl.stanford.edu/housenumbers/ " +
  "(sparse data fetch svhn) again.";

const spellings: readonly (readonly [string, SvhnOptions])[] = [
  ["compressed, as published", {}],
  ["not compressed", { compressed: false }],
  ["with doubles as labels", { labelType: 9 }],
  ["from a big-endian machine", { littleEndian: false, labelType: 9 }],
];

test.each(spellings)("SVHN files are read: %s", (_, options) => {
  const { train, test: held } = parseAll(svhn, files(svhnFile([10, 1, 9], options)));
  // The label 10 stands for the digit 0.
  expect([...train.labels]).toEqual([0, 1, 9]);
  expect([...held.labels]).toEqual([1]);
  expect([train.shape, train.classes]).toEqual([[3, 32, 32], 10]);
  for (const [image, channel, row, column] of [
    [0, 0, 0, 1],
    [0, 0, 1, 0],
    [1, 2, 30, 5],
    [2, 1, 7, 31],
  ] as const) {
    const at = ((image * 3 + channel) * 32 + row) * 32 + column;
    expect(train.pixels[at]).toBe(svhnPixel(image, channel, row, column));
  }
});

test("images are counted from the beginning of a file", () => {
  const file = svhnFile([1, 2, 3, 4, 5]);
  const start = { bytes: file.length, start: file.subarray(0, 400) };
  expect(
    countAll(
      svhn,
      new Map([
        ["train_32x32.mat", start],
        ["test_32x32.mat", start],
      ]),
    ),
  ).toEqual({ train: 5, test: 5 });
});

test("a missing file is named with its size and where it comes from", () => {
  expect(() => svhn.count(new Map(), "test", inflate)).toThrow(
    "test_32x32.mat is missing; SVHN needs it (64,275,384 bytes); get train_32x32.mat and test_32x32.mat (format 2) " +
      "from http://ufldl.stanford.edu/housenumbers/ (sparse data fetch svhn).",
  );
});

test("other files are refused with what they are", () => {
  const file = svhnFile([1, 2]);
  const level = ", but SVHN's is a MATLAB file of level 5";
  expect(problem(new Uint8Array(5000))).toBe(`train_32x32.mat is no MATLAB file${level}${again}`);
  expect(problem(new Uint8Array())).toContain("is no MATLAB file");
  expect(problem(edited(file, 124, 0, 2))).toBe(`train_32x32.mat is a MATLAB file of version 7.3${level}${again}`);
  expect(problem(file.subarray(0, 128))).toBe(`train_32x32.mat has no pixels X of numbers${again}`);
});

test("pixels of another shape or type are refused with both", () => {
  const expected = "but SVHN's are 32×32×3×count (uint8)";
  expect(problem(svhnFile([1, 2], { extents: [64, 16, 3, 2] }))).toContain(
    `has pixels X of 64×16×3×2 numbers (uint8), ${expected}`,
  );
  expect(problem(svhnFile([1, 2], { extents: [32, 32, 3, 7] }))).toContain(`32×32×3×7 numbers (uint8), ${expected}`);
  // Within X: tag (8), flags (16), extents (8 + 16), name (8), then the type of the numbers.
  expect(problem(edited(svhnFile([1], { compressed: false }), 128 + 56, 1))).toContain(`(int8), ${expected}`);
});

test("one image is a set too, though MATLAB leaves out its last extent", () => {
  expect(parseAll(svhn, files(svhnFile([7], { extents: [32, 32, 3] }))).train.labels).toEqual(Uint16Array.of(7));
});

test.each([
  ["compressed", true],
  ["not compressed", false],
])("a file cut short is refused with both sizes: %s", (_, compressed) => {
  const file = svhnFile([1, 2], { compressed });
  const cut = file.subarray(0, compressed ? 300 : 3000);
  expect(problem(cut)).toMatch(/^train_32x32\.mat has [\d,]+ bytes, but its pixels X end at byte [\d,]+; get /);
});

test("damage within a compressed part is found", () => {
  expect(problem(edited(svhnFile([1, 2]), 300, 255, 255, 255, 255))).toMatch(/cannot be unzipped \(.+\); get /);
});

test("labels must be as many as the images and between 1 and 10", () => {
  expect(problem(svhnFile([3, 0]))).toBe(
    `train_32x32.mat gives image 2 the label 0, but SVHN has only 1 to 10 (10 stands for the digit 0)${again}`,
  );
  expect(problem(svhnFile([1.5], { labelType: 9 }))).toContain("the label 1.5");
  const file = svhnFile([1, 2], { compressed: false });
  // y is the last element: its numbers fill the last 8 bytes, and their count stands 4 bytes before them.
  expect(problem(edited(file, file.length - 12, 1))).toContain("labels 1 images, but holds 2");
  const without = file.subarray(0, 128 + 64 + 2 * 3072);
  expect(problem(without)).toContain("has no labels y");
});
