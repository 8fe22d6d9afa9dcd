import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { inspectCheckpoint } from "../../src/checkpoint/inspect";
import { checkpointTensors } from "../../src/checkpoint/open";
import { blockBytes, openSource } from "../../src/checkpoint/source";
import { layerDensity } from "../../src/core/inspect/density";
import { alone, counted, isStreamed } from "./counted";

const folder = mkdtempSync(join(tmpdir(), "sparse-inspect-"));

/** The start of a safetensors file: length of the header and the header. */
function head(header: unknown, length?: bigint): Buffer {
  const text = Buffer.from(typeof header === "string" ? header : JSON.stringify(header));
  const field = Buffer.alloc(8);
  field.writeBigUInt64LE(length ?? BigInt(text.length));
  return Buffer.concat([field, text]);
}

function written(...parts: readonly Uint8Array[]): string {
  const path = join(folder, "w.safetensors");
  writeFileSync(path, Buffer.concat(parts));
  return path;
}

const f32 = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);
const entry = (shape: readonly number[], start: number, end: number, dtype = "F32") => ({
  ...{ dtype, shape, data_offsets: [start, end] },
});

test("a mask beside a weight says what is kept", async () => {
  const header = { "fc.weight": entry([2, 2], 0, 16), "mask/fc.weight": entry([2, 2], 16, 20, "U8") };
  const path = written(head(header), f32(0, 1, 2, 3), Uint8Array.of(1, 1, 0, 0));
  const { format, layers, total } = await inspectCheckpoint(path);
  expect(format).toBe("safetensors");
  expect(layers).toMatchObject([{ name: "fc.weight", shape: [2, 2], dtype: "F32", kept: 2, deadFilters: 1 }]);
  expect(total).toEqual({ density: 0.5, kept: 2, size: 4 });
});

test.each<[string, () => string, RegExp]>([
  ["an empty file", () => written(), /: it holds 0 bytes, fewer than its 8-byte length field\.$/],
  ["a header longer than the file", () => written(head({}, 2n ** 63n)), /its header of \d+ bytes goes past its end\.$/],
  ["a header that is no JSON", () => written(head("{]")), /its header is not a JSON object\.$/],
  ["a header that is a list", () => written(head([1])), /its header is not a JSON object\.$/],
  [
    "data past the end",
    () => written(head({ a: entry([2, 2], 0, 16) }), f32(1, 2, 3)),
    /the entry of tensor "a" does not describe data inside the file\.$/,
  ],
  [
    "fewer bytes than the shape needs",
    () => written(head({ a: entry([2, 3], 0, 16) }), f32(1, 2, 3, 4)),
    /the entry of tensor "a" does not describe data/,
  ],
  [
    "tensors that overlap",
    () => written(head({ a: entry([1, 2], 0, 8), b: entry([1, 2], 4, 12) }), f32(1, 2, 3)),
    /tensor "b" lies on bytes of another\.$/,
  ],
  [
    "a negative extent",
    () => written(head({ a: entry([-1, -4], 0, 16) }), f32(1, 2, 3, 4)),
    /the entry of tensor "a" does not describe data/,
  ],
  [
    "an extent beyond all memory",
    () => written(head({ a: entry([2 ** 40, 0], 0, 0) })),
    /a has 1099511627776 units, but at most 16777216 can be counted\.$/,
  ],
  ["numbers of no known type", () => written(head({ a: entry([1, 1], 0, 4, "F3") }), f32(1)), /of type F3, which are/],
  ["no layer", () => written(head({ a: entry([4], 0, 16) }), f32(1, 2, 3, 4)), /no weights of two or more dimensions/],
])("%s is one clear sentence", async (_, make, message) => {
  const path = make();
  const error = await inspectCheckpoint(path).catch((fault: unknown) => fault);
  expect(String(error)).toMatch(message);
  expect(String(error)).toContain(`${path} is not a usable safetensors file: `);
});

test("a header of 100 MB is refused unread", async () => {
  const path = written(head("{}", 100_000_000n));
  const file = openSync(path, "r+");
  ftruncateSync(file, 200_000_000);
  closeSync(file);
  await expect(inspectCheckpoint(path)).rejects.toThrow(/longer than the 33554432 that are read\.$/);
  rmSync(path);
});

/** Bytes of the weights; a hole on the disk, which `LARGE_FILES=1` makes greater than 1 GB. */
const large = process.env.LARGE_FILES === "1" ? 2 ** 30 + 2 ** 24 : 3 * blockBytes + 256;

test("a large file is read in blocks, each byte once", async () => {
  const size = large / 4;
  const path = join(folder, "large.safetensors");
  const file = openSync(path, "w");
  const start = head({ "fc.weight": entry([16, size / 64, 4], 0, large) });
  writeSync(file, start);
  ftruncateSync(file, start.length + large);
  // One weight in the last unit.
  writeSync(file, f32(0.5), 0, 4, start.length + large - 4);
  closeSync(file);

  const source = openSource(path);
  const asked = counted(source);
  const [tensor] = await checkpointTensors(asked, "safetensors", path, alone);
  const found = await layerDensity("fc.weight", tensor!, tensor!.flags());
  source.close();
  rmSync(path);
  expect(found).toMatchObject({ kept: 1, size, deadFilters: 15 });
  expect(isStreamed(asked.reads)).toBe(true);
  expect(asked.reads.reduce((sum, [, length]) => sum + length, 0)).toBe(start.length + large);
});
