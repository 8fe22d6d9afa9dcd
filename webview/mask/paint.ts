/** Shares as colours: how much of a cell is kept is how far its colour is from the ground. */
import type { Picture, PicturePart } from "../../src/core/inspect/picture";
import { make } from "../dom";

export type Colour = readonly [red: number, green: number, blue: number];

export interface Paints {
  readonly ground: Colour;
  readonly parts: Readonly<Record<PicturePart, Colour>>;
}

/** One weight among thousands must still be seen. */
const faintest = 0.2;

/** @returns red, green, blue and opacity of each cell, row by row; and how many cells hold anything */
export function paint(
  { width, height, planes }: Pick<Picture, "width" | "height" | "planes">,
  { ground, parts }: Paints,
): { readonly pixels: Uint8ClampedArray<ArrayBuffer>; readonly filled: number } {
  const pixels = new Uint8ClampedArray(4 * width * height);
  const layers = planes.map(({ part, shares }) => ({ colour: parts[part], shares: bytesOf(shares) }));
  let filled = 0;
  for (let cell = 0; cell < width * height; cell++) {
    const total = layers.reduce((sum, { shares }) => sum + (shares[cell] ?? 0), 0) / 255;
    const strength = total === 0 ? 0 : faintest + (1 - faintest) * Math.min(1, total);
    if (total > 0) filled++;
    for (let channel = 0; channel < 3; channel++) {
      const mixed = layers.reduce((sum, { colour, shares }) => sum + ((shares[cell] ?? 0) / 255) * colour[channel]!, 0);
      const own = total === 0 ? 0 : mixed / total;
      pixels[4 * cell + channel] = (1 - strength) * ground[channel]! + strength * own;
    }
    pixels[4 * cell + 3] = 255;
  }
  return { pixels, filled };
}

/** A canvas with a pixel a cell. */
export function cellCanvas(pixels: Uint8ClampedArray<ArrayBuffer>, width: number, height: number): HTMLCanvasElement {
  const canvas = make("canvas");
  Object.assign(canvas, { width, height });
  canvas.getContext("2d")!.putImageData(new ImageData(pixels, width, height), 0, 0);
  return canvas;
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
