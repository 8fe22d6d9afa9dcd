/** Convolution and its two derivatives, as products of matrices, an image at a time. */
import { sizeOf, type Shape, type Window } from "../../model/graph";
import { multiplyInto, stripPlace, stripsLength } from "./matrix";

/** What a convolution maps: its window and both shapes; a dense layer's are a single place. */
export interface Convolution extends Window {
  readonly input: Shape;
  readonly output: Shape;
}

/** Each product of two of images, outputs and weights `[out, in, kh, kw]` adds to the third. */
export interface Convolver {
  readonly outputs: (images: Float32Array, weights: Float32Array, target: Float32Array) => void;
  readonly images: (outputs: Float32Array, weights: Float32Array, target: Float32Array) => void;
  readonly weights: (outputs: Float32Array, images: Float32Array, target: Float32Array) => void;
}

/** @param count images of a batch */
export function convolver(convolution: Convolution, count: number): Convolver {
  const { input, output, kernel } = convolution;
  const [filters, ...plane] = output;
  const places = sizeOf(plane);
  const taps = input[0] * sizeOf(kernel);
  const [inSize, outSize] = [sizeOf(input), sizeOf(output)];
  const seen = windows(convolution);
  const weightRows = layout(filters, taps, (filter, tap) => filter * taps + tap);
  const weightColumns = layout(taps, filters, (tap, filter) => filter * taps + tap);
  const outputRows = layout(filters, places, (filter, place) => filter * places + place);
  const outputColumns = layout(places, filters, (place, filter) => filter * places + place);
  const windowRows = layout(places, taps, (place, tap) => seen[place * taps + tap]!);
  const windowColumns = layout(taps, places, (tap, place) => seen[place * taps + tap]!);
  const each = (action: (input: number, output: number) => void): void => {
    for (let image = 0; image < count; image++) action(image * inSize, image * outSize);
  };
  return {
    outputs: (images, weights, target) => {
      const extents = { rows: filters, columns: places, inner: taps };
      const left = weightRows(weights, 0);
      each((from, to) => {
        multiplyInto(target, to, left, windowRows(images, from), extents);
      });
    },
    images: (outputs, weights, target) => {
      const extents = { rows: places, columns: taps, inner: filters };
      const right = weightColumns(weights, 0);
      const spread = new Float32Array(places * taps);
      each((to, from) => {
        spread.fill(0);
        multiplyInto(spread, 0, outputColumns(outputs, from), right, extents);
        for (let index = 0; index < seen.length; index++) {
          const place = seen[index]!;
          if (place >= 0) target[to + place]! += spread[index]!;
        }
      });
    },
    weights: (outputs, images, target) => {
      const extents = { rows: filters, columns: taps, inner: places };
      each((from, to) => {
        multiplyInto(target, 0, outputRows(outputs, to), windowColumns(images, from), extents);
      });
    },
  };
}

/** What every place of the output sees of an image, tap by tap, as places in the image; −1 is padding. */
function windows({ input, output, kernel, stride, padding }: Convolution): Int32Array {
  const [channels, height, width] = input;
  const [, rows, columns] = output;
  const taps = sizeOf(kernel);
  const seen = new Int32Array(rows * columns * channels * taps);
  let at = 0;
  for (let place = 0; place < rows * columns; place++) {
    const top = Math.floor(place / columns) * stride[0] - padding.top;
    const left = (place % columns) * stride[1] - padding.left;
    for (let channel = 0; channel < channels; channel++) {
      for (let tap = 0; tap < taps; tap++) {
        const y = top + Math.floor(tap / kernel[1]);
        const x = left + (tap % kernel[1]);
        const inside = y >= 0 && y < height && x >= 0 && x < width;
        seen[at++] = inside ? (channel * height + y) * width + x : -1;
      }
    }
  }
  return seen;
}

/**
 * Strips of a matrix whose numbers lie anywhere: where each is, is worked out once, and the strips are filled again and
 * again. The next filling overwrites the one before.
 */
function layout(
  lines: number,
  inner: number,
  placeOf: (line: number, step: number) => number,
): (data: Float32Array, offset: number) => Float64Array {
  const length = stripsLength(lines, inner);
  let places: Int32Array | undefined;
  const strips = new Float64Array(length);
  return (data, offset) => {
    places ??= placesOf();
    for (let at = 0; at < length; at++) {
      const place = places[at]!;
      strips[at] = place < 0 ? 0 : data[offset + place]!;
    }
    return strips;
  };

  function placesOf(): Int32Array {
    const found = new Int32Array(length).fill(-1);
    for (let line = 0; line < lines; line++) {
      for (let step = 0; step < inner; step++) found[stripPlace(line, step, inner)] = placeOf(line, step);
    }
    return found;
  }
}
