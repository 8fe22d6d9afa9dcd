/**
 * The safetensors format: eight bytes of header length, a JSON header, then raw little-endian tensors. Written here
 * because no well-kept npm package writes it.
 *
 * @see https://github.com/huggingface/safetensors#format
 */
import { open, readFile, rename } from "node:fs/promises";
import { isRecord } from "../core/record";
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
  const wrong = (what: string) => new Error(`${path} is not a usable safetensors file: ${what}.`);
  if (bytes.length < 8) throw wrong(`it holds ${bytes.length} bytes, fewer than its 8-byte length field`);
  const headerLength = Number(bytes.readBigUInt64LE(0));
  if (headerLength > bytes.length - 8) throw wrong(`its header of ${headerLength} bytes goes past its end`);
  const header = parseObject(bytes.toString("utf8", 8, 8 + headerLength));
  if (header === undefined) throw wrong("its header is not a JSON object");

  const body = bytes.subarray(8 + headerLength);
  const tensors = new Map<string, StoredTensor>();
  let metadata: Record<string, string> = {};
  for (const [name, entry] of Object.entries(header)) {
    if (name === "__metadata__") metadata = textsOf(entry);
    else {
      const unknown = unknownType(entry);
      if (unknown !== undefined) throw wrong(`tensor "${name}" has numbers of type ${unknown}, which are not known`);
      const tensor = readTensor(entry, body);
      if (tensor === undefined) throw wrong(`the entry of tensor "${name}" does not describe data inside the file`);
      tensors.set(name, tensor);
    }
  }
  return { tensors, metadata };
}

function readTensor(entry: unknown, body: Uint8Array): StoredTensor | undefined {
  if (!isRecord(entry) || !isCounts(entry.shape) || !isCounts(entry.data_offsets)) return undefined;
  const [start, end] = entry.data_offsets;
  if (start === undefined || end === undefined || start > end || end > body.length) return undefined;
  const type = typeof entry.dtype === "string" ? numberTypes[entry.dtype] : undefined;
  const size = entry.shape.reduce((product, extent) => product * extent, 1);
  if (type === undefined || size * type.width !== end - start) return undefined;
  const data = type.read(new Uint8Array(body.subarray(start, end)).buffer);
  const converted = entry.dtype !== "F32" && entry.dtype !== "U8";
  return { shape: entry.shape, data, ...(converted && { stored: String(entry.dtype) }) };
}

function unknownType(entry: unknown): string | undefined {
  if (!isRecord(entry) || typeof entry.dtype !== "string") return undefined;
  return Object.hasOwn(numberTypes, entry.dtype) ? undefined : entry.dtype;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function textsOf(entry: unknown): Record<string, string> {
  if (!isRecord(entry)) return {};
  return Object.fromEntries(
    Object.entries(entry).flatMap(([key, value]) => (typeof value === "string" ? [[key, value]] : [])),
  );
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);
}
