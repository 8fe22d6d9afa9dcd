/**
 * Decoded pictures of any size, and how a network sees them: a part of them, resampled to its own size.
 *
 * Resampling is Pillow's, which torchvision's transforms use: a triangle filter two output pixels wide and at least two
 * input pixels (bilinear, antialiased), first along the rows, then along the columns, both in fixed point and rounded to
 * bytes. The bytes equal those of Pillow 11; Pillow 13 takes the columns of some narrow pictures first, and differs by 1.
 *
 * @see Pillow, `Resample.c`; torchvision, `Resize`, `CenterCrop`, `RandomResizedCrop`
 */
import type { Random } from "../random";

export interface Raster {
  readonly width: number;
  readonly height: number;
  /** Bytes a pixel; red, green and blue are the first three. */
  readonly channels: 3 | 4;
  /** Row by row from the top. */
  readonly pixels: Uint8Array;
}

/** A part of a picture, in whole pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What a network is shown: `source` resampled to `width` × `height`, and of that the square from `left`, `top` on. */
export interface View {
  readonly source: Box;
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
}

/** Share of the area of a picture that a random crop shows, and its width over its height. */
const areas = [0.08, 1] as const;
const ratios = [3 / 4, 4 / 3] as const;

/** Draws before the middle of the picture is taken. */
const draws = 10;

/** Side of a validation crop over the shorter side of the resampled picture: 224 of 256. */
const centreShare = 224 / 256;

/** The middle square of a picture whose shorter side becomes size · 256 / 224 pixels: for tests. */
export function centreView({ width, height }: Pick<Raster, "width" | "height">, size: number): View {
  const shorter = Math.round(size / centreShare);
  const longer = Math.floor((shorter * Math.max(width, height)) / Math.min(width, height));
  const [across, down] = width <= height ? [shorter, longer] : [longer, shorter];
  return {
    source: { left: 0, top: 0, width, height },
    width: across,
    height: down,
    left: halfToEven((across - size) / 2),
    top: halfToEven((down - size) / 2),
  };
}

/**
 * A random part of a picture, for training: its area is uniform in 8 to 100 % of the picture's, the logarithm of its
 * shape in 3:4 to 4:3.
 */
export function randomView({ width, height }: Pick<Raster, "width" | "height">, size: number, random: Random): View {
  return { source: randomBox(width, height, random), width: size, height: size, left: 0, top: 0 };
}

function randomBox(width: number, height: number, random: Random): Box {
  const between = (from: number, to: number) => from + (to - from) * random.uniform();
  for (let draw = 0; draw < draws; draw++) {
    const area = width * height * between(...areas);
    const ratio = Math.exp(between(Math.log(ratios[0]), Math.log(ratios[1])));
    const across = Math.round(Math.sqrt(area * ratio));
    const down = Math.round(Math.sqrt(area / ratio));
    if (across < 1 || across > width || down < 1 || down > height) continue;
    const top = random.below(height - down + 1);
    return { left: random.below(width - across + 1), top, width: across, height: down };
  }
  const across = Math.min(width, Math.round(height * ratios[1]));
  const down = Math.min(height, Math.round(width / ratios[0]));
  return { left: Math.floor((width - across) / 2), top: Math.floor((height - down) / 2), width: across, height: down };
}

/**
 * Draws a view of a picture.
 *
 * @param flip mirrors the view left and right
 * @param out  3 · size · size bytes: the red plane, the green and the blue one
 */
export function drawView(raster: Raster, view: View, size: number, flip: boolean, out: Uint8Array): void {
  const { source } = view;
  const columns = taps(source.width, view.width, view.left, size);
  const rows = taps(source.height, view.height, view.top, size);
  const first = rows[0]!.first;
  const lines = rows.at(-1)!.first + rows.at(-1)!.shares.length - first;
  // Only lines that some row of the view is made of; the rest of a large picture is never touched.
  const narrowed = new Uint8Array(3 * lines * size);
  const { pixels, width, channels } = raster;
  for (let line = 0; line < lines; line++) {
    const start = (source.top + first + line) * width + source.left;
    for (let x = 0; x < size; x++) {
      const { first: from, shares } = columns[flip ? size - 1 - x : x]!;
      for (let channel = 0; channel < 3; channel++) {
        let sum = half;
        for (let tap = 0; tap < shares.length; tap++) {
          sum += shares[tap]! * pixels[(start + from + tap) * channels + channel]!;
        }
        narrowed[(channel * lines + line) * size + x] = byteOf(sum);
      }
    }
  }
  for (let channel = 0; channel < 3; channel++) {
    for (let y = 0; y < size; y++) {
      const { first: from, shares } = rows[y]!;
      const start = (channel * lines + from - first) * size;
      for (let x = 0; x < size; x++) {
        let sum = half;
        for (let tap = 0; tap < shares.length; tap++) sum += shares[tap]! * narrowed[start + tap * size + x]!;
        out[(channel * size + y) * size + x] = byteOf(sum);
      }
    }
  }
}

/** The input places that an output place is made of, from `first` on, with shares in units of 2⁻²². */
interface Taps {
  readonly first: number;
  readonly shares: Int32Array;
}

const unit = 2 ** 22;
const half = unit / 2;

/** For places `start` … `start + count − 1` of a line that `from` places are resampled to `to`. */
function taps(from: number, to: number, start: number, count: number): Taps[] {
  const scale = from / to;
  const reach = Math.max(1, scale);
  return Array.from({ length: count }, (_, index) => {
    const centre = (start + index + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - reach + 0.5));
    const end = Math.min(from, Math.trunc(centre + reach + 0.5));
    const weights = Array.from({ length: end - first }, (_, tap) =>
      Math.max(0, 1 - Math.abs((first + tap - centre + 0.5) * (1 / reach))),
    );
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return { first, shares: Int32Array.from(weights, (weight) => Math.trunc(0.5 + (weight / total) * unit)) };
  });
}

function byteOf(sum: number): number {
  // Sums stay below 2³¹: shares add up to one unit, but for rounding.
  const value = sum >> 22;
  return value < 0 ? 0 : value > 255 ? 255 : value;
}

/** Python's `round`, which torchvision's crops use. */
function halfToEven(value: number): number {
  const below = Math.floor(value);
  return value - below === 0.5 ? below + (below % 2) : Math.round(value);
}
