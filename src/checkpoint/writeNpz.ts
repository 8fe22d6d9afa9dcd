import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";

interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | Uint8Array;
}

/** Writes an npz file as numpy's `savez_compressed` does, beside `path`, and renames it: never a half. */
export async function writeNpz(path: string, tensors: ReadonlyMap<string, Tensor>): Promise<void> {
  const zip = new ZipFile();
  // The same weights make the same file.
  const options = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true };
  for (const [name, tensor] of tensors) zip.addBuffer(npyBytes(tensor), `${name}.npy`, options);
  zip.end();
  const temporary = `${path}.part`;
  try {
    await pipeline(zip.outputStream, createWriteStream(temporary));
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html */
function npyBytes({ shape, data }: Tensor): Buffer {
  const descr = data instanceof Float32Array ? "<f4" : "|u1";
  const extents = shape.length === 1 ? `${shape.join()},` : shape.join(", ");
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${extents}), }`;
  // Numbers begin at a multiple of 64 bytes.
  const padded = `${text.padEnd(Math.ceil((10 + text.length + 1) / 64) * 64 - 11)}\n`;
  const start = Buffer.from("\x93NUMPY\x01\x00\x00\x00", "latin1");
  start.writeUInt16LE(padded.length, 8);
  return Buffer.concat([start, Buffer.from(padded), new Uint8Array(data.buffer, data.byteOffset, data.byteLength)]);
}
