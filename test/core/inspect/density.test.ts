import fc from "fast-check";
import { expect, test } from "vitest";
import { layerDensity } from "../../../src/core/inspect/density";
import { inPieces } from "./flags";

test("kept weights, dead filters and fans are counted in PyTorch's order", async () => {
  // Three units of two inputs with two kernel positions each: the second unit has lost everything.
  const flags = [1, 0, 1, 1, /**/ 0, 0, 0, 0, /**/ 0, 1, 0, 0];
  const found = await layerDensity("conv", { name: "conv", shape: [3, 2, 1, 2], dtype: "F32" }, inPieces(flags, 5));
  expect(found).toMatchObject({ kept: 4, size: 12, density: 4 / 12, deadFilters: 1 });
  // Into the units come 3, 0 and 1 of 4; out of the inputs go 1 + 1 = 2 and 2 + 0 = 2 of 6.
  expect(found.fanIn.bins.map(({ units }) => units)).toEqual([1, 1, 0, 1, 0]);
  expect(found.fanOut).toMatchObject({ least: 2, most: 2 });
  expect(found.fanOut.bins.map(({ units }) => units)).toEqual([0, 0, 2, 0, 0, 0, 0]);
});

test("the same weight counts the same in Keras's order, which has the outputs last", async () => {
  // [kernel, kernel, in, out] = [1, 2, 2, 3]: entry (k, i, o) is the one above at (o, i, k).
  const flags = [1, 0, 0, /**/ 1, 0, 0, /**/ 0, 0, 1, /**/ 1, 0, 0];
  const axes = { output: 3, input: 2 };
  const found = await layerDensity("k", { name: "k", shape: [1, 2, 2, 3], dtype: "F32", axes }, inPieces(flags, 4));
  expect(found).toMatchObject({ kept: 4, deadFilters: 1, fanIn: { least: 0, most: 3 }, fanOut: { least: 2, most: 2 } });
});

test("a matrix in Fortran's order has its first index run fastest", async () => {
  // Columns of [[1, 1], [0, 0]]: the second unit is dead.
  const weight = { name: "m", shape: [2, 2], dtype: "F64", order: "column" } as const;
  const found = await layerDensity("m", weight, inPieces([1, 0, 1, 0], 3));
  expect(found).toMatchObject({ kept: 2, deadFilters: 1, fanIn: { least: 0, most: 2 }, fanOut: { least: 1, most: 1 } });
});

test("wide units share bins of one width, none of which is lost", async () => {
  // 0 to 64 connections in at most 20 bins: ⌈65 / 20⌉ = 4 a bin, 17 bins, the last of 64 alone.
  const flags = Array.from({ length: 2 * 64 }, (_, at) => (at < 64 ? 1 : at < 69 ? 1 : 0));
  const { fanIn } = await layerDensity("fc", { name: "fc", shape: [2, 64], dtype: "F32" }, inPieces(flags, 64));
  expect(fanIn.bins).toHaveLength(17);
  expect(fanIn.bins.filter(({ units }) => units > 0)).toEqual([
    { from: 4, to: 7, units: 1 },
    { from: 64, to: 64, units: 1 },
  ]);
});

test("how a file is cut into pieces changes nothing, and both fans add up to what is kept", async () => {
  const weights = fc.record({
    shape: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 })),
    piece: fc.integer({ min: 1, max: 50 }),
    seed: fc.infiniteStream(fc.constantFrom(0, 1)),
  });
  await fc.assert(
    fc.asyncProperty(weights, async ({ shape, piece, seed }) => {
      const flags = [...seed.take(shape[0] * shape[1] * shape[2])];
      const weight = { name: "w", shape, dtype: "F32" };
      const whole = await layerDensity("w", weight, inPieces(flags, flags.length));
      expect(await layerDensity("w", weight, inPieces(flags, piece))).toEqual(whole);
      expect(whole.kept).toBe(flags.filter((flag) => flag === 1).length);
      // Below 20 connections a bin is one number of connections.
      for (const { bins } of [whole.fanIn, whole.fanOut])
        expect(bins.reduce((sum, { from, units }) => sum + from * units, 0)).toBe(whole.kept);
    }),
    { seed: 1 },
  );
});

test("a layer with more units than can be counted is refused before memory is taken for it", async () => {
  const weight = { name: "wide", shape: [2 ** 40, 0], dtype: "F32" };
  await expect(layerDensity("wide", weight, [])).rejects.toThrow(
    "wide has 1099511627776 units, but at most 16777216 can be counted",
  );
});
