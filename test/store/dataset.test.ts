import { appendFile, mkdir, mkdtemp, readFile, readdir, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { test as base, expect } from "vitest";
import { builtinImages } from "../../src/core/data/builtin";
import { cifar10Bytes } from "../../src/core/data/cifar";
import { DataError } from "../../src/core/data/dataError";
import type { ImageSet, Images } from "../../src/core/data/images";
import type { Splits } from "../../src/core/data/format";
import type { FileFormatId } from "../../src/core/data/formats";
import { svhn } from "../../src/core/data/svhn";
import { describeData, formatsInFolder, loadDataset, loadTestImages, testImagesProblem } from "../../src/store/dataset";
import { readDataSplit } from "../../src/store/datasetFolder";
import { cifarFile, idxImages, mnistFiles, svhnFile } from "../core/data/samples";

/** Each test has a folder of its own, removed after it. */
const test = base.extend<{ folder: string }>({
  folder: async ({ task }, use) => {
    const folder = await mkdtemp(join(tmpdir(), `dataset-${task.id}-`));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
});

async function put(folder: string, files: Iterable<readonly [string, Uint8Array]>): Promise<void> {
  for (const [name, bytes] of files) await writeFile(join(folder, name), bytes);
}

const cifarFiles: readonly (readonly [string, Uint8Array])[] = [
  ["data_batch_1.bin", cifarFile([[1], [2], [3]])],
  ["data_batch_2.bin", cifarFile([[4]])],
  ["test_batch.bin", cifarFile([[5], [6]])],
];

function load(folder: string, format: FileFormatId, limit?: number) {
  return loadInMemory({ format, path: folder, ...(limit !== undefined && { limit }) }, join(folder, "cache"));
}

/** None of these data sets is left in its files. */
async function loadInMemory(...request: Parameters<typeof loadDataset>) {
  const { train, test, ...others } = await loadDataset(...request);
  return { ...others, train: inMemory(train), test: inMemory(test) };
}

function inMemory(set: Images): ImageSet {
  if ("pixels" in set) return set;
  throw new Error("These images are left in their files.");
}

/** The sentence of both the quick look and the real reading, which must agree. */
async function refusal(folder: string, format: FileFormatId): Promise<string> {
  const report = describeData({ format, path: folder });
  expect(report.usable).toBe(false);
  const error: unknown = await load(folder, format).catch((reason: unknown) => reason);
  if (!(error instanceof DataError)) throw new Error(`expected a DataError, got ${String(error)}`);
  expect(error.message).toBe(report.sentence);
  return report.sentence;
}

test("a CIFAR-10 folder with some of the training files is read, and described as what it is", async ({ folder }) => {
  await put(folder, cifarFiles);
  const data = await load(folder, "cifar10");
  expect([...data.train.labels]).toEqual([1, 2, 3, 4]);
  expect([...data.test.labels]).toEqual([5, 6]);
  expect(data.normalisation.mean[0]).toBe(0.4914);
  expect(data.cropPadding).toBe("reflect");
  expect(describeData({ format: "cifar10", path: folder })).toEqual({
    usable: true,
    counts: { train: 4, test: 2 },
    sentence: "CIFAR-10: 4 training images and 2 test images (data_batch_1.bin, data_batch_2.bin, test_batch.bin).",
  });
});

test("a limit keeps the first images of each split", async ({ folder }) => {
  await put(folder, cifarFiles);
  const whole = await load(folder, "cifar10");
  const limited = await load(folder, "cifar10", 2);
  expect([...limited.train.labels]).toEqual([1, 2]);
  expect(limited.train.pixels).toEqual(whole.train.pixels.slice(0, 2 * 3072));
  expect(limited.test.labels.length).toBe(2);
  expect(describeData({ format: "cifar10", path: folder, limit: 3 })).toMatchObject({ counts: { train: 3, test: 2 } });
});

test("of a share as many images of each split are used, the first, and never fewer than ten", async ({ folder }) => {
  // 40 and 24 images: a quarter is 10 and 6, which is too few. A limit comes first: half of 30 and of 24.
  const labels = (count: number) => Array.from({ length: count }, (_, index) => [index % 10]);
  await put(folder, [
    ["data_batch_1.bin", cifarFile(labels(40))],
    ["test_batch.bin", cifarFile(labels(24))],
  ]);
  for (const [choice, train, test] of [
    [{ share: 0.25 }, 10, 10],
    [{ share: 0.5, limit: 30 }, 15, 12],
  ] as const) {
    const plan = { format: "cifar10", path: folder, ...choice } as const;
    const data = await loadInMemory(plan, join(folder, "cache"));
    expect([...data.train.labels]).toEqual(labels(train).flat());
    expect(data.test.labels).toHaveLength(test);
    expect((await loadTestImages(plan, join(folder, "cache"))).labels).toHaveLength(test);
    expect(describeData(plan)).toMatchObject({ counts: { train, test } });
  }
});

test("generated images written as files are read as what they were", async ({ folder }) => {
  const images = builtinImages({ split: "train", seed: 9, count: 5 });
  await put(folder, [
    ["data_batch_1.bin", cifar10Bytes(images)],
    ["test_batch.bin", cifar10Bytes(images)],
  ]);
  const data = await load(folder, "cifar10");
  expect(data.train.pixels).toEqual(images.pixels);
  expect(data.test.labels).toEqual(images.labels);
});

test("a CIFAR-100 folder is read", async ({ folder }) => {
  await put(folder, [
    ["train.bin", cifarFile([[0, 42]])],
    ["test.bin", cifarFile([[0, 99]])],
  ]);
  const data = await load(folder, "cifar100");
  expect([data.train.labels[0], data.test.labels[0], data.train.classes]).toEqual([42, 99, 100]);
});

test("an SVHN folder is read, and its test images also where the training images are not", async ({ folder }) => {
  await put(folder, [["test_32x32.mat", svhnFile([10, 2])]]);
  expect(await refusal(folder, "svhn")).toContain("train_32x32.mat is missing; SVHN needs it (182,040,794 bytes)");
  expect([...(await readDataSplit(svhn, folder, "test")).labels]).toEqual([0, 2]);
  expect(testImagesProblem({ format: "svhn", path: folder })).toBeUndefined();

  await put(folder, [["train_32x32.mat", svhnFile([1, 2, 3])]]);
  expect(describeData({ format: "svhn", path: folder })).toMatchObject({ counts: { train: 3, test: 2 } });
  expect([...(await load(folder, "svhn")).train.labels]).toEqual([1, 2, 3]);
  expect(formatsInFolder(folder)).toEqual(["svhn"]);
});

const spellings: readonly (readonly [string, (name: string) => string, (bytes: Uint8Array) => Uint8Array])[] = [
  ["plain", (name) => name, (bytes) => bytes],
  ["gzip", (name) => `${name}.gz`, (bytes) => gzipSync(bytes)],
  ["plain under the other spelling", (name) => name.replace("-idx", ".idx"), (bytes) => bytes],
  ["gzip under the other spelling", (name) => `${name.replace("-idx", ".idx")}.gz`, (bytes) => gzipSync(bytes)],
  ["already unzipped, but still called .gz", (name) => `${name}.gz`, (bytes) => bytes],
];

test.for(spellings)("MNIST files are read: %s", async ([, rename, pack], { folder }) => {
  await put(
    folder,
    [...mnistFiles([1, 2, 3], [4])].map(([name, bytes]) => [rename(name), pack(bytes)]),
  );
  const data = await load(folder, "mnist");
  expect([...data.train.labels]).toEqual([1, 2, 3]);
  expect(data.train.pixels).toEqual(idxImages(3).slice(16));
  expect(describeData({ format: "mnist", path: folder })).toMatchObject({ counts: { train: 3, test: 1 } });
  expect((await load(folder, "fashion_mnist")).normalisation).toEqual({ mean: [0.286], std: [0.353] });
  expect(formatsInFolder(folder)).toEqual(["mnist", "fashion_mnist"]);
});

test("a folder that is not there, or is a file, is said to be so", async ({ folder }) => {
  const nowhere = join(folder, "nowhere");
  expect(await refusal(nowhere, "cifar10")).toBe(
    `${nowhere}: there is no such folder; CIFAR-10 needs one with data_batch_1.bin, data_batch_2.bin, ` +
      "data_batch_3.bin, data_batch_4.bin, data_batch_5.bin, test_batch.bin: " +
      "get the binary version from https://www.cs.toronto.edu/~kriz/cifar.html (sparse data fetch cifar10).",
  );
  await writeFile(nowhere, "");
  expect(await refusal(nowhere, "cifar10")).toContain("this is a file, but CIFAR-10 needs the folder it unpacks to");
});

test("a missing file is named with its size and where it comes from", async ({ folder }) => {
  await put(folder, cifarFiles.slice(0, 2));
  const message = await refusal(folder, "cifar10");
  expect(testImagesProblem({ format: "cifar10", path: folder })).toBe(message);
  expect(message).toBe(
    `${folder}: test_batch.bin is missing; CIFAR-10 needs it (30,730,000 bytes); ` +
      "get the binary version from https://www.cs.toronto.edu/~kriz/cifar.html (sparse data fetch cifar10).",
  );
  expect(formatsInFolder(folder)).toEqual([]);
});

test("a folder in the place of a file counts as missing", async ({ folder }) => {
  await put(folder, cifarFiles.slice(0, 2));
  await mkdir(join(folder, "test_batch.bin"));
  expect(await refusal(folder, "cifar10")).toContain("test_batch.bin is missing");
});

test("files cut short or too long are refused with the sizes found and expected", async ({ folder }) => {
  await put(folder, cifarFiles);
  await truncate(join(folder, "data_batch_2.bin"), 3000);
  expect(await refusal(folder, "cifar10")).toContain(
    "data_batch_2.bin has 3,000 bytes, but the CIFAR-10 file has 30,730,000",
  );
  await truncate(join(folder, "data_batch_2.bin"), 0);
  expect(await refusal(folder, "cifar10")).toContain("data_batch_2.bin has 0 bytes");
  await put(folder, [...cifarFiles]);
  await appendFile(join(folder, "test_batch.bin"), "x");
  expect(await refusal(folder, "cifar10")).toContain("test_batch.bin has 6,147 bytes");
});

test("a gzip file that ends too early is refused with its size", async ({ folder }) => {
  const files = [...mnistFiles([1, 2, 3], [4])];
  await put(
    folder,
    files.map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes)]),
  );
  const images = gzipSync(idxImages(3));
  await put(folder, [["train-images-idx3-ubyte.gz", images.subarray(0, images.length - 30)]]);
  expect(await refusal(folder, "mnist")).toBe(
    `${folder}: train-images-idx3-ubyte.gz (${images.length - 30} bytes) cannot be unzipped (unexpected end of file), ` +
      "but must unzip to 47,040,016 bytes; get the four files of http://yann.lecun.com/exdb/mnist/ (sparse data fetch mnist) again.",
  );
});

