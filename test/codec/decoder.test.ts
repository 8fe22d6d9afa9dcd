import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { decoder, pictures, pillow, planes, sha256 } from "./pictures";

const decode = await decoder();
const folder = mkdtempSync(join(tmpdir(), "sparse-codec-"));

function file(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

const same = Object.entries(pillow.decoded).filter(([, { pixels }]) => pixels === undefined);

test.each(same)("%s has the pixels that Pillow reads", (name, { width, height, sha256: expected }) => {
  const raster = decode(join(pictures, name));
  expect([raster.width, raster.height]).toEqual([width, height]);
  expect(sha256(planes(raster))).toBe(expected);
});

const close = Object.entries(pillow.decoded).flatMap(([name, { pixels }]) => (pixels ? [[name, pixels] as const] : []));

test.each(close)("%s has nearly the pixels that Pillow reads", (name, expected) => {
  const { pixels } = decode(join(pictures, name));
  expect(pixels.length).toBe(expected.length);
  // Another decoder, with another inverse cosine transform.
  expect(Math.max(...pixels.map((value, at) => Math.abs(value - expected[at]!)))).toBeLessThanOrEqual(3);
});

const jpeg = readFileSync(join(pictures, "full.jpg"));
const png = readFileSync(join(pictures, "alpha.png"));

test.each([
  ["neither.jpg", new TextEncoder().encode("GIF89a"), /neither a JPEG nor a PNG file; replace or remove it\.$/],
  ["empty.png", new Uint8Array(), /neither a JPEG nor a PNG file/],
  ["header.jpg", jpeg.subarray(0, 200), /header\.jpg is a damaged JPEG file \(.+\); replace or remove it\.$/],
  ["cut.jpg", jpeg.subarray(0, 1500), /cut\.jpg is a damaged JPEG file \(it ends too early\); replace or remove it\.$/],
  ["cut.png", png.subarray(0, 3000), /cut\.png is a damaged PNG file; replace or remove it\.$/],
  ["cmyk.jpg", readFileSync(join(pictures, "cmyk.jpg")).subarray(0, 300), /cmyk\.jpg is a damaged JPEG file \(.+\);/],
])("%s is refused in one sentence that names it", (name, bytes, message) => {
  const path = file(name, bytes);
  expect(() => decode(path)).toThrow(expect.objectContaining({ name: "DataError" }) as Error);
  expect(() => decode(path)).toThrow(message);
  // A damaged file does not harm the next one.
  expect(decode(join(pictures, "full.jpg")).width).toBe(61);
  expect(decode(join(pictures, "alpha.png")).width).toBe(61);
});

test("a file that is not there is named", () => {
  expect(() => decode("/nonexistent/a.jpg")).toThrow(/^\/nonexistent\/a\.jpg cannot be read: ENOENT/);
});
