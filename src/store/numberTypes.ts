/** Number types of a safetensors file, read as what the engine computes with. */
interface NumberType {
  /** Bytes of a number. */
  readonly width: number;
  /** From bytes that begin at their buffer's first. */
  readonly read: (buffer: ArrayBuffer) => Float32Array | Uint8Array;
}

export const numberTypes: Readonly<Record<string, NumberType>> = {
  F32: { width: 4, read: (buffer) => new Float32Array(buffer) },
  U8: { width: 1, read: (buffer) => new Uint8Array(buffer) },
  BOOL: { width: 1, read: (buffer) => new Uint8Array(buffer) },
  F64: { width: 8, read: (buffer) => Float32Array.from(new Float64Array(buffer)) },
  F16: { width: 2, read: (buffer) => Float32Array.from(new Uint16Array(buffer), half) },
  // The upper half of a float32.
  BF16: {
    width: 2,
    read: (buffer) => new Float32Array(Uint32Array.from(new Uint16Array(buffer), (bits) => bits << 16).buffer),
  },
  I64: { width: 8, read: (buffer) => Float32Array.from(new BigInt64Array(buffer), Number) },
  I32: { width: 4, read: (buffer) => Float32Array.from(new Int32Array(buffer)) },
};

/** An IEEE 754 half-precision number from its bits. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = (bits & 0x3ff) / 1024;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -14 : (1 + fraction) * 2 ** (exponent - 15));
}
