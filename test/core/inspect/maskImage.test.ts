import fc from "fast-check";
import { expect, test } from "vitest";
import { maskImage } from "../../../src/core/inspect/maskImage";
import { inPieces } from "./flags";

const rounded = (shares: Float32Array) => [...shares].map((share) => Math.round(share * 1e6) / 1e6);

test("a small mask is drawn as it is: outputs down, inputs with their kernel positions across", async () => {
  const weight = { name: "conv", shape: [2, 2, 1, 2], dtype: "U8" };
  const image = await maskImage(weight, inPieces([1, 0, 0, 1, /**/ 0, 0, 1, 1], 3), { width: 100, height: 100 });
  expect(image).toMatchObject({ width: 4, height: 2, rows: 2, columns: 4 });
  expect([...image.shares]).toEqual([1, 0, 0, 1, 0, 0, 1, 1]);
});

test("Keras's order makes the same picture", async () => {
  // The mask above as [1, 2, in, out]: entry (k, i, o).
  const flags = [1, 0, /**/ 0, 1, /**/ 0, 0, /**/ 1, 1];
  const weight = { name: "kernel", shape: [1, 2, 2, 2], dtype: "U8", axes: { output: 3, input: 2 } };
  const image = await maskImage(weight, inPieces(flags, 8), { width: 100, height: 100 });
  expect([...image.shares]).toEqual([1, 0, 0, 1, 0, 0, 1, 1]);
});

test("cells that divide a mask hold the share of their box", async () => {
  const flags = [1, 1, 0, 0, /**/ 1, 1, 0, 1];
  const image = await maskImage({ name: "m", shape: [2, 4], dtype: "U8" }, [Uint8Array.from(flags)], {
    width: 2,
    height: 1,
  });
  expect([...image.shares]).toEqual([1, 0.25]);
});

test("an entry on the border of two cells is shared by area", async () => {
  // Three columns in two cells of 1.5: the middle one lies in both by half; 1 / 1.5 and 0.5 / 1.5.
  const draw = (flags: readonly number[]) =>
    maskImage({ name: "m", shape: [1, 3], dtype: "U8" }, [Uint8Array.from(flags)], { width: 2, height: 1 });
  expect(rounded((await draw([1, 0, 0])).shares)).toEqual([0.666667, 0]);
  expect(rounded((await draw([0, 1, 0])).shares)).toEqual([0.333333, 0.333333]);
  expect(rounded((await draw([1, 1, 1])).shares)).toEqual([1, 1]);
});

test("the mean of the cells is the density, a full mask is full everywhere, and pieces change nothing", async () => {
  const pictures = fc.record({
    shape: fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 3 })),
    width: fc.integer({ min: 1, max: 25 }),
    height: fc.integer({ min: 1, max: 12 }),
    bits: fc.infiniteStream(fc.constantFrom(0, 1)),
    piece: fc.integer({ min: 1, max: 30 }),
  });
  await fc.assert(
    fc.asyncProperty(pictures, async ({ shape, width, height, bits, piece }) => {
      const weight = { name: "m", shape, dtype: "U8" };
      const flags = [...bits.take(shape[0] * shape[1] * shape[2])];
      const { shares } = await maskImage(weight, inPieces(flags, piece), { width, height });
      const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
      expect(mean).toBeCloseTo(flags.filter((flag) => flag === 1).length / flags.length, 5);
      const full = await maskImage(weight, [new Uint8Array(flags.length).fill(1)], { width, height });
      expect(full.shares.every((share) => Math.abs(share - 1) < 1e-6)).toBe(true);
    }),
    { seed: 1 },
  );
});

test("each cell is what plain arithmetic makes of it", async () => {
  // The oracle: every entry as an area of 1 × 1, cut by every cell.
  const [rows, columns, height, width] = [5, 7, 3, 4];
  const flags = Array.from({ length: rows * columns }, (_, at) => ((at * 7) % 3 === 0 ? 1 : 0));
  const cut = (line: number, cell: number, lines: number, cells: number) =>
    Math.max(0, Math.min(line + 1, ((cell + 1) * lines) / cells) - Math.max(line, (cell * lines) / cells));
  const expected = Array.from({ length: height * width }, (_, cell) => {
    const [y, x] = [Math.floor(cell / width), cell % width];
    const kept = flags.reduce<number>(
      (sum, flag, at) =>
        sum + flag * cut(Math.floor(at / columns), y, rows, height) * cut(at % columns, x, columns, width),
      0,
    );
    return kept / ((rows / height) * (columns / width));
  });
  const weight = { name: "m", shape: [rows, columns], dtype: "U8" };
  const { shares } = await maskImage(weight, inPieces(flags, 4), { width, height });
  shares.forEach((share, cell) => {
    expect(share).toBeCloseTo(expected[cell]!, 6);
  });
});

test("a picture of no cells, or of more than memory is for, is refused", async () => {
  const weight = { name: "m", shape: [2, 2], dtype: "U8" };
  for (const width of [0, 1.5, 5000]) {
    await expect(maskImage(weight, [], { width, height: 2 })).rejects.toThrow(
      `a picture has 1 to 4096 cells a side, got ${String(width)}`,
    );
  }
});
