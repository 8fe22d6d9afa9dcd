import { type Shape, sizeOf } from "../model/graph";
import type { Raster } from "./raster";

/** Labelled images as stored: bytes, channel by channel (NCHW). */
export interface ImageSet {
  readonly shape: Shape;
  readonly classes: number;
  /** count · channels · height · width bytes. */
  readonly pixels: Uint8Array;
  /** One class number an image, in [0, classes). */
  readonly labels: Uint16Array;
}

/**
 * Labelled pictures in files of their own, decoded whenever they are asked for: a data set may be larger than memory.
 * Each is resampled to the shape, in three channels.
 */
export interface ImageFiles {
  readonly shape: Shape;
  readonly classes: number;
  readonly labels: Uint16Array;
  /** One file an image. */
  readonly paths: readonly string[];
  readonly decode: Decode;
}

/** @throws DataError that names the file, when it is no picture or damaged */
export type Decode = (path: string) => Raster;

export type Images = ImageSet | ImageFiles;

/** Per-channel mean and standard deviation of pixels scaled to [0, 1]. */
export interface Normalisation {
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

export type AugmentId = "crop" | "flip";

/** What a crop sees beyond the image's edge: its mirror image (the edge itself not repeated), or black. */
export type CropPadding = "reflect" | "zero";

/** A data set ready for training: the test set never selects anything. */
export interface Dataset {
  readonly train: Images;
  readonly test: Images;
  readonly normalisation: Normalisation;
  readonly cropPadding: CropPadding;
}

/** The first `count` images, copied so that the rest can be freed; the set itself where it has no more than that. */
export function firstImages(set: ImageSet, count: number): ImageSet {
  if (count >= set.labels.length) return set;
  const size = sizeOf(set.shape);
  return { ...set, pixels: set.pixels.slice(0, count * size), labels: set.labels.slice(0, count) };
}
