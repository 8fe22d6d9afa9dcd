/** The training images that weights are scored on: those that the run itself trains on first. */
import { batchOrder, validationSplit } from "../../data/augment";
import { DataError } from "../../data/dataError";
import type { Dataset } from "../../data/images";
import type { Plan } from "../../experiment/plan";
import { batchNumbers, makeBatch } from "../../training/batches";
import type { Batch } from "../../training/engine";

/** The very batch of the run's first step: shuffled and augmented, as in the paper's code. */
export function firstBatch(plan: Plan, data: Dataset): Batch {
  return batchOf(plan, data, firstOrder(plan, data).subarray(0, plan.train.batch));
}

/**
 * The first images of every class in the order of the run's first epoch, augmented likewise, class by class.
 *
 * @throws DataError where a class has fewer
 */
export function classBatch(plan: Plan, data: Dataset, perClass: number): Batch {
  const { labels, classes } = data.train;
  const order = firstOrder(plan, data);
  const chosen = Array.from({ length: classes }, (_, label) => {
    const images = order.filter((index) => labels[index] === label);
    if (images.length < perClass) throw tooFew(plan, perClass, label, images.length);
    return images.subarray(0, perClass);
  });
  return batchOf(plan, data, Uint32Array.from(chosen.flatMap((images) => [...images])));
}

/** The first half of a batch, rounded down, and the rest. */
export function halves({ images, labels }: Batch): readonly [Batch, Batch] {
  const count = labels.length >> 1;
  const size = images.length / labels.length;
  return [
    { images: images.subarray(0, count * size), labels: labels.subarray(0, count) },
    { images: images.subarray(count * size), labels: labels.subarray(count) },
  ];
}

function firstOrder({ seed, train }: Plan, data: Dataset): Uint32Array {
  return batchOrder(validationSplit(data.train.labels.length, train.validation).train, seed, 0);
}

function batchOf({ seed, train }: Plan, data: Dataset, indices: Uint32Array): Batch {
  const request = { indices, augmentation: { augment: train.augment, padding: data.cropPadding, seed, epoch: 0 } };
  return makeBatch(data, request, new Float32Array(batchNumbers(data, request)));
}

function tooFew({ prune }: Plan, perClass: number, label: number, found: number): DataError {
  return new DataError(
    `${prune.scheme} scores ${perClass} training images of every class, but there are only ${found} of class ${label}; ` +
      `use more images or another scheme, such as erk.`,
  );
}
