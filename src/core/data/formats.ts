/** Every data set the product can train on. Pixel statistics and padding are those of `method.md` 1.7. */
import type { DataFormat, FileFormat, FormatOutline } from "./format";
import { builtin } from "./builtin";
import { cifar10, cifar100 } from "./cifar";
import { fashionMnist, mnist } from "./idx";
import { imagenet } from "./imagenet";
import { svhn } from "./svhn";

export const fileFormatIds = ["cifar10", "cifar100", "svhn", "mnist", "fashion_mnist"] as const;

export type FileFormatId = (typeof fileFormatIds)[number];

/** What a folder can hold. */
export const folderFormatIds = [...fileFormatIds, "imagenet"] as const;

export type FolderFormatId = (typeof folderFormatIds)[number];

export type DataFormatId = "builtin" | FolderFormatId;

/** The formats that are read whole from a folder of few files. */
export const fileFormats: Readonly<Record<FileFormatId, FileFormat>> = {
  cifar10,
  cifar100,
  svhn,
  mnist,
  fashion_mnist: fashionMnist,
};

/** Those whose images have one shape and whose classes are known. */
export const fixedFormats: Readonly<Record<Exclude<DataFormatId, "imagenet">, DataFormat>> = {
  builtin,
  ...fileFormats,
};

export const dataFormats: Readonly<Record<DataFormatId, FormatOutline>> = { ...fixedFormats, imagenet };
