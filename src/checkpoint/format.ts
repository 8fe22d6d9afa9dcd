import type { Flags, TensorInfo } from "../core/inspect/tensor";
import type { ByteSource } from "./source";

/** One kind of checkpoint file. */
export interface CheckpointFormat {
  /** What people call it. */
  readonly title: string;
  readonly extensions: readonly string[];
  /**
   * What the file holds. Only its directory is read here.
   * @param stem the file's name without its ending, for formats that name no tensors
   * @throws CheckpointError saying what is wrong
   */
  readonly open: (source: ByteSource, stem: string) => Promise<readonly CheckpointTensor[]>;
}

export interface CheckpointTensor extends TensorInfo {
  /** Reads the numbers a block at a time, each byte of the file once. @throws CheckpointError saying what is wrong */
  readonly flags: () => Flags;
}
