import { sizeOf } from "../model/graph";
import { permutation, stream } from "../random";
import type { AugmentId, CropPadding, ImageFiles, Images, Normalisation } from "./images";
import { centreView, drawView, randomView } from "./raster";

/** What is done to training images, and to which draw of it. */
export interface Augmentation {
  /**
   * `crop`: a window of the image's size, shifted by up to four pixels each way, but of pictures in files a random part
   * of any size; `flip`: mirrored, half the time.
   */
  readonly augment: readonly AugmentId[];
  readonly padding: CropPadding;
  readonly seed: number;
  /** From 0. */
  readonly epoch: number;
}

/** The farthest a crop is shifted, in pixels. */
const cropReach = 4;

/**
 * One batch: pixels scaled to [0, 1], normalised channel by channel, and augmented if asked.
 *
 * What happens to an image depends on the seed, the epoch and its index alone: not on its place in a batch, nor on
 * what was trained before in this process, so a resumed run sees the same images.
 *
 * @param indices which images, in the batch's order
 * @param buffer  holds the result: at least indices.length · channels · height · width numbers
 * @returns NCHW, the part of `buffer` that was filled
 */
export function fillBatch(
  set: Images,
  indices: Uint32Array,
  normalisation: Normalisation,
  augmentation: Augmentation | undefined,
  buffer: Float32Array,
): Float32Array {
  if ("paths" in set) return fillDecoded(set, indices, normalisation, augmentation, buffer);
  const { pixels } = set;
  const [channels, height, width] = set.shape;
  const plane = height * width;
  const inputs = inputValues(normalisation);
  const [columns, rows] = [new Int32Array(width), new Int32Array(height)];
  let to = 0;
  for (const index of indices) {
    const move = augmentation === undefined ? unmoved : drawMove(augmentation, index);
    fillSources(columns, move.x, move.flip, augmentation?.padding);
    fillSources(rows, move.y, false, augmentation?.padding);
    for (let channel = 0; channel < channels; channel++) {
      const values = inputs[channel]!;
      const from = (index * channels + channel) * plane;
      // Counted loops: half a million pixels a batch pass here, and iterators cost twice as much.
      for (let y = 0; y < height; y++) {
        const row = rows[y]!;
        const line = from + row * width;
        for (let x = 0; x < width; x++) {
          const column = columns[x]!;
          // Padding is black before normalisation, as if the image were larger.
          buffer[to++] = values[(row | column) < 0 ? 0 : pixels[line + column]!]!;
        }
      }
    }
  }
  return buffer.subarray(0, to);
}

/** The same for pictures in files: a random part where crops are asked for, else the middle. */
function fillDecoded(
  files: ImageFiles,
  indices: Uint32Array,
  normalisation: Normalisation,
  augmentation: Augmentation | undefined,
  buffer: Float32Array,
): Float32Array {
  const size = files.shape[1];
  const plane = size * size;
  const bytes = new Uint8Array(3 * plane);
  const inputs = inputValues(normalisation);
  for (const [place, index] of indices.entries()) {
    drawPicture(files, index, augmentation, bytes);
    for (let at = 0; at < bytes.length; at++) {
      buffer[place * bytes.length + at] = inputs[Math.floor(at / plane)]![bytes[at]!]!;
    }
  }
  return buffer.subarray(0, indices.length * bytes.length);
}

function drawPicture(files: ImageFiles, index: number, augmentation: Augmentation | undefined, out: Uint8Array): void {
  const raster = files.decode(files.paths[index]!);
  const size = files.shape[1];
  const { augment = [], seed = 0, epoch = 0 } = augmentation ?? {};
  const random = stream(seed, "augment", epoch, index);
  // Drawn first and always: a crop takes as many draws as it needs.
  const flip = random.below(2) === 1 && augment.includes("flip");
  const view = augment.includes("crop") ? randomView(raster, size, random) : centreView(raster, size);
  drawView(raster, view, size, flip, out);
}

/** The bytes of one image as a network is tested on it, channel by channel. */
export function imageBytes(set: Images, index: number): Uint8Array {
  const size = sizeOf(set.shape);
  if ("pixels" in set) return set.pixels.subarray(index * size, (index + 1) * size);
  const bytes = new Uint8Array(size);
  drawPicture(set, index, undefined, bytes);
  return bytes;
}

/** The images to train on in the order in which an epoch (from 0) visits them. */
export function batchOrder(images: Uint32Array, seed: number, epoch: number): Uint32Array {
  return permutation(images.length, stream(seed, "order", epoch)).map((place) => images[place]!);
}

/**
 * Indices of the images to train on and of those held back: the last share, as the paper's code does, so it is the
 * same for every seed.
 *
 * @param share in [0, 1); at least one image is left to train on
 */
export function validationSplit(
  count: number,
  share: number,
): { readonly train: Uint32Array; readonly validation: Uint32Array } {
  const kept = trainingCount(count, share);
  const all = Uint32Array.from({ length: count }, (_, index) => index);
  return { train: all.slice(0, kept), validation: all.slice(kept) };
}

/** How many of so many images `validationSplit` leaves to train on. */
export function trainingCount(count: number, share: number): number {
  if (!(share >= 0 && share < 1)) throw new RangeError(`The validation share must lie in [0, 1), got ${share}.`);
  return Math.max(1, count - Math.round(share * count));
}

interface Move {
  readonly x: number;
  readonly y: number;
  readonly flip: boolean;
}

const unmoved: Move = { x: 0, y: 0, flip: false };

/** All three numbers are always drawn, so that asking for a flip does not move the crops. */
function drawMove({ augment, seed, epoch }: Augmentation, index: number): Move {
  if (augment.length === 0) return unmoved;
  const random = stream(seed, "augment", epoch, index);
  const y = random.below(2 * cropReach + 1) - cropReach;
  const x = random.below(2 * cropReach + 1) - cropReach;
  const flip = random.below(2) === 1 && augment.includes("flip");
  return augment.includes("crop") ? { x, y, flip } : { x: 0, y: 0, flip };
}

/** For each place of an output row (or column) the place in the image it comes from; −1 is black padding. */
function fillSources(sources: Int32Array, shift: number, flip: boolean, padding: CropPadding | undefined): void {
  const extent = sources.length;
  for (let place = 0; place < extent; place++) {
    const at = (flip ? extent - 1 - place : place) + shift;
    if (at >= 0 && at < extent) sources[place] = at;
    else if (padding === "zero") sources[place] = -1;
    else sources[place] = at < 0 ? -at : 2 * (extent - 1) - at;
  }
}

/** By channel, the network's input for each of the 256 pixel values. */
function inputValues({ mean, std }: Normalisation): Float32Array[] {
  return mean.map((middle, channel) =>
    Float32Array.from({ length: 256 }, (_, value) => (value / 255 - middle) / std[channel]!),
  );
}