test.for([
  ["plain", "", (bytes: Uint8Array) => bytes],
  ["gzip", ".gz", (bytes: Uint8Array) => gzipSync(bytes)],
] as const)(
  "files of the right size that hold something else are refused at a look: %s",
  async ([, ending, pack], { folder }) => {
    const files = mnistFiles([1, 2, 3], [4]).set("train-images-idx3-ubyte", new Uint8Array(16 + 3 * 784));
    await put(
      folder,
      [...files].map(([name, bytes]) => [`${name}${ending}`, pack(bytes)]),
    );
    expect(await refusal(folder, "mnist")).toContain(
      "begins with the numbers 0, 0, 0, 0, but with its size they must be",
    );
  },
);

test("damage that sizes do not show is found on reading", async ({ folder }) => {
  await put(folder, [...cifarFiles, ["test_batch.bin", cifarFile([[77]])]]);
  expect(describeData({ format: "cifar10", path: folder }).usable).toBe(true);
  await expect(load(folder, "cifar10")).rejects.toThrow(
    `${folder}: test_batch.bin gives its image 1 the class number 77`,
  );
});

const builtinChoice = { format: "builtin", seed: 4, train: 130, test: 20 } as const;

/** Vitest compares long arrays number by number, which takes seconds. */
function expectSame(found: Splits, expected: Splits): void {
  for (const split of ["train", "test"] as const) {
    expect(Buffer.compare(found[split].pixels, expected[split].pixels)).toBe(0);
    expect({ ...found[split], pixels: undefined }).toEqual({ ...expected[split], pixels: undefined });
  }
}

