import type { Dataset } from "../core/data/images";
import { firstImages } from "../core/data/images";
import type { FileFormatId } from "../core/data/formats";
import { dataFormats, fileFormatIds, fileFormats } from "../core/data/formats";
import type { DataChoice } from "../core/experiment/plan";
import type { FolderReport } from "./datasetFolder";
import { describeDataFolder, readDataFolder } from "./datasetFolder";
import { cachedBuiltinImages } from "./datasetCache";

/** How far loading is, in images drawn or files read. */
export type OnDataProgress = (done: number, total: number) => void;

/**
 * The images a plan trains and tests on.
 *
 * @param cache folder that keeps built-in images for the next time
 * @throws DataError when a data set is missing or damaged, in one sentence for a person
 */
export async function loadDataset(
  choice: DataChoice,
  cache: string,
  onProgress: OnDataProgress = () => undefined,
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
  const { train, test } = await readDataFolder(fileFormats[choice.format], choice.path, onProgress);
  const limit = choice.limit ?? Infinity;
  return { train: firstImages(train, limit), test: firstImages(test, limit), normalisation, cropPadding };
}

/** Whether a plan's data can be loaded, and how many images there will be, from file names and sizes alone. */
export function describeData(choice: DataChoice): FolderReport {
  if (choice.format === "builtin") {
    const { train, test } = choice;
    return {
      usable: true,
      counts: { train, test },
      sentence: `${dataFormats.builtin.title}: ${train.toLocaleString("en")} training and ${test.toLocaleString("en")} test images.`,
    };
  }
  const report = describeDataFolder(fileFormats[choice.format], choice.path);
  if (!report.usable || choice.limit === undefined) return report;
  const { train, test } = report.counts;
  return { ...report, counts: { train: Math.min(train, choice.limit), test: Math.min(test, choice.limit) } };
}

/** The formats that a folder could be read as: MNIST and Fashion-MNIST cannot be told apart by names and sizes. */
export function formatsInFolder(folder: string): FileFormatId[] {
  return fileFormatIds.filter((id) => describeDataFolder(fileFormats[id], folder).usable);
}
