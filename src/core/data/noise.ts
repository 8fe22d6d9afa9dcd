import { sizeOf, type Shape } from "../model/graph";
import { stream } from "../random";
import type { ImageSet } from "./images";

/**
 * Images of noise, to be told from real ones: every pixel is drawn by itself from a normal distribution with mean 0 and
 * standard deviation 0.5, clipped to [−1, 1], and that range becomes black to full brightness (rounded to a byte, as
 * any image file would). All are of class 0.
 *
 * An image depends on the seed and its number alone.
 *
 * @see `datasets.py` in the FreeTickets code of Liu et al. 2022 (arXiv 2106.14568)
 */
export function gaussianNoise({
  shape,
  count,
  seed,
}: {
  readonly shape: Shape;
  readonly count: number;
  readonly seed: number;
}): ImageSet {
  const size = sizeOf(shape);
  const pixels = new Uint8Array(count * size);
  for (let image = 0; image < count; image++) {
    const random = stream(seed, "noise", image);
    for (let index = image * size; index < (image + 1) * size; index++) {
      const value = Math.min(1, Math.max(-1, 0.5 * random.normal()));
      pixels[index] = Math.round(255 * (0.5 * value + 0.5));
    }
  }
  return { shape, classes: 1, pixels, labels: new Uint16Array(count) };
}