test("built-in images are drawn once and then come from the cache", async ({ folder }) => {
  const cache = join(folder, "some", "cache");
  const reported: number[] = [];
  const drawn = await loadInMemory(builtinChoice, cache, (done, total) => reported.push(done, total));
  const train = builtinImages({ split: "train", seed: 4, count: 130 });
  const held = builtinImages({ split: "test", seed: 4, count: 20 });
  expectSame(drawn, { ...drawn, train, test: held });
  expect(reported.slice(0, 4)).toEqual([100, 150, 130, 150]);
  expect(reported.slice(-2)).toEqual([150, 150]);

  const again: number[] = [];
  expectSame(await loadInMemory(builtinChoice, cache, (done) => again.push(done)), drawn);
  expect(again).toEqual([130, 150]);
  expect((await readdir(cache)).length).toBe(2);
});

test("a damaged cache is drawn again and repaired", async ({ folder }) => {
  const drawn = await loadInMemory(builtinChoice, folder);
  const path = join(folder, "builtin-1-train-seed4-130.bin");
  const whole = await readFile(path);
  for (const damaged of [whole.subarray(0, 1000), Buffer.alloc(0), Buffer.from(whole).fill(7, 5000, 5001)]) {
    await writeFile(path, damaged);
    expectSame(await loadInMemory(builtinChoice, folder), drawn);
    expect(whole.equals(await readFile(path))).toBe(true);
  }
});

test("built-in images need no cache that can be written", async ({ folder }) => {
  const cache = join(folder, "a-file");
  await writeFile(cache, "");
  expect((await loadInMemory(builtinChoice, cache)).train.labels.length).toBe(130);
});

test("built-in data are described without drawing them", () => {
  expect(describeData({ format: "builtin", seed: 1, train: 4000, test: 2000 })).toEqual({
    usable: true,
    counts: { train: 4000, test: 2000 },
    sentence: "Built-in shapes: 4,000 training and 2,000 test images.",
  });
});
