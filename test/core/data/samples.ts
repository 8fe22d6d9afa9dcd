/** Small files in the official layouts, with contents a test can recompute. */
import { constants, deflateSync, inflateSync } from "node:zlib";
import type { FileFormat, FileStart, Inflate, SplitCounts, Splits } from "../../../src/core/data/format";

export const inflate: Inflate = (bytes) => inflateSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });

export function parseAll(format: FileFormat, files: ReadonlyMap<string, Uint8Array>): Splits {
  return { train: format.parse(files, "train", inflate), test: format.parse(files, "test", inflate) };
}

export function countAll(format: FileFormat, starts: ReadonlyMap<string, FileStart>): SplitCounts {
  return { train: format.count(starts, "train", inflate), test: format.count(starts, "test", inflate) };
}

/** CIFAR records: image i has `labels[i]` and pixel bytes (7·i + position) mod 256. */
export function cifarFile(labels: readonly (readonly number[])[]): Uint8Array {
  return Uint8Array.from(
    labels.flatMap((label, image) => [...label, ...Array.from({ length: 3072 }, (_, at) => cifarPixel(image, at))]),
  );
}

export function cifarPixel(image: number, position: number): number {
  return (7 * image + position) % 256;
}

/** IDX images of 28×28: the bytes count up through all images. */
export function idxImages(count: number): Uint8Array {
  const header = [0, 0, 8, 3, 0, 0, count >> 8, count & 255, 0, 0, 0, 28, 0, 0, 0, 28];
  return Uint8Array.from([...header, ...Array.from({ length: count * 784 }, (_, at) => at % 256)]);
}

export function idxLabels(labels: readonly number[]): Uint8Array {
  return Uint8Array.from([0, 0, 8, 1, 0, 0, labels.length >> 8, labels.length & 255, ...labels]);
}

export function mnistFiles(trainLabels: readonly number[], testLabels: readonly number[]): Map<string, Uint8Array> {
  return new Map([
    ["train-images-idx3-ubyte", idxImages(trainLabels.length)],
    ["train-labels-idx1-ubyte", idxLabels(trainLabels)],
    ["t10k-images-idx3-ubyte", idxImages(testLabels.length)],
    ["t10k-labels-idx1-ubyte", idxLabels(testLabels)],
  ]);
}

export interface SvhnOptions {
  readonly compressed?: boolean;
  readonly littleEndian?: boolean;
  /** Type of the labels' numbers in the file: 2 for bytes, 9 for doubles. */
  readonly labelType?: 2 | 9;
  readonly extents?: readonly number[];
}

/** Value of SVHN samples, by image, channel, row and column. */
export function svhnPixel(image: number, channel: number, row: number, column: number): number {
  return (31 * image + 7 * channel + 3 * row + column) % 256;
}

/** A MATLAB file of level 5 with X and y as SVHN has them. */
export function svhnFile(labels: readonly number[], options: SvhnOptions = {}): Uint8Array {
  const { compressed = true, littleEndian = true, labelType = 2, extents = [32, 32, 3, labels.length] } = options;
  const columns = Uint8Array.from({ length: labels.length * 3072 }, (_, at) =>
    svhnPixel(Math.floor(at / 3072), Math.floor(at / 1024) % 3, at % 32, Math.floor(at / 32) % 32),
  );
  const numbers = labelType === 2 ? Uint8Array.from(labels) : float64Bytes(labels, littleEndian);
  const words = (values: readonly number[]) => wordBytes(values, littleEndian);
  const element = (type: number, bytes: Uint8Array) => [
    ...words([type, bytes.length]),
    ...bytes,
    ...new Uint8Array((8 - (bytes.length % 8)) % 8),
  ];
  const matrix = (name: string, dimensions: readonly number[], type: number, data: Uint8Array) => {
    // A name of up to four letters lies in its tag, which is two numbers of 16 bits.
    const tag = littleEndian ? [1, 0, name.length, 0] : [0, name.length, 0, 1];
    const flags = element(6, words([9, 0]));
    const parts = [
      ...flags,
      ...element(5, words(dimensions)),
      ...tag,
      ...asciiBytes(name.padEnd(4, "\0")),
      ...element(type, data),
    ];
    const whole = Uint8Array.from([...words([14, parts.length]), ...parts]);
    if (!compressed) return whole;
    const packed = deflateSync(whole);
    return Uint8Array.from([...words([15, packed.length]), ...packed]);
  };
  return Uint8Array.from([
    ...asciiBytes("MATLAB 5.0 MAT-file".padEnd(124)),
    ...(littleEndian ? [0, 1, 0x49, 0x4d] : [1, 0, 0x4d, 0x49]),
    ...matrix("X", extents, 2, columns),
    ...matrix("y", [labels.length, 1], labelType, numbers),
  ]);
}

function wordBytes(values: readonly number[], littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  for (const [index, value] of values.entries()) view.setUint32(4 * index, value, littleEndian);
  return new Uint8Array(view.buffer);
}

function float64Bytes(values: readonly number[], littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(8 * values.length));
  for (const [index, value] of values.entries()) view.setFloat64(8 * index, value, littleEndian);
  return new Uint8Array(view.buffer);
}

function asciiBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
