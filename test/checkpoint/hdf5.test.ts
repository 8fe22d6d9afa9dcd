import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { slabs } from "../../src/checkpoint/hdf5";
import { checkpointTensors } from "../../src/checkpoint/open";
import { blockBytes, openSource } from "../../src/checkpoint/source";
import { alone, counted } from "./counted";
import { complaint, written, zipOf } from "./files";

const folder = "test/golden/checkpoints";
const real = (name: string) => readFileSync(join(folder, name));

test.each<[string, () => string, RegExp]>([
  ["an empty file", () => written("a.h5"), /^FILE is not a usable HDF5 file: it does not begin as an HDF5 file does/],
  ["text", () => written("a.hdf5", Buffer.from("text")), /it does not begin as an HDF5 file does, or is cut off\.$/],
  ["a file that is cut off", () => written("a.h5", real("net.h5").subarray(0, 9000)), /or is cut off\.$/],
  [
    "groups that hold each other",
    () => join(folder, "bad_cyclic.h5"),
    /its groups hold each other, or lie more than 32 /,
  ],
  [
    "a data set of 400 TB",
    () => join(folder, "bad_huge.h5"),
    /its data sets come to 400000000000000 bytes, but at most 17179869184 are read\.$/,
  ],
  [
    "a chunk of 3.6 GB",
    () => join(folder, "bad_chunk.h5"),
    /its data set \/w is packed in chunks of more than 268435456 bytes\.$/,
  ],
  ["links to elsewhere only", () => join(folder, "bad_links.h5"), /it holds no weights of two or more dimensions\.$/],
  [
    "a Keras file without weights",
    () => written("a.keras", zipOf({ name: "config.json", data: Buffer.from("{}") })),
    /^FILE is not a usable Keras file: it holds no model\.weights\.h5\.$/,
  ],
  [
    "a Keras file of compressed weights",
    () => written("a.keras", zipOf({ name: "model.weights.h5", data: real("net.weights.h5") })),
    /its model\.weights\.h5 is compressed, as Keras leaves none; unpack it and inspect that\.$/,
  ],
])("%s is one clear sentence", async (_, make, sentence) => {
  expect(await complaint(make())).toMatch(sentence);
});

test("weights are not read before they are asked for", async () => {
  const path = join(folder, "plain.hdf5");
  const source = openSource(path);
  const asked = counted(source);
  const tensors = await checkpointTensors(asked, "hdf5", path, alone);
  const before = asked.reads.reduce((sum, [, length]) => sum + length, 0);
  const kernel = tensors.find(({ name }) => name === "block/kernel:0")!;
  const flags: number[] = [];
  for await (const piece of kernel.flags()) flags.push(...piece);
  source.close();
  expect(before).toBeLessThan(source.size / 2);
  expect(flags).toHaveLength(162);
  expect(Math.max(...asked.reads.map(([, length]) => length))).toBeLessThanOrEqual(blockBytes);
});

test("a large data set is cut into boxes that follow one another", () => {
  // 2 × 3 × 2²⁰ numbers of 4 bytes: a row of 4 MiB is a block, of which there are 6.
  const boxes = [...slabs({ shape: [2, 3, 2 ** 20], width: 4, chunks: undefined })];
  expect(boxes.map(({ offset }) => offset.join())).toEqual(["0,0,0", "0,1,0", "0,2,0", "1,0,0", "1,1,0", "1,2,0"]);
  expect(new Set(boxes.map(({ count }) => count.join()))).toEqual(new Set(["1,1,1048576"]));
});

test("boxes end where chunks end, so that each chunk is unpacked once", () => {
  // 1000 numbers of 4 bytes a row: 1048 rows are a block, 1000 of them whole chunks of 100.
  const boxes = [...slabs({ shape: [2100, 1000], width: 4, chunks: [100, 1000] })];
  expect(boxes.map(({ offset: [row], count: [rows] }) => [row, rows])).toEqual([
    [0, 1000],
    [1000, 1000],
    [2000, 100],
  ]);
});
