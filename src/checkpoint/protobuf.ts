/**
 * Walks over protocol buffers in a file by position: libraries want the whole message in memory, which for a network
 * is all of its weights.
 *
 * @see https://protobuf.dev/programming-guides/encoding/
 */
import { CheckpointError } from "./checkpointError";
import { blockBytes, type ByteSource } from "./source";

export interface Field {
  readonly number: number;
  /** Of a whole number; 0 for other fields. Beyond 2⁵³, as negative ones are, only roughly. */
  readonly value: number;
  /** Where its bytes stand. */
  readonly start: number;
  readonly end: number;
}

const windowBytes = 2 ** 16;
/** Of one message: many more than a network has tensors or nodes, few enough for memory. */
const mostFields = 1_000_000;

/**
 * The fields of the message that stands at [start, end).
 *
 * @throws CheckpointError where the bytes are no message
 */
export function* fieldsOf(source: ByteSource, start: number, end: number): Generator<Field> {
  const at = cursor(source, start, end);
  for (let fields = 0; at.position < end; fields++) {
    if (fields === mostFields) throw new CheckpointError("onnx.parts", { most: mostFields });
    const key = at.varint();
    const [number, wire] = [Math.floor(key / 8), key % 8];
    const first = at.position;
    const value = wire === 0 ? at.varint() : 0;
    const length = wire === 2 ? at.varint() : undefined;
    const from = length === undefined ? first : at.position;
    at.position = wire === 0 ? at.position : from + (length ?? fixedBytes(wire));
    if (at.position > end) {
      throw new CheckpointError("onnx.field", { byte: first, bytes: length ?? 8 });
    }
    yield { number, value, start: from, end: at.position };
  }
}

/** The numbers of a repeated field that is packed into one. */
export function* packedNumbers(source: ByteSource, { start, end }: Field): Generator<number> {
  for (const at = cursor(source, start, end); at.position < end;) yield at.varint();
}

/** A text field. @throws CheckpointError when it is longer than a name can be */
export function textOf(source: ByteSource, { start, end }: Field): string {
  if (end - start > windowBytes) throw new CheckpointError("onnx.name", { byte: start, bytes: end - start });
  return new TextDecoder().decode(source.read(start, end - start));
}

function fixedBytes(wire: number): number {
  if (wire === 1) return 8;
  if (wire === 5) return 4;
  throw new CheckpointError("onnx.kind");
}

/** Reads whole numbers one after another, a window of the file at a time. */
function cursor(source: ByteSource, position: number, end: number) {
  let window: Uint8Array = new Uint8Array(0);
  let windowStart = 0;
  const byte = (at: number): number => {
    if (at >= end) throw new CheckpointError("onnx.ends", { byte: at });
    if (at < windowStart || at >= windowStart + window.length) {
      windowStart = at;
      window = source.read(at, Math.min(windowBytes, blockBytes, end - at));
    }
    return window[at - windowStart]!;
  };
  return {
    position,
    varint(): number {
      let value = 0;
      for (let shift = 1; ; shift *= 128) {
        const next = byte(this.position++);
        value += (next & 0x7f) * shift;
        if (next < 0x80) return value;
        if (shift > 2 ** 62) throw new CheckpointError("onnx.number", { byte: this.position });
      }
    },
  };
}
