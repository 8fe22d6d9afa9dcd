/** Checkpoint files of any kind, opened by their ending. */
import { basename } from "node:path";
import { CheckpointError } from "./checkpointError";
import type { CheckpointTensor } from "./format";
import { checkpointExtensions, type CheckpointFormatId, checkpointFormats, formatOf } from "./formats";
import { type ByteSource, openSource } from "./source";

export interface CheckpointFile {
  readonly format: CheckpointFormatId;
  readonly tensors: readonly CheckpointTensor[];
}

/**
 * Opens a file, hands it to `use` and closes it.
 *
 * @throws CheckpointError in one whole sentence when it is no usable checkpoint; what Node throws when it cannot be read
 */
export async function withCheckpoint<T>(path: string, use: (file: CheckpointFile) => Promise<T>): Promise<T> {
  const format = formatOf(path);
  if (format === undefined) {
    throw new CheckpointError(`${path} is no checkpoint by its name; those end in ${listed(checkpointExtensions)}.`);
  }
  const source = openSource(path);
  try {
    return await use({ format, tensors: await checkpointTensors(source, format, path) });
  } catch (error) {
    const what = error instanceof CheckpointError || error instanceof RangeError ? error.message : undefined;
    if (what === undefined) throw error;
    throw new CheckpointError(`${path} is not a usable ${checkpointFormats[format].title} file: ${ended(what)}`);
  } finally {
    source.close();
  }
}

/** @throws CheckpointError as the format does */
export async function checkpointTensors(
  source: ByteSource,
  format: CheckpointFormatId,
  path: string,
): Promise<readonly CheckpointTensor[]> {
  return checkpointFormats[format].open(source, basename(path).replace(/\.\w+$/, ""));
}

function ended(words: string): string {
  return words.endsWith(".") ? words : `${words}.`;
}

function listed(words: readonly string[]): string {
  return `${words.slice(0, -1).join(", ")}${words.length > 1 ? " or " : ""}${words.at(-1) ?? ""}`;
}
