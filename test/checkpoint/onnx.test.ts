import { expect, test } from "vitest";
import { inspectCheckpoint } from "../../src/checkpoint/inspect";
import { checkpointTensors } from "../../src/checkpoint/open";
import { openSource } from "../../src/checkpoint/source";
import { alone, counted } from "./counted";
import { complaint, message, whole, written } from "./files";

const text = (words: string) => Buffer.from(words);
const raw = (...values: number[]) => message(9, new Uint8Array(Float32Array.from(values).buffer));

/** A model with one initializer, of the fields given. */
const model = (...fields: readonly Buffer[]) => message(7, message(5, message(8, text("w")), whole(2, 1), ...fields));

/** One whose numbers are in another file. */
function elsewhere(location: string, offset = "0"): Buffer {
  const entry = (key: string, value: string) => message(13, message(1, text(key)), message(2, text(value)));
  return model(whole(1, 2), whole(1, 3), entry("location", location), entry("offset", offset));
}

test("extents in fields of their own, as older writers leave them, are read too", async () => {
  const path = written("w.onnx", model(whole(1, 2), whole(1, 3), raw(1, 0, 2, 0, 0, 3)));
  const { layers } = await inspectCheckpoint(path);
  expect(layers).toMatchObject([{ name: "w", shape: [2, 3], dtype: "F32", kept: 3 }]);
});

test("the numbers are passed over until they are asked for", async () => {
  const path = written("w.onnx", model(whole(1, 1000), whole(1, 1000), message(9, new Uint8Array(4_000_000))));
  const source = openSource(path);
  const asked = counted(source);
  await checkpointTensors(asked, "onnx", path, alone);
  source.close();
  // Of 4 MB: a window of 64 KiB for each of three messages, and a name of one letter.
  expect(asked.reads.reduce((sum, [, length]) => sum + length, 0)).toBe(3 * 2 ** 16 + 1);
});

test.each<[string, Buffer, RegExp]>([
  ["an empty file", Buffer.alloc(0), /^FILE is not a usable ONNX file: it holds no graph\.$/],
  ["text", text("this is no model at all"), /^FILE is not a usable ONNX file: /],
  [
    "a negative extent",
    model(whole(1, -2), whole(1, -3), raw(1, 2, 3, 4, 5, 6)),
    /its tensor w has an extent that is negative or beyond all files\.$/,
  ],
  [
    "fewer numbers than the shape says",
    model(whole(1, 200_000), whole(1, 300_000), raw(1)),
    /its tensor w says it is 200000×300000 numbers of type F32, but has 4 bytes for them\.$/,
  ],
  ["no numbers", model(whole(1, 2), whole(1, 3)), /but has 0 bytes for them\.$/],
  [
    "a model that is cut off",
    model(whole(1, 1), whole(1, 1), raw(1)).subarray(0, 12),
    /past the end of its message\.$/,
  ],
  ["a negative length", Buffer.concat([Buffer.of(0x3a), whole(0, -1).subarray(1)]), /past the end of its message\.$/],
  ["a number without an end", Buffer.alloc(40, 0xff), /a number at byte \d+ has more than ten bytes\.$/],
  ["100 dimensions", model(...Array.from({ length: 100 }, () => whole(1, 1)), raw(1)), /more than 64 dimensions\.$/],
  [
    "numbers out of the folder",
    elsewhere("../secret"),
    /its numbers lie in \.\.\/secret, but only a file beside it is read/,
  ],
  [
    "numbers anywhere",
    elsewhere("/etc/passwd"),
    /its numbers lie in \/etc\/passwd, but only a file beside it is read\.$/,
  ],
  [
    "numbers in a file that is not there",
    elsewhere("no.data"),
    /its numbers lie in no\.data, which cannot be read beside/,
  ],
  [
    "numbers past the end of another file",
    elsewhere("a.onnx", "1000000"),
    /its tensor w says it is 2×3 numbers of type F32, but has 0 bytes for them\.$/,
  ],
])("%s is one clear sentence", async (_, bytes, sentence) => {
  expect(await complaint(written("a.onnx", bytes))).toMatch(sentence);
});
