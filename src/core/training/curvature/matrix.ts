/**
 * A product of matrices in plain JavaScript, in float64. Both factors are laid out in strips four wide, in the order in
 * which they are read: a thousand rows a power of two apart would throw one another out of the processor's cache.
 */

/** Rows of a left factor or columns of a right one, four side by side; the last strip is filled up with zeros. */
export const stripWidth = 4;

/** Length of the strips of `lines` rows or columns of `inner` numbers each. */
export function stripsLength(lines: number, inner: number): number {
  return Math.ceil(lines / stripWidth) * stripWidth * inner;
}

/** Where number `step` of row or column `line` stands. */
export function stripPlace(line: number, step: number, inner: number): number {
  return (Math.floor(line / stripWidth) * inner + step) * stripWidth + (line % stripWidth);
}

export interface Extents {
  readonly rows: number;
  readonly columns: number;
  /** Columns of the left factor, rows of the right one. */
  readonly inner: number;
}

/**
 * Adds left · right to the row-major matrix that begins at `offset` in `target`; a multiply-add takes one to two
 * nanoseconds.
 *
 * @param left  strips of its rows
 * @param right strips of its columns
 */
export function multiplyInto(
  target: Float32Array,
  offset: number,
  left: Float64Array,
  right: Float64Array,
  { rows, columns, inner }: Extents,
): void {
  const sums = new Float64Array(stripWidth * stripWidth);
  for (let row = 0; row < rows; row += stripWidth) {
    for (let column = 0; column < columns; column += stripWidth) {
      multiplyStrips(sums, left, row * inner, right, column * inner, inner);
      const [height, width] = [Math.min(stripWidth, rows - row), Math.min(stripWidth, columns - column)];
      for (let y = 0; y < height; y++) {
        const start = offset + (row + y) * columns + column;
        for (let x = 0; x < width; x++) target[start + x]! += sums[y * stripWidth + x]!;
      }
    }
  }
}

/**
 * Sixteen sums in local variables: reading eight numbers then pays for sixteen products. Nothing is written more
 * shortly here, as by destructuring, since that makes it several times as slow.
 */
function multiplyStrips(
  sums: Float64Array,
  left: Float64Array,
  leftStart: number,
  right: Float64Array,
  rightStart: number,
  inner: number,
): void {
  let s00 = 0;
  let s01 = 0;
  let s02 = 0;
  let s03 = 0;
  let s10 = 0;
  let s11 = 0;
  let s12 = 0;
  let s13 = 0;
  let s20 = 0;
  let s21 = 0;
  let s22 = 0;
  let s23 = 0;
  let s30 = 0;
  let s31 = 0;
  let s32 = 0;
  let s33 = 0;
  for (let step = 0; step < inner * stripWidth; step += stripWidth) {
    const down = leftStart + step;
    const across = rightStart + step;
    const a0 = left[down]!;
    const a1 = left[down + 1]!;
    const a2 = left[down + 2]!;
    const a3 = left[down + 3]!;
    const b0 = right[across]!;
    const b1 = right[across + 1]!;
    const b2 = right[across + 2]!;
    const b3 = right[across + 3]!;
    s00 += a0 * b0;
    s01 += a0 * b1;
    s02 += a0 * b2;
    s03 += a0 * b3;
    s10 += a1 * b0;
    s11 += a1 * b1;
    s12 += a1 * b2;
    s13 += a1 * b3;
    s20 += a2 * b0;
    s21 += a2 * b1;
    s22 += a2 * b2;
    s23 += a2 * b3;
    s30 += a3 * b0;
    s31 += a3 * b1;
    s32 += a3 * b2;
    s33 += a3 * b3;
  }
  sums[0] = s00;
  sums[1] = s01;
  sums[2] = s02;
  sums[3] = s03;
  sums[4] = s10;
  sums[5] = s11;
  sums[6] = s12;
  sums[7] = s13;
  sums[8] = s20;
  sums[9] = s21;
  sums[10] = s22;
  sums[11] = s23;
  sums[12] = s30;
  sums[13] = s31;
  sums[14] = s32;
  sums[15] = s33;
}
