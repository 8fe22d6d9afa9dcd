/** Where the loop's batches come from. */
import { type Augmentation, fillBatch } from "../data/augment";
import type { Dataset } from "../data/images";
import { sizeOf } from "../model/graph";
import type { Batch } from "./engine";
import { labelsOf } from "./evaluate";

/** A batch to be made: which training images, in what order, and what is done to them, if anything. */
export interface BatchRequest {
  readonly indices: Uint32Array;
  readonly augmentation: Augmentation | undefined;
}

/** The images a loader makes batches of. */
export type LoaderImages = Pick<Dataset, "train" | "normalisation">;

/**
 * Makes batches in the order of the requests; it may work ahead of its reader. A batch keeps its numbers until the next
 * one is asked for. A request says everything, so a reader may begin anywhere and leave off anywhere.
 */
export type Loader = (requests: Iterable<BatchRequest>) => AsyncIterable<Batch> | Iterable<Batch>;

/** The batches of one epoch, from number `first` (from 0) on; the last may be smaller than the others. */
export function* epochRequests(
  order: Uint32Array,
  size: number,
  first: number,
  augmentation: Augmentation,
): Generator<BatchRequest> {
  for (let start = first * size; start < order.length; start += size) {
    yield { indices: order.subarray(start, start + size), augmentation };
  }
}

/** Numbers that the memory of a batch holds. */
export function batchNumbers({ train }: LoaderImages, { indices }: BatchRequest): number {
  return indices.length * sizeOf(train.shape);
}

/** @param memory holds the batch's images: at least `batchNumbers` numbers */
export function makeBatch(images: LoaderImages, request: BatchRequest, memory: Float32Array): Batch {
  const { train, normalisation } = images;
  const { indices, augmentation } = request;
  return {
    images: fillBatch(train, indices, normalisation, augmentation, memory),
    labels: labelsOf(train, indices),
  };
}

/** Makes each batch when it is asked for, on the thread that asks. */
export function loadOnDemand(images: LoaderImages): Loader {
  return function* (requests) {
    for (const request of requests) {
      yield makeBatch(images, request, new Float32Array(batchNumbers(images, request)));
    }
  };
}
