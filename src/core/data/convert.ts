/** Images of one data set in the form of another's: other channels, another size. Labels stay. */
import { sizeOf, type Shape } from "../model/graph";
import { imageBytes } from "./augment";
import type { Images } from "./images";
import { drawView } from "./raster";

/**
 * Grey images get three equal channels, coloured ones become their brightness (ITU-R BT.601). Then they are resampled as
 * pictures in files are: the bytes are those of Pillow's `convert` and `resize` with a bilinear filter. The set itself
 * where it has the shape already.
 *
 * @throws RangeError for other numbers of channels than one and three, and for a shape that is no square
 */
export function convertImages(set: Images, shape: Shape): Images {
  if (set.shape.join() === shape.join()) return set;
  const [channels, height, width] = set.shape;
  const [wanted, size] = shape;
  if (![1, 3].includes(channels) || ![1, 3].includes(wanted) || shape[2] !== size) {
    throw new RangeError(
      `Images of ${set.shape.join("×")} cannot be shown to a network that takes ${shape.join("×")}.`,
    );
  }
  const whole = { source: { left: 0, top: 0, width, height }, width: size, height: size, left: 0, top: 0 };
  const drawn = new Uint8Array(3 * size * size);
  const pixels = new Uint8Array(set.labels.length * sizeOf(shape));
  for (let image = 0; image < set.labels.length; image++) {
    const bytes = imageBytes(set, image);
    const coloured = channels === 1 || wanted === 3 ? bytes : brightness(bytes);
    drawView({ width, height, channels: 3, pixels: interleaved(coloured, width * height) }, whole, size, false, drawn);
    pixels.set(drawn.subarray(0, sizeOf(shape)), image * sizeOf(shape));
  }
  return { shape, classes: set.classes, labels: set.labels, pixels };
}

/** 0.299 red + 0.587 green + 0.114 blue in units of 2⁻¹⁶, as Pillow has them, rounded. */
function brightness(planes: Uint8Array): Uint8Array {
  const size = planes.length / 3;
  return Uint8Array.from({ length: size }, (_, at) => {
    return (19595 * planes[at]! + 38470 * planes[size + at]! + 7471 * planes[2 * size + at]! + 0x8000) >> 16;
  });
}

/** Three bytes a pixel, of three planes or of one. */
function interleaved(planes: Uint8Array, size: number): Uint8Array {
  const step = planes.length === size ? 0 : size;
  const pixels = new Uint8Array(3 * size);
  for (let at = 0; at < size; at++) {
    for (let channel = 0; channel < 3; channel++) pixels[3 * at + channel] = planes[channel * step + at]!;
  }
  return pixels;
}
