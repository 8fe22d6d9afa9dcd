/**
 * Attacks on a network's images, in pixel space: pixels are shares of full brightness in [0, 1], `eps` is the farthest
 * that an attack moves one of them (8 / 255 in the paper), and what it makes is again in [0, 1]. The network sees pixels
 * through its normalisation, in evaluation mode.
 */
import type { Normalisation } from "../data/images";
import type { Shape } from "../model/graph";
import { stream } from "../random";
import type { Session } from "../training/engine";

/** A network as an attack sees it: images are pixels, NCHW, float64 so that an unmoved pixel is bit for bit the same. */
export interface PixelNetwork {
  /** `[count, classes]`, row by row. */
  readonly logits: (pixels: Float64Array, count: number) => Promise<Float32Array>;
  /** Signs (−1, 0, 1) of the gradient of the mean cross-entropy with respect to the pixels. */
  readonly gradientSigns: (pixels: Float64Array, labels: Int32Array) => Promise<Float32Array>;
}

export function pixelNetwork(
  session: Pick<Session, "logits" | "inputGradient">,
  shape: Shape,
  normalisation: Normalisation,
): PixelNetwork {
  const plane = shape[1] * shape[2];
  const inputs = (pixels: Float64Array): Float32Array =>
    Float32Array.from(pixels, (pixel, index) => {
      const channel = Math.floor(index / plane) % shape[0];
      return (pixel - normalisation.mean[channel]!) / normalisation.std[channel]!;
    });
  return {
    logits: (pixels, count) => session.logits(inputs(pixels), count),
    // Standard deviations are positive: normalisation changes no sign.
    gradientSigns: async (pixels, labels) =>
      (await session.inputGradient({ images: inputs(pixels), labels })).map(Math.sign),
  };
}

/**
 * Fast gradient sign method: every pixel moves by `eps` in the direction that raises the loss, then back into [0, 1].
 *
 * @param signs of the gradient at `pixels`; one gradient serves every `eps`
 * @see Goodfellow et al. 2015 (arXiv 1412.6572)
 */
export function fgsm(pixels: Float64Array, signs: Float32Array, eps: number): Float64Array {
  return pixels.map((pixel, index) => clip(pixel + eps * signs[index]!, 0, 1));
}

export interface PgdRequest {
  /** Farthest that a pixel moves, in [0, 1]. */
  readonly eps: number;
  /** Gradients an image. */
  readonly steps: number;
  /** How far every step moves a pixel. */
  readonly stepSize: number;
  /** With an image's number it decides where that image starts, whatever batch it is in. */
  readonly seed: number;
  /** Number of each image of the batch. */
  readonly images: ArrayLike<number>;
}

/**
 * Projected gradient descent: from a uniformly random place within `eps` of the image, steps along the gradient's signs,
 * each brought back to within `eps` of the image and into [0, 1]. The last place counts. Yields after every gradient.
 *
 * @see Madry et al. 2018 (arXiv 1706.06083)
 */
export async function* pgd(
  network: Pick<PixelNetwork, "gradientSigns">,
  pixels: Float64Array,
  labels: Int32Array,
  { eps, steps, stepSize, seed, images }: PgdRequest,
): AsyncGenerator<undefined, Float64Array> {
  const within = (moved: Float64Array) =>
    moved.map((pixel, index) => clip(clip(pixel, pixels[index]! - eps, pixels[index]! + eps), 0, 1));
  const size = pixels.length / labels.length;
  const start = pixels.slice();
  for (const row of labels.keys()) {
    const random = stream(seed, "pgd", images[row]!);
    for (let index = row * size; index < (row + 1) * size; index++) start[index]! += eps * (2 * random.uniform() - 1);
  }
  let at = within(start);
  for (let step = 0; step < steps; step++) {
    const signs = await network.gradientSigns(at, labels);
    at = within(at.map((pixel, index) => pixel + stepSize * signs[index]!));
    yield;
  }
  return at;
}

function clip(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
