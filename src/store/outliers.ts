import { convertImages } from "../core/data/convert";
import type { Decode, Images } from "../core/data/images";
import { gaussianNoise } from "../core/data/noise";
import type { OutlierSet } from "../core/evaluation/examine";
import { outlierFolders } from "../core/experiment/evaluation";
import { dataIn } from "../core/experiment/plan";
import type { OutlierChoice } from "../core/experiment/schema";
import { sizeOf } from "../core/model/graph";
import { loadTestImages } from "./dataset";
import { cachedBuiltinImages } from "./datasetCache";
import { classCount } from "./imageFolder";

/** Of the images that are drawn: the same for every run, so that runs can be compared. */
const seed = 1;

/** Of a set in the network's shape; all of CIFAR-10's test images are an eighth of it. */
const mostBytes = 2 ** 28;

/**
 * Images to tell a network's test images from, in their shape: as many drawn ones as there are test images, and all test
 * images of other data sets, with channels and size converted; but of no set more than fit into 256 MiB.
 *
 * @param cache      folder that keeps built-in images for the next time
 * @param decode     reads the pictures of image folders
 * @param onProgress called now and then; what it throws ends the loading
 * @throws DataError when a data set is missing or damaged, in one sentence for a person
 */
export async function loadOutliers(
  outliers: OutlierChoice,
  { shape, labels }: Pick<Images, "shape" | "labels">,
  cache: string,
  decode?: Decode,
  onProgress: () => void = () => undefined,
): Promise<OutlierSet[]> {
  const limit = Math.floor(mostBytes / sizeOf(shape));
  const count = Math.min(labels.length, limit);
  const sets: OutlierSet[] = [];
  if (outliers.builtin) {
    const images = await cachedBuiltinImages({ split: "ood", seed, count }, cache, onProgress);
    sets.push({ name: "builtin", images: convertImages(images, shape) });
  }
  if (outliers.noise) sets.push({ name: "noise", images: gaussianNoise({ shape, count, seed }) });
  for (const folder of outlierFolders(outliers)) {
    const choice = { ...dataIn(folder, shape[1], classCount), limit };
    const test = await loadTestImages(choice, cache, decode, onProgress);
    sets.push({ name: folder.format, images: convertImages(test, shape) });
  }
  return sets;
}
