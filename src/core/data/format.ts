import type { Shape } from "../model/graph";
import type { CropPadding, ImageSet, Normalisation } from "./images";

/** What is known of a data set before any of it is read. */
export interface DataFormat {
  /** For people: "CIFAR-10". */
  readonly title: string;
  /** Of one image. */
  readonly shape: Shape;
  readonly classes: number;
  /** In the order of the class numbers. */
  readonly classNames: readonly string[];
  readonly normalisation: Normalisation;
  readonly cropPadding: CropPadding;
}

/** A data set that a person has downloaded or made: a folder of files. */
export interface FileFormat extends DataFormat {
  /** What to download, and where: "the binary version from https://…". */
  readonly source: string;
  readonly files: readonly DataFile[];
  /**
   * How many images the files hold, judged by their unzipped sizes alone.
   *
   * @param sizes bytes by official file name; names the format does not know are ignored
   * @throws DataError when a needed file is missing or has an impossible size
   */
  readonly count: (sizes: ReadonlyMap<string, number>) => SplitCounts;
  /**
   * @param files unzipped bytes by official file name
   * @throws DataError when a file is missing or damaged
   */
  readonly parse: (files: ReadonlyMap<string, Uint8Array>) => Splits;
}

export interface DataFile {
  /** As published, unzipped. */
  readonly name: string;
  /** Other spellings in use. */
  readonly aliases: readonly string[];
  readonly split: "train" | "test";
  /** Bytes of the published file, unzipped. */
  readonly bytes: number;
  readonly required: boolean;
}

export interface SplitCounts {
  readonly train: number;
  readonly test: number;
}

export interface Splits {
  readonly train: ImageSet;
  readonly test: ImageSet;
}
