import { expect, test } from "vitest";
import { builtinImages } from "../../../src/core/data/builtin";
import { cifar10, cifar100, cifar10Bytes } from "../../../src/core/data/cifar";
import { DataError } from "../../../src/core/data/dataError";
import type { FileStart } from "../../../src/core/data/format";
import { cifarFile, cifarPixel, countAll, parseAll } from "./samples";

const official = sizes(cifar10.files.map(({ name, bytes }) => [name, bytes]));

/** Files of which nothing but the size counts. */
function sizes(entries: readonly (readonly [string, number])[]): Map<string, FileStart> {
  return new Map(entries.map(([name, bytes]) => [name, { bytes, start: new Uint8Array() }]));
}

function files(entries: Readonly<Record<string, Uint8Array>>): Map<string, Uint8Array> {
  return new Map(Object.entries(entries));
}

function problem(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof DataError) return error.message;
    throw error;
  }
  return "none";
}

test("CIFAR-10 images are read in the order of the files, plane by plane", () => {
  const { train, test: held } = parseAll(
    cifar10,
    files({
      "data_batch_2.bin": cifarFile([[9]]),
      "data_batch_1.bin": cifarFile([[3], [4]]),
      "test_batch.bin": cifarFile([[0]]),
    }),
  );
  expect([...train.labels]).toEqual([3, 4, 9]);
  expect([...held.labels]).toEqual([0]);
  expect(train.shape).toEqual([3, 32, 32]);
  // Image 1 of the first file: its blue plane begins at byte 2·1024.
  expect(train.pixels[3072 + 2048]).toBe(cifarPixel(1, 2048));
  expect(train.pixels[2 * 3072 + 5]).toBe(cifarPixel(0, 5));
  expect(train.pixels.length).toBe(3 * 3072);
});

test("CIFAR-100 takes the second label, the fine one", () => {
  const { train } = parseAll(
    cifar100,
    files({
      "train.bin": cifarFile([
        [19, 99],
        [0, 1],
      ]),
      "test.bin": cifarFile([[2, 3]]),
    }),
  );
  expect([...train.labels]).toEqual([99, 1]);
  expect(train.classes).toBe(100);
  expect(train.pixels[3072]).toBe(cifarPixel(1, 0));
});

test("the official files hold 50,000 and 10,000 images", () => {
  expect(countAll(cifar10, official)).toEqual({ train: 50_000, test: 10_000 });
  expect(countAll(cifar100, sizes(cifar100.files.map(({ name, bytes }) => [name, bytes])))).toEqual({
    train: 50_000,
    test: 10_000,
  });
});

test("a missing file is named with its size and where it comes from", () => {
  const without = (name: string) => new Map([...official].filter(([other]) => other !== name));
  expect(problem(() => countAll(cifar10, without("test_batch.bin")))).toBe(
    "test_batch.bin is missing; CIFAR-10 needs it (30,730,000 bytes); " +
      "get the binary version from https://www.cs.toronto.edu/~kriz/cifar.html (sparse data fetch cifar10).",
  );
  expect(problem(() => countAll(cifar10, without("data_batch_1.bin")))).toContain("data_batch_1.bin is missing");
  expect(countAll(cifar10, without("data_batch_5.bin")).train).toBe(40_000);
  expect(problem(() => countAll(cifar10, without("data_batch_4.bin")))).toContain("data_batch_4.bin is missing");
});

test.each([30_729_999, 30_730_001, 0])("a data_batch_1.bin of %i bytes is refused", (bytes) => {
  const message = problem(() => countAll(cifar10, new Map([...official, ...sizes([["data_batch_1.bin", bytes]])])));
  expect(message).toBe(
    `data_batch_1.bin has ${bytes.toLocaleString("en")} bytes, but the CIFAR-10 file has 30,730,000 bytes ` +
      "(a shorter one must be a multiple of 3,073 bytes); " +
      "get the binary version from https://www.cs.toronto.edu/~kriz/cifar.html (sparse data fetch cifar10) again.",
  );
});

test("parsing judges sizes as counting does", () => {
  const cut = files({ "data_batch_1.bin": cifarFile([[1]]).subarray(1), "test_batch.bin": cifarFile([[1]]) });
  expect(problem(() => parseAll(cifar10, cut))).toContain("data_batch_1.bin has 3,072 bytes");
});

test("a label out of range is an error that says which image has it", () => {
  const wrong = files({ "data_batch_1.bin": cifarFile([[1], [10]]), "test_batch.bin": cifarFile([[1]]) });
  expect(problem(() => parseAll(cifar10, wrong))).toContain(
    "data_batch_1.bin gives its image 2 the class number 10, but CIFAR-10 has only 0 to 9",
  );
  const fine = files({ "train.bin": cifarFile([[0, 100]]), "test.bin": cifarFile([[0, 0]]) });
  expect(problem(() => parseAll(cifar100, fine))).toContain("class number 100, but CIFAR-100 has only 0 to 99");
});

test("images written as CIFAR-10 come back from the reader as they were", () => {
  const train = builtinImages({ split: "train", seed: 3, count: 12 });
  const outliers = builtinImages({ split: "ood", seed: 3, count: 11 });
  const read = parseAll(
    cifar10,
    files({ "data_batch_1.bin": cifar10Bytes(train), "test_batch.bin": cifar10Bytes(outliers) }),
  );
  expect(read.train).toEqual(train);
  expect(read.test).toEqual(outliers);
});

test("only images that CIFAR-10 can hold are written", () => {
  const set = builtinImages({ split: "train", seed: 1, count: 1 });
  expect(() => cifar10Bytes({ ...set, shape: [1, 28, 28] })).toThrow("not 1×28×28 of 10");
  expect(() => cifar10Bytes({ ...set, classes: 100 })).toThrow(RangeError);
});
