import { type ByteSource, blockBytes } from "../../src/checkpoint/source";

/** A source that knows what was asked of it. */
export function counted(source: ByteSource): ByteSource & { readonly reads: readonly (readonly [number, number])[] } {
  const reads: [number, number][] = [];
  return {
    size: source.size,
    reads,
    read(position, length) {
      reads.push([position, length]);
      return source.read(position, length);
    },
  };
}

/** Whether no read was longer than a block, and none had a byte of another. */
export function isStreamed(reads: readonly (readonly [number, number])[]): boolean {
  const sorted = [...reads].sort(([a], [b]) => a - b);
  return sorted.every(
    ([position, length], index) =>
      length <= blockBytes && position >= (sorted[index - 1]?.[0] ?? 0) + (sorted[index - 1]?.[1] ?? 0),
  );
}

/** For a file that needs no other. */
export function alone(): never {
  throw new Error("no other file was to be read");
}
