import type { CheckpointFormat } from "./format";
import { hdf5, keras } from "./hdf5";
import { npy, npz } from "./numpy";
import { onnx } from "./onnx";
import { safetensors } from "./safetensors";

/** The kinds of checkpoint files, by what `sparse inspect --json` calls them. */
export const checkpointFormats = { safetensors, npz, npy, onnx, hdf5, keras } as const satisfies Readonly<
  Record<string, CheckpointFormat>
>;

export type CheckpointFormatId = keyof typeof checkpointFormats;

/** The format that a file's ending says, if any. */
export function formatOf(path: string): CheckpointFormatId | undefined {
  const ids = Object.keys(checkpointFormats) as CheckpointFormatId[];
  return ids.find((id) => checkpointFormats[id].extensions.some((extension) => path.toLowerCase().endsWith(extension)));
}

/** All endings that are known. */
export const checkpointExtensions: readonly string[] = Object.values(checkpointFormats).flatMap(
  ({ extensions }): readonly string[] => extensions,
);
