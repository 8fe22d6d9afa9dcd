import { fillBatch } from "../data/augment";
import type { Images, Normalisation } from "../data/images";
import { sizeOf } from "../model/graph";
import type { Session } from "./engine";

/** What an evaluation metric reads: one row of logits and one label an image, in the same order. */
export interface Predictions {
  /** `[count, classes]`, row by row. */
  readonly logits: Float32Array;
  readonly labels: Int32Array;
}

/** Logits of the chosen images, at one go. */
export async function predict(...request: Parameters<typeof predicting>): Promise<Predictions> {
  const prediction = predicting(...request);
  for (;;) {
    const { done, value } = await prediction.next();
    if (done === true) return value;
  }
}

/**
 * Logits of the chosen images in evaluation mode, without augmentation. Yields after every call to the session.
 * @param batch   images a call to the session, at most the session's own batch
 * @param classes of the network, where the images are of another data set than it was made for
 */
export async function* predicting(
  session: Pick<Session, "logits">,
  set: Images,
  normalisation: Normalisation,
  indices: Uint32Array,
  batch: number,
  classes = set.classes,
): AsyncGenerator<undefined, Predictions> {
  const logits = new Float32Array(indices.length * classes);
  const buffer = new Float32Array(Math.min(batch, indices.length) * sizeOf(set.shape));
  for (let start = 0; start < indices.length; start += batch) {
    const chunk = indices.subarray(start, start + batch);
    const images = fillBatch(set, chunk, normalisation, undefined, buffer);
    logits.set(await session.logits(images, chunk.length), start * classes);
    yield;
  }
  return { logits, labels: labelsOf(set, indices) };
}

export function labelsOf({ labels }: Pick<Images, "labels">, indices: Uint32Array): Int32Array {
  return Int32Array.from(indices, (index) => labels[index]!);
}

/** 0 … count − 1. */
export function allIndices(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, index) => index);
}
