/** Number types of stored tensors, by the names that safetensors has for them. */
export interface ElementType {
  /** Bytes of a number. */
  readonly width: number;
  /** `sign`: the top bit is only a sign, so that 0x80… is −0; `none`: all bits zero is the only zero. */
  readonly zero: "sign" | "none";
  /** `weight`: what weights and masks are stored as; `index`: counts, positions and ids. */
  readonly use: "weight" | "index";
}

const float = (width: number): ElementType => ({ width, zero: "sign", use: "weight" });
const small = (width: number): ElementType => ({ width, zero: "none", use: "weight" });
const whole = (width: number): ElementType => ({ width, zero: "none", use: "index" });

export const elementTypes: ReadonlyMap<string, ElementType> = new Map([
  ["F64", float(8)],
  ["F32", float(4)],
  ["F16", float(2)],
  ["BF16", float(2)],
  ["F8_E4M3", float(1)],
  ["F8_E5M2", float(1)],
  // Quantised weights, and masks.
  ["I8", small(1)],
  ["U8", small(1)],
  ["BOOL", small(1)],
  ["I16", whole(2)],
  ["U16", whole(2)],
  ["I32", whole(4)],
  ["U32", whole(4)],
  ["I64", whole(8)],
  ["U64", whole(8)],
]);

/**
 * Which numbers are not zero, without turning them into numbers; −0 is zero, and what is not a number is not.
 *
 * @param bytes whole numbers, one after another
 * @returns 1 for each number that is not zero, else 0
 */
export function nonZero(bytes: Uint8Array, { width, zero }: ElementType, bigEndian = false): Uint8Array {
  const flags = new Uint8Array(Math.floor(bytes.length / width));
  if (width === 4 && !bigEndian && bytes.byteOffset % 4 === 0) {
    // What nearly all weights are: a third of the time.
    const words = new Uint32Array(bytes.buffer, bytes.byteOffset, flags.length);
    const mask = zero === "sign" ? 0x7fffffff : 0xffffffff;
    for (let index = 0; index < flags.length; index++) if ((words[index]! & mask) !== 0) flags[index] = 1;
    return flags;
  }
  const top = bigEndian ? 0 : width - 1;
  const topMask = zero === "sign" ? 0x7f : 0xff;
  for (let index = 0, at = 0; index < flags.length; index++, at += width) {
    let bits = bytes[at + top]! & topMask;
    for (let byte = 0; byte < width; byte++) if (byte !== top) bits |= bytes[at + byte]!;
    if (bits !== 0) flags[index] = 1;
  }
  return flags;
}
