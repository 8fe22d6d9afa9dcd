import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { imageDecoder } from "../codec/decoder";
import { DataError } from "../core/data/dataError";
import { fileFormats } from "../core/data/formats";
import { formatsInFolder } from "../store/dataset";
import { describeDataFolder } from "../store/datasetFolder";
import { classFolders, describeImageFolder, listImages } from "../store/imageFolder";
import { BadInput } from "./badInput";
import { programFolder } from "./engines";
import { type ExitCode, exitCodes } from "./exitCodes";

/** Prints what a folder of data holds, in each format that it could be. */
export async function showData(path: string): Promise<ExitCode> {
  const folder = resolve(path);
  if (existsSync(join(folder, "train"))) {
    await showPictures(folder);
    return exitCodes.done;
  }
  const formats = formatsInFolder(folder);
  for (const id of formats) {
    const { classNames, shape } = fileFormats[id];
    console.log(`${id}  ${describeDataFolder(fileFormats[id], folder).sentence}`);
    console.log(`  ${shape.join("×")} numbers an image; ${classNames.length} classes: ${listed(classNames)}.`);
  }
  if (formats.length > 0) return exitCodes.done;
  const known = Object.values(fileFormats).map(({ title }) => title);
  throw new BadInput(
    `${folder} holds no data set that is known here: neither the files of ${known.join(", ")} nor pictures in ` +
      "train/<class>/ and val/<class>/.",
  );
}

async function showPictures(folder: string): Promise<void> {
  try {
    const classes = classFolders(folder);
    const choice = { path: folder, size: 224, classes: classes.length };
    const report = describeImageFolder(choice);
    if (!report.usable) throw new BadInput(report.sentence);
    const [sample] = listImages(choice, "train").paths;
    const { width, height } = (await imageDecoder(join(programFolder, "codecs")))(sample!);
    console.log(`imagenet  ${report.sentence}`);
    console.log(`  ${classes.length} classes: ${listed(classes)}.`);
    console.log(`  ${sample!} is ${width}×${height}.`);
  } catch (error) {
    throw error instanceof DataError ? new BadInput(error.message) : error;
  }
}

/** The first few of many names. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 10).join(", ");
  return names.length > 10 ? `${shown}, … ${names.at(-1)!}` : shown;
}
