/** Checkpoint files of any kind, opened by their ending. */
import { basename, dirname, join } from "node:path";
import { fault, FaultError } from "../core/fault/fault";
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
    throw new UnusableCheckpoint(fault("unnamed", { file: path, endings: checkpointExtensions.join(", ") }));
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
    if (!(error instanceof RangeError)) throw error;
    const why = error instanceof FaultError ? error.fault : fault("other", { message: error.message });
    const { title } = checkpointFormats[format];
    throw new UnusableCheckpoint({ ...fault("unusable", { file: path, format: title }), why });
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
    throw new CheckpointError("onnx.reach", { name });
  }
  try {
    return openSource(join(dirname(path), name));
  } catch {
    throw new CheckpointError("onnx.beside", { name });
  }
}
