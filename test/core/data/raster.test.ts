import { expect, test } from "vitest";
import { type Raster, centreView, drawView, randomView } from "../../../src/core/data/raster";
import { stream } from "../../../src/core/random";
import { decoder, pictures, pillow, sha256 } from "../../codec/pictures";

const decode = await decoder();
const full = decode(`${pictures}/full.jpg`);

/** Its left 20 columns. */
const tall: Raster = {
  ...full,
  width: 20,
  pixels: full.pixels.filter((_, at) => Math.floor(at / full.channels) % full.width < 20),
};

test.each(pillow.centre)("the middle of a picture is Pillow's: %j", ({ tall: isTall, size, sha256: expected }) => {
  const raster = isTall ? tall : full;
  const out = new Uint8Array(3 * size * size);
  drawView(raster, centreView(raster, size), size, false, out);
  expect(sha256(out)).toBe(expected);
});

test.each(pillow.boxes)("a part of a picture is Pillow's: %j", ({ box, size, flip, sha256: expected }) => {
  const out = new Uint8Array(3 * size * size);
  drawView(full, { source: box, width: size, height: size, left: 0, top: 0 }, size, flip, out);
  expect(sha256(out)).toBe(expected);
});

test("the middle of a picture is 224 of 256 in size, its shorter side", () => {
  // 500 × 375: shorter 256, longer ⌊256 · 500 / 375⌋ = 341; (341 − 224) / 2 = 58.5, to even 58.
  expect(centreView({ width: 500, height: 375 }, 224)).toEqual({
    source: { left: 0, top: 0, width: 500, height: 375 },
    ...{ width: 341, height: 256, left: 58, top: 16 },
  });
});

test("random parts lie within the picture, and their areas and shapes within their ranges", () => {
  const picture = { width: 500, height: 375 };
  const random = stream(1, "test");
  const boxes = Array.from({ length: 2000 }, () => randomView(picture, 224, random).source);
  const shares = boxes.map(({ width, height }) => (width * height) / (500 * 375));
  for (const { left, top, width, height } of boxes) {
    expect(left >= 0 && top >= 0 && left + width <= 500 && top + height <= 375).toBe(true);
    // A pixel is rounded away at most on each side.
    expect(width / height).toBeGreaterThan(0.74);
    expect(width / height).toBeLessThan(1.345);
  }
  expect(Math.min(...shares)).toBeGreaterThan(0.079);
  expect(Math.min(...shares)).toBeLessThan(0.1);
  // Of a uniform share the mean would be 0.54; parts that do not fit are drawn again, which favours small ones.
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  expect(mean).toBeGreaterThan(0.4);
  expect(mean).toBeLessThan(0.54);
});

test("of a picture too long for any part, the middle is taken", () => {
  // 1000 × 10: no part of 8 % of the area has a shape within 3:4 to 4:3; 10 · 4/3 = 13 columns from (1000 − 13) / 2 on.
  expect(randomView({ width: 1000, height: 10 }, 8, stream(1, "test")).source).toEqual({
    ...{ left: 493, top: 0, width: 13, height: 10 },
  });
  expect(randomView({ width: 10, height: 1000 }, 8, stream(1, "test")).source).toEqual({
    ...{ left: 0, top: 493, width: 10, height: 13 },
  });
});
