/**
 * The shapes of the built-in data set as signed distances (negative inside) in the shape's own coordinates, in which
 * it fills about the unit disc; v points down. Some are distances only near the outline, which is where they are used.
 */
export interface ShapeClass {
  readonly name: string;
  readonly distance: SignedDistance;
}

/** `phase` holds the image's two free numbers in [0, 1): where a pattern starts. */
export type SignedDistance = (u: number, v: number, phase: Phase) => number;

export type Phase = readonly [number, number];

const { abs, atan2, cos, floor, max, min, PI } = Math;

const triangle = polygon(corners(3, () => 1.1));
const star = polygon(corners(10, (corner) => (corner % 2 === 0 ? 1.1 : 0.48)));

export const builtinClasses: readonly ShapeClass[] = [
  { name: "disc", distance: (u, v) => length(u, v) - 0.85 },
  { name: "ring", distance: (u, v) => abs(length(u, v) - 0.72) - 0.2 },
  { name: "square", distance: (u, v) => box(u, v, 0.74, 0.74) },
  { name: "triangle", distance: triangle },
  { name: "cross", distance: (u, v) => min(box(u, v, 0.95, 0.27), box(u, v, 0.27, 0.95)) },
  { name: "star", distance: star },
  { name: "stripes", distance: (u, v, [p0]) => max(length(u, v) - 0.95, (saw(u / 0.62 + p0) - 0.25) * 0.62) },
  {
    name: "checker",
    distance: (u, v, [p0, p1]) => {
      const across = (saw(u / 0.95 + p0) - 0.25) * 0.95;
      const down = (saw(v / 0.95 + p1) - 0.25) * 0.95;
      return max(length(u, v) - 0.95, max(min(across, down), -max(across, down)));
    },
  },
  {
    name: "spiral",
    distance: (u, v, [p0, p1]) => {
      const radius = length(u, v);
      const turn = ((p0 < 0.5 ? 1 : -1) * atan2(v, u)) / (2 * PI);
      return max(radius - 1, (saw(radius / 0.58 + turn + p1) - 0.25) * 0.58);
    },
  },
  { name: "blob", distance: (u, v) => 0.8 * (length(u, v) - 0.72 - 0.24 * cos(3 * atan2(v, u))) },
];

const upperWedge = polygon([
  [0, 0],
  [0.8, 0.95],
  [-0.8, 0.95],
]);
const lowerWedge = polygon([
  [0, 0],
  [0.8, -0.95],
  [-0.8, -0.95],
]);
const arrowHead = polygon([
  [1, 0],
  [0.1, 0.75],
  [0.1, -0.75],
]);

/** What the out-of-distribution set shows. */
export const outlierClasses: readonly ShapeClass[] = [
  { name: "half-disc", distance: (u, v) => max(length(u, v) - 1, v) },
  { name: "frame", distance: (u, v) => abs(box(u, v, 0.68, 0.68)) - 0.17 },
  { name: "L", distance: (u, v) => min(box(u + 0.5, v, 0.25, 0.9), box(u, v + 0.65, 0.75, 0.25)) },
  { name: "crescent", distance: (u, v) => max(length(u, v) - 1, 0.8 - length(u - 0.5, v)) },
  {
    name: "dots",
    distance: (u, v, [p0, p1]) => {
      const across = fraction(u / 0.75 + p0) - 0.5;
      const down = fraction(v / 0.75 + p1) - 0.5;
      return max(length(u, v) - 1, 0.75 * length(across, down) - 0.25);
    },
  },
  {
    name: "target",
    distance: (u, v) => {
      const radius = length(u, v);
      return max(radius - 1, 0.6 * (0.25 - saw(radius / 0.6)));
    },
  },
  {
    name: "S-bar",
    distance: (u, v) => min(box(u - 0.35, v - 0.6, 0.6, 0.22), box(u + 0.35, v + 0.6, 0.6, 0.22), box(u, v, 0.22, 0.8)),
  },
  { name: "hourglass", distance: (u, v) => min(upperWedge(u, v), lowerWedge(u, v)) },
  { name: "arrow", distance: (u, v) => min(arrowHead(u, v), box(u + 0.4, v, 0.6, 0.22)) },
  {
    name: "wedge",
    distance: (u, v) => {
      const radius = length(u, v);
      return max(radius - 1, (abs(atan2(v, u)) - 0.8) * radius);
    },
  },
];

/** To a rectangle of half-widths `a` and `b` around the origin. */
export function box(u: number, v: number, a: number, b: number): number {
  const x = abs(u) - a;
  const y = abs(v) - b;
  return length(max(x, 0), max(y, 0)) + min(max(x, y), 0);
}

/** √(u² + v²). Unlike `Math.hypot` it is rounded the same way everywhere, and several times as fast. */
export function length(u: number, v: number): number {
  return Math.sqrt(u * u + v * v);
}

/** Distance to the middle between two whole numbers: a triangle wave between 0 and 0.5. */
function saw(value: number): number {
  return abs(fraction(value) - 0.5);
}

function fraction(value: number): number {
  return value - floor(value);
}

type Corner = readonly [number, number];

/** Corners at equal angles, the first at a quarter turn. */
function corners(count: number, radius: (corner: number) => number): Corner[] {
  return Array.from({ length: count }, (_, corner) => {
    const angle = PI / 2 + (2 * PI * corner) / count;
    return [radius(corner) * cos(angle), radius(corner) * Math.sin(angle)];
  });
}

/** Exact: distance to the nearest point of any edge; inside where a ray to one side crosses an odd number of edges. */
function polygon(corners: readonly Corner[]): (u: number, v: number) => number {
  const edges = corners.map(([x, y], index) => {
    const [fromX, fromY] = corners[(index + corners.length - 1) % corners.length]!;
    return { x, y, fromY, toX: fromX - x, toY: fromY - y };
  });
  return (u, v) => {
    let nearest = Infinity;
    let inside = false;
    for (const { x, y, fromY, toX, toY } of edges) {
      const du = u - x;
      const dv = v - y;
      const along = max(0, min(1, (du * toX + dv * toY) / (toX * toX + toY * toY)));
      const offU = du - toX * along;
      const offV = dv - toY * along;
      nearest = min(nearest, offU * offU + offV * offV);
      if (y > v !== fromY > v && du < (toX * dv) / toY) inside = !inside;
    }
    return inside ? -Math.sqrt(nearest) : Math.sqrt(nearest);
  };
}
