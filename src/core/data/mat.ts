/**
 * MATLAB files of level 5, as far as numeric arrays go: a header of 128 bytes, then one element a variable, which may
 * be compressed by itself.
 *
 * @see MathWorks, "MAT-File Level 5 File Format"
 */
import type { Inflate } from "./format";

/** A numeric variable; `data` is shorter than `dataBytes` where the file ends within it. */
export interface MatVariable {
  readonly name: string;
  readonly dimensions: readonly number[];
  readonly type: NumericType;
  /** Column by column, in the file's byte order. */
  readonly data: Uint8Array;
  readonly dataBytes: number;
  readonly littleEndian: boolean;
  /** Where its element ends in the file. */
  readonly end: number;
}

export type NumericType = keyof typeof itemBytes;

/** By the format's number of each type; 8, 10 and 11 are reserved. */
const numericTypes: Readonly<Record<number, NumericType>> = {
  ...{ 1: "int8", 2: "uint8", 3: "int16", 4: "uint16", 5: "int32", 6: "uint32" },
  ...{ 7: "float32", 9: "float64", 12: "int64", 13: "uint64" },
};

const itemBytes = {
  ...{ int8: 1, uint8: 1, int16: 2, uint16: 2, int32: 4, uint32: 4 },
  ...{ float32: 4, float64: 8, int64: 8, uint64: 8 },
} as const;

const matrixType = 14;
const compressedType = 15;
const headerBytes = 128;

/**
 * The numeric variables of a file, or of its beginning, in the file's order; other kinds of variables are left out.
 *
 * @throws RangeError that says in a few words what the bytes are instead: "is …"
 * @throws Error from `inflate` where a compressed element is damaged
 */
export function matVariables(file: Uint8Array, inflate: Inflate): MatVariable[] {
  const littleEndian = byteOrder(file);
  const variables: MatVariable[] = [];
  for (let at = headerBytes; at + 8 <= file.length;) {
    const element = elementAt(file, at, littleEndian);
    // A compressed element holds exactly one other.
    const matrix = element.type === compressedType ? elementAt(inflate(element.data), 0, littleEndian) : element;
    const variable = matrix.type === matrixType ? numericVariable(matrix.data, littleEndian) : undefined;
    // Whatever follows a compressed element follows at once, all else is padded.
    at = element.type === compressedType ? element.start + element.bytes : element.next;
    if (variable !== undefined) variables.push({ ...variable, end: element.start + element.bytes });
  }
  return variables;
}

/** The numbers of a variable, column by column; a number beyond 2⁵³ is rounded. */
export function matNumbers({ type, data, littleEndian }: MatVariable): Float64Array {
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  const read = readers[type];
  return Float64Array.from({ length: Math.floor(data.length / itemBytes[type]) }, (_, index) =>
    read(view, index * itemBytes[type], littleEndian),
  );
}

const readers: Readonly<Record<NumericType, (view: DataView, at: number, littleEndian: boolean) => number>> = {
  int8: (view, at) => view.getInt8(at),
  uint8: (view, at) => view.getUint8(at),
  int16: (view, at, littleEndian) => view.getInt16(at, littleEndian),
  uint16: (view, at, littleEndian) => view.getUint16(at, littleEndian),
  int32: (view, at, littleEndian) => view.getInt32(at, littleEndian),
  uint32: (view, at, littleEndian) => view.getUint32(at, littleEndian),
  float32: (view, at, littleEndian) => view.getFloat32(at, littleEndian),
  float64: (view, at, littleEndian) => view.getFloat64(at, littleEndian),
  int64: (view, at, littleEndian) => Number(view.getBigInt64(at, littleEndian)),
  uint64: (view, at, littleEndian) => Number(view.getBigUint64(at, littleEndian)),
};

/** The header ends in the level and the letters MI, whose order is that of all bytes. */
function byteOrder(file: Uint8Array): boolean {
  const mark = textOf(file.subarray(126, headerBytes));
  const level = file[mark === "IM" ? 125 : 124];
  if (level === 2) throw new RangeError("is a MATLAB file of version 7.3");
  if ((mark !== "IM" && mark !== "MI") || level !== 1) throw new RangeError("is no MATLAB file");
  return mark === "IM";
}

interface Element {
  readonly type: number;
  readonly bytes: number;
  /** Of the data, which may end too early. */
  readonly start: number;
  readonly data: Uint8Array;
  /** Where another element begins, if this one is padded. */
  readonly next: number;
}

/** The element whose tag begins at `at`; data of up to four bytes may lie in the tag itself. */
function elementAt(bytes: Uint8Array, at: number, littleEndian: boolean): Element {
  if (at + 8 > bytes.length) return { type: 0, bytes: 0, start: at, data: new Uint8Array(), next: at + 8 };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const first = view.getUint32(at, littleEndian);
  const small = first >>> 16 !== 0;
  const size = small ? first >>> 16 : view.getUint32(at + 4, littleEndian);
  const start = small ? at + 4 : at + 8;
  const next = small ? at + 8 : start + Math.ceil(size / 8) * 8;
  return { type: small ? first & 0xffff : first, bytes: size, start, data: bytes.subarray(start, start + size), next };
}

/** A matrix is its class, its extents, its name and its real numbers, each an element. */
function numericVariable(matrix: Uint8Array, littleEndian: boolean): Omit<MatVariable, "end"> | undefined {
  const flags = elementAt(matrix, 0, littleEndian);
  const extents = elementAt(matrix, flags.next, littleEndian);
  const name = elementAt(matrix, extents.next, littleEndian);
  const numbers = elementAt(matrix, name.next, littleEndian);
  const type = numericTypes[numbers.type];
  if (type === undefined || numericTypes[extents.type] !== "int32") return undefined;
  const view = new DataView(extents.data.buffer, extents.data.byteOffset, extents.data.length);
  return {
    name: textOf(name.data),
    dimensions: Array.from({ length: extents.data.length / 4 }, (_, at) => view.getInt32(4 * at, littleEndian)),
    type,
    data: numbers.data,
    dataBytes: numbers.bytes,
    littleEndian,
  };
}

function textOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
