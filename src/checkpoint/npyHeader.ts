/**
 * The header of an npy array: a magic string, a length and a Python dictionary as text.
 *
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
import { elementTypes } from "../core/inspect/elements";
import { sizeOf } from "../core/model/graph";
import type { TensorInfo } from "../core/inspect/tensor";
import { CheckpointError } from "./checkpointError";

export interface NpyHeader extends Omit<TensorInfo, "name"> {
  /** Bytes before the numbers. */
  readonly length: number;
  /** Of the numbers; undefined where they are of a type that no weight has. */
  readonly bytes: number | undefined;
  readonly bigEndian: boolean;
}

/** numpy's names, less the byte order, and safetensors'. */
const types: Readonly<Record<string, string>> = {
  ...{ f8: "F64", f4: "F32", f2: "F16", b1: "BOOL" },
  ...{ i1: "I8", i2: "I16", i4: "I32", i8: "I64", u1: "U8", u2: "U16", u4: "U32", u8: "U64" },
};

/**
 * @param bytes the first of the array
 * @param name  of the array, where it has one
 * @throws CheckpointError when they are no whole header
 */
export function readNpyHeader(bytes: Uint8Array, name?: string): NpyHeader {
  const named = name === undefined ? {} : { name };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isNpy = bytes.length >= 12 && view.getUint32(0) === 0x934e554d && view.getUint16(4) === 0x5059;
  if (!isNpy) throw new CheckpointError("npy.start", named);
  const wide = bytes[6]! >= 2;
  const start = wide ? 12 : 10;
  const length = start + (wide ? view.getUint32(8, true) : view.getUint16(8, true));
  if (length > bytes.length) throw new CheckpointError("npy.header", { ...named, bytes: length });
  const text = Buffer.from(bytes.subarray(start, length)).toString("latin1");
  const descr = /'descr': '([<>|=]?)(\w+)'/.exec(text);
  const order = /'fortran_order': (True|False)/.exec(text)?.[1];
  const shape = shapeIn(text);
  if (order === undefined || shape === undefined) throw new CheckpointError("npy.shape", named);
  // Text, objects and records have other descriptions, and are no weights.
  const dtype = types[descr?.[2] ?? ""] ?? descr?.[2] ?? "records";
  const width = elementTypes.get(dtype)?.width;
  return {
    ...{ shape, dtype, length, bigEndian: descr?.[1] === ">" },
    bytes: width === undefined ? undefined : width * sizeOf(shape),
    order: order === "True" ? "column" : "row",
  };
}

function shapeIn(text: string): number[] | undefined {
  const inner = /'shape': \(([\d, ]*)\)/.exec(text)?.[1];
  const shape = inner
    ?.split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map(Number);
  return shape?.every(Number.isSafeInteger) === true ? shape : undefined;
}
