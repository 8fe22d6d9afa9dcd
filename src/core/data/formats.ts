/** Every data set the product can train on. Pixel statistics and padding are those of `method.md` 1.7. */
import type { DataFormat, FileFormat } from "./format";
import { builtin } from "./builtin";
import { cifar10, cifar100 } from "./cifar";
import { fashionMnist, mnist } from "./idx";
import { svhn } from "./svhn";

export const fileFormatIds = ["cifar10", "cifar100", "svhn", "mnist", "fashion_mnist"] as const;

export type FileFormatId = (typeof fileFormatIds)[number];

export type DataFormatId = "builtin" | FileFormatId;

/** The formats that are read from a folder. */
export const fileFormats: Readonly<Record<FileFormatId, FileFormat>> = {
  cifar10,
  cifar100,
  svhn,
  mnist,
  fashion_mnist: fashionMnist,
};

export const dataFormats: Readonly<Record<DataFormatId, DataFormat>> = { builtin, ...fileFormats };
