import { expect, test } from "vitest";
import { elementTypes, nonZero } from "../../../src/core/inspect/elements";

const bytesOf = (values: { buffer: ArrayBufferLike }) => new Uint8Array(values.buffer);
const flags = (dtype: string, bytes: Uint8Array, bigEndian?: boolean) => [
  ...nonZero(bytes, elementTypes.get(dtype)!, bigEndian),
];

test("zero is zero with either sign; the least number and what is no number are not", () => {
  expect(flags("F32", bytesOf(Float32Array.of(0, -0, 1e-45, NaN, -Infinity)))).toEqual([0, 0, 1, 1, 1]);
  expect(flags("F64", bytesOf(Float64Array.of(0, -0, 5e-324, -2)))).toEqual([0, 0, 1, 1]);
  // 0x8000 is −0, 0x0001 the least half.
  expect(flags("F16", bytesOf(Uint16Array.of(0, 0x8000, 0x0001)))).toEqual([0, 0, 1]);
});

test("whole numbers have no −0: the least of each type is not zero", () => {
  expect(flags("I8", Uint8Array.of(0, 0x80))).toEqual([0, 1]);
  expect(flags("I64", bytesOf(BigInt64Array.of(0n, -(2n ** 63n))))).toEqual([0, 1]);
});

test("of big-endian numbers the sign comes first", () => {
  // −0 and 2⁻¹⁴⁹·128, whose little-endian bytes would be those of −0.
  expect(flags("F32", Uint8Array.of(0x80, 0, 0, 0, 0, 0, 0, 0x80), true)).toEqual([0, 1]);
  expect(flags("F32", Uint8Array.of(0x80, 0, 0, 0, 0, 0, 0, 0x80))).toEqual([1, 0]);
});

test("where a block begins in memory changes nothing", () => {
  const values = bytesOf(Float32Array.of(0, -0, 1e-45, NaN));
  const shifted = new Uint8Array(values.length + 1);
  shifted.set(values, 1);
  expect(flags("F32", shifted.subarray(1))).toEqual(flags("F32", values));
  expect(flags("I32", bytesOf(Int32Array.of(0, -(2 ** 31), 1)))).toEqual([0, 1, 1]);
});
