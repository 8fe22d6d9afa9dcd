import type { NetworkState, Tensors } from "./engine";

/** Everything needed to go on after `step` as if nothing had happened; generators restart from seed and step. */
export interface Checkpoint {
  /** Steps done, over the whole run. */
  readonly step: number;
  readonly state: NetworkState;
  /** Sums over the current epoch and since the last progress event, both up to `step`. */
  readonly epoch: Tally;
  readonly recent: Tally;
  /** The best validation epoch so far. */
  readonly best: Best | undefined;
}

export interface Best {
  readonly epoch: number;
  /** Validation accuracy in [0, 1]. */
  readonly accuracy: number;
  readonly parameters: Tensors;
  readonly buffers: Tensors;
}

/** Sums over a stretch of training steps; losses and gradient norms are weighted by images. */
export interface Tally {
  readonly images: number;
  readonly loss: number;
  readonly correct: number;
  readonly keptGradientNorm: number;
  /** Wall time, only for images per second and the time an epoch took. */
  readonly seconds: number;
  /** Of them in the kernels of convolution and dense layers; 0 where the engine does not tell. */
  readonly kernelSeconds: number;
}

export const emptyTally: Tally = { images: 0, loss: 0, correct: 0, keptGradientNorm: 0, seconds: 0, kernelSeconds: 0 };
