import type { Point } from "../chart/model";
import { sample, type Sample } from "../evaluation/statistics/sample";

/** A sample's mean with its interval, where there is one. */
export function samplePoint(x: number, { mean, interval, n }: Sample): Point {
  return { x, y: mean, ...(interval && { low: interval[0], high: interval[1] }), n };
}

/** At each x that all of these have, the mean of what they have there. */
export function meanPoints(curves: readonly (readonly Point[])[]): readonly Point[] {
  const [first = new Map<number, number>(), ...others] = curves.map(
    (points) => new Map(points.map(({ x, y }) => [x, y])),
  );
  return [...first].flatMap(([x, y]) => {
    const rest = others.flatMap((other) => other.get(x) ?? []);
    return rest.length === others.length ? [samplePoint(x, sample([y, ...rest]))] : [];
  });
}

export function ascending(points: readonly Point[]): readonly Point[] {
  return [...points].sort((left, right) => left.x - right.x);
}
