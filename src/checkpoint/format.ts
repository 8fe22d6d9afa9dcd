import type { Flags, TensorInfo } from "../core/inspect/tensor";
import type { ByteSource } from "./source";

/** One kind of checkpoint file. */
export interface CheckpointFormat {
  /** What people call it. */
  readonly title: string;
  readonly extensions: readonly string[];
  /** Whose order of axes is taken, where the file does not say which of a weight's are outputs and inputs. */
  readonly assumes?: "PyTorch" | "Keras";
  /**
   * What the file holds. Only its directory is read here.
   * @throws CheckpointError saying what is wrong
   */
  readonly open: (source: ByteSource, around: Surroundings) => Promise<readonly CheckpointTensor[]>;
}

/** What is known of a file besides its bytes. */
export interface Surroundings {
  /** The file's name without its ending, for formats that name no tensors. */
  readonly stem: string;
  /** Another file in its folder, by its plain name. @throws CheckpointError when it cannot be read */
  readonly beside: (name: string) => ByteSource;
}

export interface CheckpointTensor extends TensorInfo {
  /** Reads the numbers a block at a time, each byte of the file once. @throws CheckpointError saying what is wrong */
  readonly flags: () => Flags;
}
