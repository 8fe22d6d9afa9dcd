/** Folders of pictures: which classes and files there are. Nothing is decoded here. */
import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";
import { DataError } from "../core/data/dataError";
import type { Split } from "../core/data/format";
import type { Decode, ImageFiles } from "../core/data/images";
import { imagenet } from "../core/data/imagenet";
import { type Used, usedCount } from "../core/data/used";
import { permutation, stream } from "../core/random";
import type { FolderReport } from "./datasetFolder";

/** Where the pictures lie, and what a plan says of them. */
export interface ImageFolderChoice extends Used {
  readonly path: string;
  readonly size: number;
  readonly classes: number;
}

/** What the test images are called in ImageNet's folder. */
const folderOf: Readonly<Record<Split, string>> = { train: "train", test: "val" };

/** @throws DataError as `listImages` does */
export function classFolders(folder: string): string[] {
  const classes = entries(join(folder, folderOf.train))
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .map(({ name }) => name)
    // By code units, as Python sorts names: class numbers agree with torchvision's.
    .sort();
  if (classes.length > 0) return classes;
  throw new DataError(`${folder} holds no classes: put the training images into ${layout}.`);
}

/** Undefined where the folder is none of images: looking at the data says what is wrong with it. */
export function classCount(folder: string): number | undefined {
  try {
    return classFolders(folder).length;
  } catch {
    return undefined;
  }
}

/**
 * Files and class numbers of one split, in an order that is shuffled once and for all: any share of it, first or last,
 * has images of every class.
 *
 * @throws DataError when a folder is missing, empty or not what the plan was made for
 */
export function listImages(choice: ImageFolderChoice, split: Split): Pick<ImageFiles, "labels" | "paths"> {
  const names = classFolders(choice.path);
  if (names.length !== choice.classes) {
    throw new DataError(`${choice.path} has ${names.length} classes, but the plan was made for ${choice.classes}.`);
  }
  const root = join(choice.path, folderOf[split]);
  const found =
    split === "train"
      ? names
      : entries(root)
          .filter((entry) => !entry.isFile())
          .map(({ name }) => name);
  const unknown = found.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new DataError(`${join(root, unknown)} is a class that ${join(choice.path, folderOf.train)} does not have.`);
  }
  const files = found.flatMap((name) => {
    const folder = join(root, name);
    const label = names.indexOf(name);
    const pictures = entries(folder).flatMap((entry) => (isPicture(entry) ? [entry.name] : []));
    if (pictures.length === 0 && split === "train") throw new DataError(`${folder} holds no images (${endings}).`);
    return pictures.sort().map((file) => ({ path: join(folder, file), label }));
  });
  if (files.length === 0) throw new DataError(`${root} holds no images: put them into ${layout}.`);
  const order = permutation(files.length, stream(0, "image folder", split)).slice(0, usedCount(files.length, choice));
  return {
    paths: Array.from(order, (place) => files[place]!.path),
    labels: Uint16Array.from(order, (place) => files[place]!.label),
  };
}

export function imageFiles(choice: ImageFolderChoice, split: Split, decode: Decode): ImageFiles {
  const { size, classes } = choice;
  return { shape: [3, size, size], classes, ...listImages(choice, split), decode };
}

/** Whether the folder is one, and how many images it holds. No picture is opened. */
export function describeImageFolder(choice: ImageFolderChoice): FolderReport {
  try {
    const counts = { train: listImages(choice, "train").paths.length, test: listImages(choice, "test").paths.length };
    const images = (count: number) => `${count.toLocaleString("en")} ${count === 1 ? "image" : "images"}`;
    return {
      usable: true,
      counts,
      sentence:
        `${imagenet.title}: ${choice.classes.toLocaleString("en")} classes, ${images(counts.train)} in train and ` +
        `${images(counts.test)} in val.`,
    };
  } catch (error) {
    if (error instanceof DataError) return { usable: false, sentence: error.message };
    throw error;
  }
}

const endings = ".jpeg, .jpg or .png";
const layout = `train/<class>/ and val/<class>/ (${endings} files)`;

function isPicture(entry: Dirent): boolean {
  return !entry.isDirectory() && !entry.name.startsWith(".") && /\.(jpe?g|png)$/i.test(entry.name);
}

function entries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !name.startsWith("."));
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? reasons[String(error.code)] : undefined;
    if (reason === undefined) throw error;
    throw new DataError(`${folder} ${reason}; a folder of images has ${layout}.`);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  ENOTDIR: "is a file, but a folder is needed",
  EACCES: "cannot be read: you have no permission",
};
