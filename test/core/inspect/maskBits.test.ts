import fc from "fast-check";
import { expect, test } from "vitest";
import { bitDifference, bitImage } from "../../../src/core/inspect/bitImage";
import { bitsSize, flagsOfBits, isInOrder, maskBits } from "../../../src/core/inspect/maskBits";
import { maskDifference } from "../../../src/core/inspect/maskDifference";
import { maskImage } from "../../../src/core/inspect/maskImage";
import { inPieces } from "./flags";

const torch = { name: "conv", shape: [2, 2, 1, 2], dtype: "U8" };
/** The same weight as Keras has it: [1, 2, in, out]. */
const keras = { name: "kernel", shape: [1, 2, 2, 2], dtype: "U8", axes: { output: 3, input: 2 } };

test("bits stand in one order, whatever that of the file: by outputs, then inputs, then kernel positions", async () => {
  const ours = await maskBits(torch, inPieces([1, 0, 0, 1, /**/ 0, 0, 1, 1], 3));
  expect(ours).toEqual({ rows: 2, columns: 4, stride: 1, words: Uint32Array.of(0b1001, 0b1100) });
  // Entry (k, i, o) of the same mask.
  const theirs = await maskBits(keras, inPieces([1, 0, /**/ 0, 1, /**/ 0, 0, /**/ 1, 1], 5));
  expect(theirs).toEqual(ours);
  expect([...flagsOfBits(theirs)].map((flags) => [...flags])).toEqual([
    [1, 0, 0, 1],
    [0, 0, 1, 1],
  ]);
});

test("a file is read as it comes only where its order is that of the bits", () => {
  const columns = { ...torch, order: "column" } as const;
  expect([torch, keras, columns].map(isInOrder)).toEqual([true, false, false]);
  // One input and one kernel position: nothing can be out of order.
  expect(isInOrder({ ...keras, shape: [1, 1, 1, 5] })).toBe(true);
});

test("a weight takes a bit, and a row whole words of 32", () => {
  expect(bitsSize({ name: "fc", shape: [16384, 16384], dtype: "F32" })).toBe(2 ** 25);
  expect(bitsSize({ name: "conv", shape: [10, 3, 3, 4], dtype: "F32" })).toBe(10 * 2 * 4);
});

test("pictures of bits are those of masks that are read entry by entry, whichever part is looked at", async () => {
  const cases = fc
    .record({
      extents: fc.tuple(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 4 }),
      ),
      width: fc.integer({ min: 1, max: 70 }),
      height: fc.integer({ min: 1, max: 12 }),
      isKeras: fc.boolean(),
      bits: fc.infiniteStream(fc.constantFrom(0, 1)),
    })
    .chain(({ extents: [out, input, kernel], ...rest }) => {
      const span = (all: number) => fc.tuple(fc.nat(all - 1), fc.nat(all - 1)).map((ends) => [...ends].sort(byNumber));
      const window = fc.tuple(span(out), span(input * kernel)).map(([rows, columns]) => {
        const [top = 0, bottom = 0, left = 0, right = 0] = [...rows, ...columns];
        return { top, left, rows: bottom - top + 1, columns: right - left + 1 };
      });
      return fc.record({ window, extents: fc.constant([out, input, kernel]), rest: fc.constant(rest) });
    });
  await fc.assert(
    fc.asyncProperty(cases, async ({ window, extents, rest: { width, height, isKeras, bits } }) => {
      const plain = { name: "m", shape: extents, dtype: "U8" };
      const weight = isKeras ? { ...plain, shape: [...extents].reverse(), axes: { output: 2, input: 1 } } : plain;
      const size = extents.reduce((product, extent) => product * extent, 1);
      const [first, second] = [[...bits.take(size)], [...bits.take(size)]];
      const frame = { window, width, height };
      const [one, other] = [await maskBits(weight, inPieces(first, 7)), await maskBits(weight, inPieces(second, 50))];
      expectSame(bitImage(one, frame), await maskImage(weight, inPieces(first, 9), frame));
      const { images } = await maskDifference(weight, inPieces(first, 9), inPieces(second, 4), frame);
      const drawn = bitDifference(one, other, frame);
      for (const part of ["both", "onlyFirst", "onlySecond"] as const) expectSame(drawn[part], images[part]);
    }),
    { seed: 1 },
  );
});

function expectSame(
  { shares, ...size }: { readonly shares: Float32Array },
  { shares: expected, ...expectedSize }: { readonly shares: Float32Array },
): void {
  expect(size).toEqual(expectedSize);
  expect(Math.max(...shares.map((share, cell) => Math.abs(share - expected[cell]!)))).toBeLessThan(1e-6);
}

function byNumber(left: number, right: number): number {
  return left - right;
}
