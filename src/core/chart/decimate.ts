import type { Point } from "./model";

/**
 * Fewer points that draw the same line: of each column of pixels the first, the lowest, the highest and the last one. So
 * no peak is lost, and a line of any length has at most four points a column.
 *
 * A gap (y is NaN) stays where a column begins or ends with it; one that is narrower than a column is not to be seen.
 *
 * @param points   ascending x
 * @param columnOf the column in which an x is drawn, not descending
 * @see Jugel et al. 2014, M4 (PVLDB 7, 797)
 */
export function decimate(points: readonly Point[], columnOf: (x: number) => number): readonly Point[] {
  const kept: Point[] = [];
  for (let start = 0, end = 0; start < points.length; start = end) {
    const column = columnOf(points[start]!.x);
    let [lowest, highest] = [start, start];
    for (end = start; end < points.length && Object.is(columnOf(points[end]!.x), column); end++) {
      const { y } = points[end]!;
      // Comparisons with NaN are false: the second part leaves a gap for the first value there is.
      if (y < points[lowest]!.y || Number.isNaN(points[lowest]!.y)) lowest = end;
      if (y > points[highest]!.y || Number.isNaN(points[highest]!.y)) highest = end;
    }
    const chosen = new Set([start, lowest, highest, end - 1]);
    kept.push(...[...chosen].sort((left, right) => left - right).map((index) => points[index]!));
  }
  return kept;
}
