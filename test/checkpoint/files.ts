import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { inspectCheckpoint } from "../../src/checkpoint/inspect";

const folder = mkdtempSync(join(tmpdir(), "sparse-checkpoint-"));

export function written(name: string, ...parts: readonly Uint8Array[]): string {
  const path = join(folder, name);
  writeFileSync(path, Buffer.concat(parts));
  return path;
}

/** What a person reads of a file that cannot be used, less its name; "" where it can. */
export async function complaint(path: string): Promise<string> {
  const error = await inspectCheckpoint(path).then(
    () => undefined,
    (fault: unknown) => fault,
  );
  return error instanceof Error ? error.message.replace(path, "FILE") : "";
}

export interface Packed {
  readonly name: string;
  readonly data: Uint8Array;
  /** Bytes when unpacked, as the directory says; the truth unless given. */
  readonly announced?: number;
  readonly method?: "stored" | "deflated";
}

/** A zip file as its description says, by none of our own code. */
export function zipOf(...entries: readonly Packed[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, announced = data.length, method = "deflated" } of entries) {
    const body = method === "deflated" ? deflateRawSync(data) : Buffer.from(data);
    const sizes = Buffer.alloc(30);
    sizes.writeUInt32LE(0x04034b50, 0);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(method === "deflated" ? 8 : 0, 4);
    common.writeUInt32LE(body.length, 14);
    common.writeUInt32LE(announced, 18);
    common.writeUInt16LE(name.length, 22);
    common.copy(sizes, 4);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    common.copy(central, 6);
    central.writeUInt32LE(offset, 42);
    files.push(sizes, Buffer.from(name), body);
    directory.push(central, Buffer.from(name));
    offset += 30 + name.length + body.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}

/** The head of an npy array. */
export function npyHead(descr: string, shape: string): Buffer {
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }\n`;
  const head = Buffer.from("\x93NUMPY\x01\x00\x00\x00", "latin1");
  head.writeUInt16LE(text.length, 8);
  return Buffer.concat([head, Buffer.from(text)]);
}

/** A protocol buffer's field of bytes. */
export function message(number: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([varint(number * 8 + 2), varint(body.length), body]);
}

/** A protocol buffer's field of a whole number; negative ones take ten bytes. */
export function whole(number: number, value: number | bigint): Buffer {
  return Buffer.concat([varint(number * 8), varint(BigInt.asUintN(64, BigInt(value)))]);
}

function varint(value: number | bigint): Buffer {
  const bytes: number[] = [];
  let rest = BigInt(value);
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
}
