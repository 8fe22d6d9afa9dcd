import { expect, test } from "vitest";
import { maskDifference } from "../../../src/core/inspect/maskDifference";
import { inPieces } from "./flags";

const weight = { name: "m", shape: [2, 4], dtype: "U8" };
const size = { width: 2, height: 2 };
const first = [1, 1, 0, 0, /**/ 1, 0, 1, 0];
const second = [1, 0, 0, 1, /**/ 1, 0, 1, 1];

test("what both keep and what only one does is counted and drawn", async () => {
  const {
    counts,
    size: all,
    overlap,
    images,
  } = await maskDifference(weight, inPieces(first, 8), inPieces(second, 8), size);
  expect(counts).toEqual({ both: 3, onlyFirst: 1, onlySecond: 2 });
  // 3 of the 6 that either keeps.
  expect([all, overlap]).toEqual([8, 0.5]);
  // Cells of two entries each.
  expect([...images.both.shares]).toEqual([0.5, 0, 0.5, 0.5]);
  expect([...images.onlyFirst.shares]).toEqual([0.5, 0, 0, 0]);
  expect([...images.onlySecond.shares]).toEqual([0, 0.5, 0, 0.5]);
});

test("the pieces of the two need not be of one length", async () => {
  const whole = await maskDifference(weight, inPieces(first, 8), inPieces(second, 8), size);
  for (const [one, other] of [
    [1, 8],
    [3, 5],
    [8, 1],
    [4, 3],
  ] as const) {
    expect(await maskDifference(weight, inPieces(first, one), inPieces(second, other), size)).toEqual(whole);
  }
});

test("equal masks overlap wholly, empty ones too", async () => {
  const empty = new Array<number>(8).fill(0);
  for (const mask of [first, empty]) {
    const { overlap, counts } = await maskDifference(weight, inPieces(mask, 3), inPieces(mask, 3), size);
    expect([overlap, counts.onlyFirst, counts.onlySecond]).toEqual([1, 0, 0]);
  }
});

test("masks of two lengths are refused, whichever is the longer", async () => {
  const shorter = first.slice(0, 6);
  await expect(maskDifference(weight, inPieces(first, 3), inPieces(shorter, 3), size)).rejects.toThrow(
    "the second mask has fewer entries than the first",
  );
  await expect(maskDifference(weight, inPieces(shorter, 3), inPieces(first, 3), size)).rejects.toThrow(
    "the first mask has fewer entries than the second",
  );
});
