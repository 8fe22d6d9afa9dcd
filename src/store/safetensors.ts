/**
 * The safetensors format: eight bytes of header length, a JSON header, then raw little-endian tensors. Written here
 * because no well-kept npm package writes it.
 *
 * @see https://github.com/huggingface/safetensors#format
 */
import { open, readFile, rename } from "node:fs/promises";
import { type Fault, fault, faultWords } from "../core/fault/fault";
import { lengthFault, readHeader } from "../core/safetensorsHeader";
import { numberTypes } from "./numberTypes";

export interface StoredTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | Uint8Array;
  /** Number type in the file, where it is another one and was converted. */
  readonly stored?: string;
}

export interface TensorFile {
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  /** Text by key; the format allows no other values. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Writes beside `path`, syncs, then renames: a reader finds the old file or the new one, never a half. */
export async function writeSafetensors(path: string, file: TensorFile): Promise<void> {
  const header: Record<string, unknown> = { __metadata__: file.metadata };
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (const [name, { shape, data }] of file.tensors) {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    const dtype = data instanceof Float32Array ? "F32" : "U8";
    header[name] = { dtype, shape, data_offsets: [offset, offset + bytes.length] };
    parts.push(bytes);
    offset += bytes.length;
  }
  const text = Buffer.from(JSON.stringify(header));
  const padded = Buffer.concat([text, Buffer.alloc((8 - (text.length % 8)) % 8, " ")]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));

  const temporary = `${path}.part`;
  const handle = await open(temporary, "w");
  try {
    for (const part of [length, padded, ...parts]) await handle.writeFile(part);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, path);
}

/**
 * Reads all tensors of a file. Numbers of other types than F32 and U8 become F32.
 *
 * @throws Error naming what is wrong when the file is no safetensors file or has numbers of an unknown type
 */
export async function readSafetensors(path: string): Promise<TensorFile> {
  const bytes = await readFile(path);
  const wrong = (why: Fault) =>
    new Error(faultWords({ ...fault("unusable", { file: path, format: "safetensors" }), why }, "en"));
  if (bytes.length < 8) throw wrong(fault("length.missing", { bytes: bytes.length }));
  const headerLength = Number(bytes.readBigUInt64LE(0));
  const tooLong = lengthFault(headerLength, bytes.length);
  if (tooLong !== undefined) throw wrong(tooLong);
  const body = bytes.subarray(8 + headerLength);
  const header = readHeader(bytes.toString("utf8", 8, 8 + headerLength), body.length);
  if ("id" in header) throw wrong(header);
  const tensors = header.tensors.map((entry): [string, StoredTensor] => {
    const type = numberTypes[entry.dtype];
    if (type === undefined) throw wrong(fault("tensor.type", { name: entry.name, type: entry.dtype }));
    const data = type(new Uint8Array(body.subarray(entry.start, entry.end)).buffer);
    const converted = entry.dtype !== "F32" && entry.dtype !== "U8";
    return [entry.name, { shape: entry.shape, data, ...(converted && { stored: entry.dtype }) }];
  });
  return { tensors: new Map(tensors), metadata: header.metadata };
}
