import { expect, test } from "vitest";
import { inspectCheckpoint } from "../../src/checkpoint/inspect";
import { openSource } from "../../src/checkpoint/source";
import { zipEntries } from "../../src/checkpoint/zip";
import { complaint, npyHead, written, zipOf } from "./files";

const numbers = (count: number) => new Uint8Array(new Float32Array(count).fill(1).buffer);
const array = (shape: string, count: number) => Buffer.concat([npyHead("<f4", shape), numbers(count)]);

test("an array without a name has its file's", async () => {
  const { format, layers } = await inspectCheckpoint(written("masks.npy", array("(2, 3)", 6)));
  expect([format, layers.map(({ name, kept }) => [name, kept])]).toEqual(["npy", [["masks", 6]]]);
});

test("an array is unpacked as it is counted, however it is cut", async () => {
  // 3 000 000 numbers are 12 MB, of which every block but the first begins within a number's bytes.
  const data = array("(3, 1000000)", 3_000_000);
  const { total } = await inspectCheckpoint(written("large.npz", zipOf({ name: "w.npy", data })));
  expect(total).toEqual({ density: 1, kept: 3_000_000, size: 3_000_000 });
});

test("a mask in an npz file says what is kept", async () => {
  const mask = Buffer.concat([npyHead("|u1", "(2, 2)"), Uint8Array.of(1, 0, 0, 0)]);
  const path = written("m.npz", zipOf({ name: "w.npy", data: array("(2, 2)", 4) }, { name: "w.mask.npy", data: mask }));
  expect((await inspectCheckpoint(path)).total).toEqual({ density: 0.25, kept: 1, size: 4 });
});

test("a bomb is left as soon as it says more than it announced", async () => {
  // 40 MB that announce 1 MB; a piece is 256 KiB.
  const bomb = written("bomb.npz", zipOf({ name: "w.npy", data: new Uint8Array(40_000_000), announced: 2 ** 20 }));
  const source = openSource(bomb);
  const [entry] = await zipEntries(source, () => true);
  let unpacked = 0;
  const all = async () => {
    for await (const piece of entry!.bytes()) unpacked += piece.length;
  };
  await expect(all()).rejects.toThrow("its entry w.npy unpacks to more bytes, but 1048576 are announced");
  source.close();
  expect(unpacked).toBe(2 ** 20);
});

const good = zipOf({ name: "w.npy", data: array("(2, 2)", 4) });

test.each<[string, string, Uint8Array, RegExp]>([
  ["an empty file", "a.npz", Buffer.alloc(0), /^FILE is not a usable npz file: its zip directory is damaged \(.+\)\.$/],
  ["no zip file", "a.npz", Buffer.from("no zip"), /its zip directory is damaged/],
  ["a zip file that is cut off", "a.npz", good.subarray(0, good.length - 30), /its zip directory is damaged/],
  ["no array", "a.npz", zipOf({ name: "a.npy", data: Buffer.from("text") }), /its array a does not begin as an npy/],
  [
    "an array that says it is larger than it is",
    "a.npz",
    zipOf({ name: "a.npy", data: array("(2, 1000000)", 4) }),
    /its array a says it is 2×1000000 numbers of type F32, but has 16 bytes for them\.$/,
  ],
  [
    "a bomb: an entry that unpacks to more than it announces",
    "a.npz",
    zipOf({ name: "a.npy", data: array("(2, 2)", 4_000_000), announced: npyHead("<f4", "(2, 2)").length + 16 }),
    /its entry a\.npy unpacks to more bytes, but \d+ are announced\.$/,
  ],
  [
    "an entry that unpacks to less than it announces",
    "a.npz",
    zipOf({ name: "a.npy", data: array("(2, 20)", 4), announced: npyHead("<f4", "(2, 20)").length + 160 }),
    /its entry a\.npy unpacks to \d+ bytes, but \d+ are announced\.$/,
  ],
  [
    "entries that announce more than is read: five of 4 GB",
    "a.npz",
    zipOf(...[1, 2, 3, 4, 5].map((at) => ({ name: `${at}.npy`, data: array("(2, 2)", 4), announced: 0xfffffff0 }))),
    /it would unpack to 21474836400 bytes, but at most 17179869184 are read\.$/,
  ],
  [
    "an array with a pickled object only",
    "a.npy",
    Buffer.concat([npyHead("|O", "(2, 2)"), Buffer.from("pickle")]),
    /it holds no weights of two or more dimensions\.$/,
  ],
  ["a negative extent", "a.npy", array("(-2, -2)", 4), /a header that does not say its shape and order\.$/],
  ["an extent beyond all files", "a.npy", array("(99999999999999999999, 2)", 4), /does not say its shape and order\.$/],
  [
    "a header past the end",
    "a.npy",
    npyHead("<f4", "(2, 2)").subarray(0, 30),
    /a header of \d+ bytes that goes past its/,
  ],
])("%s is one clear sentence", async (_, name, bytes, sentence) => {
  expect(await complaint(written(name, bytes))).toMatch(sentence);
});
