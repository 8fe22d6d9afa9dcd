/**
 * What the header of a safetensors file says, checked: every tensor lies inside the file, and none on another.
 *
 * @see https://github.com/huggingface/safetensors#format
 */
import { type Fault, fault } from "./fault/fault";
import { elementTypes } from "./inspect/elements";
import { sizeOf } from "./model/graph";
import { isRecord } from "./record";

export interface SafetensorsHeader {
  /** In the order of their bytes. */
  readonly tensors: readonly TensorEntry[];
  /** Text by key; the format allows no other values. */
  readonly metadata: Readonly<Record<string, string>>;
}

export interface TensorEntry {
  readonly name: string;
  /** A key of `elementTypes`. */
  readonly dtype: string;
  readonly shape: readonly number[];
  /** First byte and the one after the last, counted from the end of the header. */
  readonly start: number;
  readonly end: number;
}

/** A longer one is refused unread: 32 MiB describe some 300 000 tensors. */
const mostHeaderBytes = 2 ** 25;

/** What is wrong with the length of a header. */
export function lengthFault(headerLength: number, fileLength: number): Fault | undefined {
  if (headerLength > fileLength - 8) return fault("header.outside", { bytes: headerLength });
  if (headerLength > mostHeaderBytes) return fault("header.long", { bytes: headerLength, most: mostHeaderBytes });
  return undefined;
}

/**
 * Reads a header.
 *
 * @param bodyLength bytes after the header
 * @returns the header, or what is wrong with it
 */
export function readHeader(text: string, bodyLength: number): SafetensorsHeader | Fault {
  const header = parseObject(text);
  if (header === undefined) return fault("header.json");
  const tensors: TensorEntry[] = [];
  let metadata: Record<string, string> = {};
  for (const [name, entry] of Object.entries(header)) {
    if (name === "__metadata__") metadata = textsOf(entry);
    else {
      const tensor = readEntry(name, entry, bodyLength);
      if ("id" in tensor) return tensor;
      tensors.push(tensor);
    }
  }
  tensors.sort((a, b) => a.start - b.start || a.end - b.end);
  const later = tensors.find(({ start }, index) => index > 0 && start < tensors[index - 1]!.end);
  if (later !== undefined) return fault("tensor.overlap", { name: later.name });
  return { tensors, metadata };
}

function readEntry(name: string, entry: unknown, bodyLength: number): TensorEntry | Fault {
  const outside = fault("tensor.outside", { name });
  if (!isRecord(entry) || typeof entry.dtype !== "string") return outside;
  const { dtype, shape, data_offsets: offsets } = entry;
  const type = elementTypes.get(dtype);
  if (type === undefined) return fault("tensor.type", { name, type: dtype });
  if (!isCounts(shape) || !isCounts(offsets)) return outside;
  const [start, end] = offsets;
  if (start === undefined || end === undefined || start > end || end > bodyLength) return outside;
  return sizeOf(shape) * type.width === end - start ? { name, dtype, shape, start, end } : outside;
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
