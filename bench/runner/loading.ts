import { performance } from "node:perf_hooks";
import * as Type from "typebox";
import type { Static } from "typebox";
import { batchOrder, fillBatch } from "../../src/core/data/augment";
import { builtin, builtinImages } from "../../src/core/data/builtin";
import { sizeOf } from "../../src/core/model/graph";

export const LoadingRequestSchema = Type.Object({ batch: Type.Integer({ minimum: 1 }) });
export const LoadingTimesSchema = Type.Object({ wallMs: Type.Array(Type.Number(), { minItems: 1 }) });

export type LoadingTimes = Readonly<Static<typeof LoadingTimesSchema>>;

const batches = 10;
const epochs = 5;

/** Time to make a batch of 32×32 images from their bytes: shifted, mirrored and normalised, as training does it. */
export function timeLoading({ batch }: Static<typeof LoadingRequestSchema>): LoadingTimes {
  const set = builtinImages({ split: "train", seed: 0, count: batch * batches });
  const images = Uint32Array.from(set.labels, (_, index) => index);
  const buffer = new Float32Array(batch * sizeOf(set.shape));
  const wallMs: number[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = batchOrder(images, 0, epoch);
    const augmentation = { augment: ["crop", "flip"], padding: builtin.cropPadding, seed: 0, epoch } as const;
    for (let from = 0; from < order.length; from += batch) {
      const started = performance.now();
      fillBatch(set, order.subarray(from, from + batch), builtin.normalisation, augmentation, buffer);
      // V8 compiles the loop in the first epoch.
      if (epoch > 0) wallMs.push(performance.now() - started);
    }
  }
  return { wallMs };
}
