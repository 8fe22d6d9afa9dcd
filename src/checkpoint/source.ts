/** A file that is read by position, a block at a time. */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { CheckpointError } from "./checkpointError";

export interface ByteSource {
  /** In bytes. */
  readonly size: number;
  /**
   * Bytes from a position on.
   * @param length at most `blockBytes`
   * @throws CheckpointError where the file ends before them
   */
  read(position: number, length: number): Uint8Array;
}

/** No read asks for more. */
export const blockBytes = 2 ** 22;

/** What a file may come to when it is unpacked: more than 16 GiB would take minutes. */
export const mostBytes = 2 ** 34;

/** A file on disk. @throws what Node throws where it cannot be opened */
export function openSource(path: string): ByteSource & { close(): void } {
  const file = openSync(path, "r");
  const { size } = fstatSync(file);
  return {
    size,
    read(position, length) {
      const bytes = new Uint8Array(length);
      for (let filled = 0; filled < length;) {
        const count = position + filled < size ? readSync(file, bytes, filled, length - filled, position + filled) : 0;
        if (count === 0) throw new CheckpointError("ends", { byte: position + filled });
        filled += count;
      }
      return bytes;
    },
    close: () => {
      closeSync(file);
    },
  };
}

/**
 * A stretch of a file in blocks of whole numbers.
 * @param width bytes of a number
 */
export function* blocksOf(source: ByteSource, start: number, end: number, width: number): Generator<Uint8Array> {
  const step = blockBytes - (blockBytes % width);
  for (let at = start; at < end; at += step) yield source.read(at, Math.min(step, end - at));
}
