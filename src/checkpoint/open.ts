/** Checkpoint files of any kind, opened by their ending. */
import { basename, dirname, join } from "node:path";
import { CheckpointError, UnusableCheckpoint } from "./checkpointError";
import type { CheckpointTensor, Surroundings } from "./format";
import { checkpointExtensions, type CheckpointFormatId, checkpointFormats, formatOf } from "./formats";
import { type ByteSource, openSource } from "./source";

export interface CheckpointFile {
  readonly format: CheckpointFormatId;
  readonly tensors: readonly CheckpointTensor[];
}

/**
 * Opens a file, hands it to `use` and closes it.
 *
 * @throws UnusableCheckpoint in one whole sentence when it is no usable checkpoint; what Node throws when it cannot be read
 */
export async function withCheckpoint<T>(path: string, use: (file: CheckpointFile) => Promise<T>): Promise<T> {
  const format = formatOf(path);
  if (format === undefined) {
    throw new UnusableCheckpoint(`${path} is no checkpoint by its name; those end in ${listed(checkpointExtensions)}.`);
  }
  const opened = new Map([["", openSource(path)]]);
  const beside = (name: string): ByteSource => {
    const file = opened.get(name) ?? openBeside(path, name);
    opened.set(name, file);
    return file;
  };
  try {
    return await use({ format, tensors: await checkpointTensors(opened.get("")!, format, path, beside) });
  } catch (error) {
    // Of another file that `use` has opened.
    if (error instanceof UnusableCheckpoint) throw error;
    const what = error instanceof CheckpointError || error instanceof RangeError ? error.message : undefined;
    if (what === undefined) throw error;
    throw new UnusableCheckpoint(`${path} is not a usable ${checkpointFormats[format].title} file: ${ended(what)}`);
  } finally {
    for (const file of opened.values()) file.close();
  }
}

/** @throws CheckpointError as the format does */
export async function checkpointTensors(
  source: ByteSource,
  format: CheckpointFormatId,
  path: string,
  beside: Surroundings["beside"],
): Promise<readonly CheckpointTensor[]> {
  return checkpointFormats[format].open(source, { stem: basename(path).replace(/\.\w+$/, ""), beside });
}

/** A model may not reach out of its folder. */
function openBeside(path: string, name: string): ReturnType<typeof openSource> {
  if (!/^[^/\\:]+$/.test(name) || name === ".." || name === ".") {
    throw new CheckpointError(`its numbers lie in ${name}, but only a file beside it is read`);
  }
  try {
    return openSource(join(dirname(path), name));
  } catch {
    throw new CheckpointError(`its numbers lie in ${name}, which cannot be read beside it`);
  }
}

function ended(words: string): string {
  return words.endsWith(".") ? words : `${words}.`;
}

function listed(words: readonly string[]): string {
  return `${words.slice(0, -1).join(", ")}${words.length > 1 ? " or " : ""}${words.at(-1) ?? ""}`;
}
