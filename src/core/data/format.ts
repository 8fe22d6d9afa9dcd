import type { Shape } from "../model/graph";
import type { CropPadding, ImageSet, Normalisation } from "./images";

/** What is known of every data set of a format. */
export interface FormatOutline {
  /** For people: "CIFAR-10". */
  readonly title: string;
  readonly normalisation: Normalisation;
  readonly cropPadding: CropPadding;
}

/** What is known of a data set before any of it is read. */
export interface DataFormat extends FormatOutline {
  /** Of one image. */
  readonly shape: Shape;
  readonly classes: number;
  /** In the order of the class numbers. */
  readonly classNames: readonly string[];
}

/** A data set that a person has downloaded or made: a folder of files. */
export interface FileFormat extends DataFormat {
  /** What to download, and where: "the binary version from https://…". */
  readonly source: string;
  readonly files: readonly DataFile[];
  /**
   * How many images of a split the files hold, judged by their sizes and first bytes alone.
   *
   * @param files by official file name; names the format does not know are ignored
   * @throws DataError when a needed file is missing, has an impossible size or begins wrongly
   */
  readonly count: (files: ReadonlyMap<string, FileStart>, split: Split, inflate: Inflate) => number;
  /**
   * @param files unzipped bytes by official file name
   * @throws DataError when a file is missing or damaged
   */
  readonly parse: (files: ReadonlyMap<string, Uint8Array>, split: Split, inflate: Inflate) => ImageSet;
}

export type Split = "train" | "test";

/** What is known of a file before all of it is read. */
export interface FileStart {
  /** Size, unzipped. */
  readonly bytes: number;
  /** The first `startBytes` bytes, unzipped, or more; all of them where there are fewer. */
  readonly start: Uint8Array;
}

/** Enough for the header of every format. */
export const startBytes = 4096;

/**
 * Undoes zlib's compression (RFC 1950). Of data that end too early it gives what they hold.
 *
 * @throws Error that says what is wrong with data that are damaged
 */
export type Inflate = (bytes: Uint8Array) => Uint8Array;

export interface DataFile {
  /** As published, unzipped. */
  readonly name: string;
  /** Other spellings in use. */
  readonly aliases: readonly string[];
  readonly split: Split;
  /** Bytes of the published file, unzipped. */
  readonly bytes: number;
  readonly required: boolean;
}

export type SplitCounts = Readonly<Record<Split, number>>;

export type Splits = Readonly<Record<Split, ImageSet>>;
