import type { Dataset, Decode, Images, ImageSet } from "../core/data/images";
import { firstImages } from "../core/data/images";
import type { FileFormatId } from "../core/data/formats";
import { dataFormats, fileFormatIds, fileFormats } from "../core/data/formats";
import { DataError } from "../core/data/dataError";
import { type Used, usedCount } from "../core/data/used";
import type { SplitCounts } from "../core/data/format";
import type { DataChoice } from "../core/experiment/plan";
import type { FolderReport } from "./datasetFolder";
import { describeDataFolder, readDataFolder, readDataSplit, splitProblem } from "./datasetFolder";
import { cachedBuiltinImages } from "./datasetCache";
import { describeImageFolder, imageFiles, listImages } from "./imageFolder";

/** How far loading is, in images drawn or files read. */
export type OnDataProgress = (done: number, total: number) => void;

/**
 * The images a plan trains and tests on.
 *
 * @param cache folder that keeps built-in images for the next time
 * @param decode reads the pictures of image folders, which are only listed here
 * @throws DataError when a data set is missing or damaged, in one sentence for a person
 */
export async function loadDataset(
  choice: DataChoice,
  cache: string,
  onProgress: OnDataProgress = () => undefined,
  decode: Decode = noDecoder,
): Promise<Dataset> {
  const { normalisation, cropPadding } = dataFormats[choice.format];
  if (choice.format === "builtin") {
    const { seed, train, test } = choice;
    const total = train + test;
    return {
      train: await cachedBuiltinImages({ split: "train", seed, count: train }, cache, (done) => {
        onProgress(done, total);
      }),
      test: await cachedBuiltinImages({ split: "test", seed, count: test }, cache, (done) => {
        onProgress(train + done, total);
      }),
      normalisation,
      cropPadding,
    };
  }
  if (choice.format === "imagenet") {
    const [train, test] = [imageFiles(choice, "train", decode), imageFiles(choice, "test", decode)];
    return { train, test, normalisation, cropPadding };
  }
  const { train, test } = await readDataFolder(fileFormats[choice.format], choice.path, onProgress);
  return { train: usedOf(train, choice), test: usedOf(test, choice), normalisation, cropPadding };
}

/**
 * The test images alone, for evaluations: training images in files need not be there.
 *
 * @param onProgress called now and then; what it throws ends the loading
 * @throws DataError as `loadDataset` does
 */
export async function loadTestImages(
  choice: DataChoice,
  cache: string,
  decode: Decode = noDecoder,
  onProgress: () => void = () => undefined,
): Promise<Images> {
  if (choice.format === "builtin") {
    return await cachedBuiltinImages({ split: "test", seed: choice.seed, count: choice.test }, cache, onProgress);
  }
  if (choice.format === "imagenet") return imageFiles(choice, "test", decode);
  const test = await readDataSplit(fileFormats[choice.format], choice.path, "test", onProgress);
  return usedOf(test, choice);
}

/** Why the test images cannot be loaded, from a quick look; undefined where they can. */
export function testImagesProblem(choice: DataChoice): string | undefined {
  if (choice.format === "builtin") return undefined;
  if (choice.format !== "imagenet") return splitProblem(fileFormats[choice.format], choice.path, "test");
  try {
    listImages(choice, "test");
    return undefined;
  } catch (error) {
    if (error instanceof DataError) return error.message;
    throw error;
  }
}

function usedOf(set: ImageSet, choice: Used): ImageSet {
  return firstImages(set, usedCount(set.labels.length, choice));
}

function noDecoder(path: string): never {
  throw new Error(`There is no decoder for ${path}.`);
}

/** Whether a plan's data can be loaded, and how many images there will be, from file names, sizes and first bytes alone. */
export function describeData(choice: DataChoice): FolderReport {
  if (choice.format === "builtin") {
    const { train, test } = choice;
    return {
      usable: true,
      counts: { train, test },
      sentence: `${dataFormats.builtin.title}: ${train.toLocaleString("en")} training and ${test.toLocaleString("en")} test images.`,
    };
  }
  if (choice.format === "imagenet") return describeImageFolder(choice);
  const report = describeDataFolder(fileFormats[choice.format], choice.path);
  if (!report.usable) return report;
  const { train, test } = report.counts;
  return { ...report, counts: { train: usedCount(train, choice), test: usedCount(test, choice) } };
}

/** How many images a plan's data has, from the same quick look; undefined where it cannot be loaded. */
export function imageCounts(choice: DataChoice): SplitCounts | undefined {
  const report = describeData(choice);
  return report.usable ? report.counts : undefined;
}

/** The formats that a folder could be read as: MNIST and Fashion-MNIST cannot be told apart by names and sizes. */
export function formatsInFolder(folder: string): FileFormatId[] {
  return fileFormatIds.filter((id) => describeDataFolder(fileFormats[id], folder).usable);
}
