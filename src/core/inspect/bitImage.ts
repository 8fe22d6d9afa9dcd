/** Pictures of masks that are held as bits: many weights are counted at once. */
import { cellOf, type Frame, framed, type MaskImage, shareIn } from "./maskImage";
import type { MaskBits } from "./maskBits";
import type { Part } from "./maskDifference";

/** The picture that `maskImage` draws. @throws RangeError as `framed` does */
export function bitImage(bits: MaskBits, frame: Frame): MaskImage {
  const { stride, words } = bits;
  return imageOf(bits, frame, (row) => words.subarray(row * stride, (row + 1) * stride));
}

/** The pictures that `maskDifference` draws. @param first, second of one size @throws RangeError as `framed` does */
export function bitDifference(first: MaskBits, second: MaskBits, frame: Frame): Readonly<Record<Part, MaskImage>> {
  const { stride } = first;
  const line = new Uint32Array(stride);
  const of = (combine: (one: number, other: number) => number) =>
    imageOf(first, frame, (row) => {
      const from = row * stride;
      for (let at = 0; at < stride; at++) line[at] = combine(first.words[from + at]!, second.words[from + at]!);
      return line;
    });
  return {
    both: of((one, other) => one & other),
    onlyFirst: of((one, other) => one & ~other),
    onlySecond: of((one, other) => ~one & other),
  };
}

/** @param lineOf the words of a row */
function imageOf(extent: MaskBits, frame: Frame, lineOf: (row: number) => Uint32Array): MaskImage {
  const { rows, columns } = extent;
  const { window, width, height } = framed(extent, frame);
  const { top, left } = window;
  // Cell c begins at column whole[c] and a part of it, in [0, 1).
  const whole = Uint32Array.from({ length: width + 1 }, (_, c) => left + Math.floor((c * window.columns) / width));
  const part = Float64Array.from({ length: width + 1 }, (_, c) => ((c * window.columns) % width) / width);
  const sums = new Float64Array(width * height);
  for (let row = 0; row < window.rows; row++) {
    const line = lineOf(top + row);
    const cell = cellOf(row, window.rows, height);
    const above = shareIn(cell, row, window.rows, height);
    const at = cell * width;
    let word = left >>> 5;
    let counted = 0;
    let last = 0;
    for (let edge = 0; edge <= width; edge++) {
      const column = whole[edge]!;
      for (const end = column >>> 5; word < end; word++) counted += ones(line[word]!);
      const inside = column & 31;
      let before = counted;
      // An edge at the end of the last word has nothing of a next one.
      if (inside > 0 || part[edge]! > 0) {
        before += ones(line[word]! & ~(-1 << inside)) + part[edge]! * ((line[word]! >>> inside) & 1);
      }
      if (edge > 0) {
        sums[at + edge - 1]! += above * (before - last);
        if (above < 1) sums[at + width + edge - 1]! += (1 - above) * (before - last);
      }
      last = before;
    }
  }
  const area = (window.rows / height) * (window.columns / width);
  return { ...{ width, height, rows, columns }, shares: new Float32Array(sums.map((sum) => sum / area)) };
}

/** How many bits of a word are 1, by adding up neighbours (Warren, Hacker's Delight, 5-1). */
function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
