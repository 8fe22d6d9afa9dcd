/** A mask as a picture: rows are output units, columns inputs and, within each, kernel positions. */
import { FaultError } from "../fault/fault";
import { columnOf, type Layout, layoutOf, rowOf } from "./layout";
import type { Flags, TensorInfo } from "./tensor";
import { type Extent, fits, wholeOf, type Window } from "./window";

export interface PictureSize {
  /** Cells at most, from 1 to 4096. */
  readonly width: number;
  readonly height: number;
}

/** What is drawn, and how large. */
export interface Frame extends PictureSize {
  /** The part of the mask that is drawn; all of it unless given. */
  readonly window?: Window;
}

export interface MaskImage extends PictureSize {
  /** Of the mask: output units, and inputs × kernel positions. */
  readonly rows: number;
  readonly columns: number;
  /** The kept share of each cell in [0, 1], row by row. */
  readonly shares: Float32Array;
}

/** A canvas on which entries of a weight are counted by where they lie. */
export interface Canvas extends Omit<MaskImage, "shares"> {
  /** Counts an entry by its place in the file. */
  readonly mark: (entry: number) => void;
  /** The marked share of each cell. */
  readonly shares: () => Float32Array;
}

const most = 4096;

/**
 * Draws a mask in at most as many cells as asked for. A cell is a box over the mask; an entry on the border of two is
 * shared among them by area, so that the mean over all cells is the density of what is drawn.
 *
 * @param kept as many as the shape says
 * @throws RangeError as `canvasFor` does
 */
export async function maskImage(weight: TensorInfo, kept: Flags, frame: Frame): Promise<MaskImage> {
  const canvas = canvasFor(weight, frame);
  let entry = 0;
  for await (const flags of kept) {
    for (const flag of flags) {
      if (flag !== 0) canvas.mark(entry);
      entry++;
    }
  }
  const { width, height, rows, columns } = canvas;
  return { width, height, rows, columns, shares: canvas.shares() };
}

/**
 * What is drawn, in cells of a weight each or more.
 *
 * @throws RangeError for a size outside its range or a window outside the mask
 */
export function framed({ rows, columns }: Extent, frame: Frame): Required<Frame> {
  for (const extent of [frame.width, frame.height]) {
    if (!Number.isInteger(extent) || extent < 1 || extent > most) {
      throw new FaultError("picture.cells", { most, cells: extent });
    }
  }
  const window = frame.window ?? wholeOf({ rows, columns });
  if (!fits(window, { rows, columns })) {
    throw new FaultError("picture.outside", { rows, columns });
  }
  return { window, width: Math.min(frame.width, window.columns), height: Math.min(frame.height, window.rows) };
}

/** @throws RangeError as `framed` and `layoutOf` do */
export function canvasFor(weight: TensorInfo, frame: Frame): Canvas {
  const layout: Layout = layoutOf(weight);
  const [rows, columns] = [layout.output.extent, layout.input.extent * layout.kernelSize];
  const { window, width, height } = framed({ rows, columns }, frame);
  const sums = new Float64Array(width * height);
  const mark = (entry: number) => {
    const [row, column] = [rowOf(layout, entry) - window.top, columnOf(layout, entry) - window.left];
    if (row < 0 || row >= window.rows || column < 0 || column >= window.columns) return;
    const [top, left] = [cellOf(row, window.rows, height), cellOf(column, window.columns, width)];
    const above = shareIn(top, row, window.rows, height);
    const before = shareIn(left, column, window.columns, width);
    const at = top * width + left;
    sums[at]! += above * before;
    if (before < 1) sums[at + 1]! += above * (1 - before);
    if (above < 1) sums[at + width]! += (1 - above) * before;
    if (above < 1 && before < 1) sums[at + width + 1]! += (1 - above) * (1 - before);
  };
  const area = (window.rows / height) * (window.columns / width);
  return { ...{ width, height, rows, columns, mark }, shares: () => Float32Array.from(sums, (sum) => sum / area) };
}

/** The first of the one or two cells that a line lies in: cell c covers lines [c · lines / cells, (c + 1) · lines / cells). */
export function cellOf(line: number, lines: number, cells: number): number {
  return Math.floor((line * cells) / lines);
}

/** How much of a line lies in its first cell; the rest lies in the next. */
export function shareIn(cell: number, line: number, lines: number, cells: number): number {
  // In units of 1 / cells of a line, which are whole numbers.
  return Math.min(cells, (cell + 1) * lines - line * cells) / cells;
}
