/**
 * The built-in data set: ten classes of drawn shapes over clutter, 32×32 in colour, made from a seed. A linear model
 * fails on it, a small network succeeds, and the price of narrowness and sparsity shows within minutes.
 *
 * Every image is drawn from 128 numbers of a generator of its own, then the noise; so images can be made in any order.
 * All arithmetic is float64, and no step may be rewritten to another rounding: the bytes are the data set.
 */
import { fmix32 } from "../random";
import { drawImage } from "./builtinImage";
import { builtinClasses, outlierClasses } from "./builtinShapes";
import type { DataFormat } from "./format";
import type { ImageSet } from "./images";

export type BuiltinSplit = "train" | "test" | "ood";

export const builtin: DataFormat = {
  title: "Built-in shapes",
  shape: [3, 32, 32],
  classes: 10,
  classNames: builtinClasses.map(({ name }) => name),
  normalisation: { mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25] },
  cropPadding: "reflect",
};

export interface BuiltinRequest {
  /** `ood`: other shapes in the same clutter, to be told from the ten classes. */
  readonly split: BuiltinSplit;
  readonly seed: number;
  readonly count: number;
  /** Number of the first image, 0 if left out: long sets can be made in pieces. */
  readonly first?: number;
}

/** Images `first` … `first + count − 1` of a split, 3×32×32; image i shows class i mod 10. */
export function builtinImages({ split, seed, count, first = 0 }: BuiltinRequest): ImageSet {
  const shapes = split === "ood" ? outlierClasses : builtinClasses;
  const pixels = new Uint8Array(count * 3 * 32 * 32);
  const labels = builtinLabels(first, count);
  for (const [image, label] of labels.entries()) {
    const out = pixels.subarray(image * 3 * 32 * 32, (image + 1) * 3 * 32 * 32);
    drawImage(imageKey(split, seed, first + image), shapes[label]!.distance, out);
  }
  return { shape: [3, 32, 32], classes: shapes.length, pixels, labels };
}

/** Classes of images `first` … `first + count − 1`. */
export function builtinLabels(first: number, count: number): Uint16Array {
  return Uint16Array.from({ length: count }, (_, image) => (first + image) % builtinClasses.length);
}

/** The seed of one image's generator. */
export function imageKey(split: BuiltinSplit, seed: number, image: number): number {
  const number = { train: 0, test: 1, ood: 2 }[split];
  return fmix32(Math.imul(seed, 0x9e3779b1) + Math.imul(number, 0x85ebca77) + Math.imul(image, 0xc2b2ae3d));
}
