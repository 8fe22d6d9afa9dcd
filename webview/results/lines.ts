/** The lines of a chart with so many points that they have to be thinned to be drawn in good time. */
import { decimate } from "../../src/core/chart/decimate";
import type { ChartModel, Point, Series } from "../../src/core/chart/model";

/** Points that a chart draws in good time, at rest and once a frame. */
const enough = { resting: 30_000, moving: 6_000 } as const;

/** Lines that are drawn one by one in good time. */
const fewLines = 100;

/** What is to be seen of the horizontal axis, and on how many pixels. */
export interface Window {
  readonly from: number;
  readonly to: number;
  /** Of the axis a pixel; and of the whole chart so many pixels, which share what is enough. */
  readonly unit: number;
  readonly width: number;
  readonly isMoving: boolean;
}

/** Whether a chart is drawn from fewer points than it has, and its lines together. */
export function isCrowded({ x, series }: ChartModel): boolean {
  return x.scale === "linear" && (series.length > fewLines || pointsOf(series) > enough.resting);
}

/** A point that knows its line. */
interface LabelledPoint extends Point {
  readonly label: string;
}

/**
 * Thins the lines of one chart: of each column the first, lowest, highest and last point. A column is a pixel wide, or
 * more where many lines share the chart. Columns stand still while the chart is moved, so that nothing flickers, and a
 * line is thinned once for each width of its columns.
 */
export function thinLines(all: readonly Series[]): (series: Series, window: Window) => readonly LabelledPoint[] {
  const kept = new Map<Series, { readonly column: number; readonly points: readonly LabelledPoint[] }>();
  return (series, { from, to, unit, width, isMoving }) => {
    const most = isMoving ? enough.moving : enough.resting;
    const pixels = Math.max(1, (4 * all.length * width) / most);
    const column = unit * pixels;
    const known = kept.get(series);
    // Moving changes the window by what rounding leaves.
    const isFit = known !== undefined && Math.abs(known.column / column - 1) < 1e-6;
    const points = isFit ? known.points : labelled(series, (x) => Math.floor(x / column));
    if (!isFit) kept.set(series, { column, points });
    // With a neighbour on each side.
    return points.slice(Math.max(0, firstFrom(points, from) - 1), firstFrom(points, to) + 2);
  };
}

function labelled({ label, points }: Series, columnOf: (x: number) => number): readonly LabelledPoint[] {
  return decimate(points, columnOf).map((point) => ({ ...point, label }));
}

/** Many lines of one look as one, with gaps between them. */
export function joined(lines: readonly (readonly Point[])[]): readonly Point[] {
  return lines.flatMap((points, index) => (index === 0 ? points : [{ x: points[0]?.x ?? 0, y: NaN }, ...points]));
}

function pointsOf(series: readonly Series[]): number {
  return series.reduce((sum, { points }) => sum + points.length, 0);
}

/** Index of the first point at or after x, by halving. */
function firstFrom(points: readonly Point[], x: number): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle]!.x < x) low = middle + 1;
    else high = middle;
  }
  return low;
}
