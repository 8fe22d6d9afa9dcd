/** Small networks that together hold every layer in every form an engine must get right. */
import { evenPadding, graphBuilder, squareWindow } from "../../src/core/model/build";
import type { Graph, Initial, Layer, Padding, Shape } from "../../src/core/model/graph";

export interface Network {
  readonly graph: Graph;
  readonly batch: number;
  /** Share of the weights kept; 1: no masks at all. */
  readonly density: number | "one weight a layer";
}

const initial: Initial = { weight: "kaiming_fan_in", bias: "zero" };
// An epsilon this large keeps channels without weights, whose variance is 0, from blowing up rounding errors.
const norm: Layer = { op: "batchNorm", epsilon: 0.02, momentum: 0.1 };
const relu: Layer = { op: "relu" };
const add: Layer = { op: "add" };
const globalPool: Layer = { op: "globalAvgPool" };

function square(out: number, kernel: number, stride: number, padding: number, bias = false): Layer {
  return { op: "conv2d", out, bias, initial, ...squareWindow(kernel, stride, padding) };
}

function conv(
  out: number,
  kernel: readonly [number, number],
  stride: readonly [number, number],
  padding: Padding,
  bias = false,
): Layer {
  return { op: "conv2d", out, bias, initial, kernel, stride, padding };
}

function dropout(rate: number): Layer {
  return { op: "dropout", rate };
}

function flatten(order: "chw" | "hwc"): Layer {
  return { op: "flatten", order };
}

function dense(out: number, bias = true): Layer {
  return { op: "dense", out, bias, initial };
}

/** A layer after the one before it, or after the inputs named by index (0: the images, 1: the first layer, …). */
type Entry = Layer | readonly [Layer, ...number[]];

export function network(name: string, input: Shape, layers: readonly Entry[]): Graph {
  const build = graphBuilder(name, input);
  layers.forEach((entry, index) => {
    const [layer, ...from] = "op" in entry ? [entry] : entry;
    const added = build.append(`${layer.op}${index + 1}`, layer, from.length > 0 ? from : undefined);
    if (typeof added !== "number") throw new Error(`${name}: ${added.code}`);
  });
  return build.finish();
}

const skewed: Padding = { top: 0, bottom: 2, left: 1, right: 0 };
const generous: Padding = { top: 3, bottom: 1, left: 2, right: 4 };

const windows = [
  ...([1, 2, 3, 5, 7] as const).map((kernel) => [[kernel, kernel], [1, 1], evenPadding(kernel >> 1)] as const),
  ...([1, 2, 3, 5] as const).map((kernel) => [[kernel, kernel], [2, 2], evenPadding(kernel >> 1)] as const),
  ...([1, 2, 3, 4, 7] as const).map((kernel) => [[kernel, kernel], [3, 3], evenPadding(kernel >> 1)] as const),
  [[3, 3], [2, 2], skewed] as const,
  [[2, 5], [1, 3], generous] as const,
  [[4, 1], [3, 2], skewed] as const,
  [[1, 1], [2, 3], generous] as const,
  [[3, 3], [1, 1], evenPadding(0)] as const,
];

/**
 * Odd widths, sides and batches, at every density: a strided stem, a pool, and a bottleneck whose shortcut strides too. None of
 * the numbers is a multiple of four, by which the engine goes.
 */
const odd = (
  [
    { width: 5, side: 5, batch: 1, density: 0.5, kernel: 3, stride: 1, step: 2, classes: 1 },
    { width: 6, side: 7, batch: 3, density: 1, kernel: 3, stride: 1, step: 3, classes: 7 },
    { width: 13, side: 9, batch: 9, density: 0.2, kernel: 5, stride: 1, step: 2, classes: 3 },
    { width: 5, side: 14, batch: 63, density: 0.1, kernel: 3, stride: 2, step: 2, classes: 2 },
    { width: 6, side: 15, batch: 3, density: "one weight a layer", kernel: 5, stride: 2, step: 1, classes: 5 },
    { width: 13, side: 31, batch: 1, density: 0.02, kernel: 7, stride: 2, step: 2, classes: 1000 },
    { width: 5, side: 33, batch: 5, density: 0.5, kernel: 7, stride: 2, step: 3, classes: 11 },
  ] as const
).map(({ width, side, batch, density, kernel, stride, step, classes }): [string, Network] => {
  const stem: Entry[] = [square(width, kernel, stride, kernel >> 1), norm, relu];
  const pool: Layer = { op: "maxPool", ...squareWindow(3, stride, 1) };
  // The bottleneck reads the pool's output, node 4.
  const bottleneck: Entry[] = [
    ...[square(3, 1, 1, 0), norm, relu, square(3, 3, step, 1), norm, relu, square(2 * width, 1, 1, 0), norm],
    [square(2 * width, 1, step, 0), 4],
    ...[norm, [add, 12, 14] as const, relu, globalPool, dense(classes)],
  ];
  const name = `width ${width}, ${side}×${side}, batch ${batch}, density ${density}, ${kernel}×${kernel} by ${stride}`;
  return [name, { graph: network(name, [3, side, side], [...stem, pool, ...bottleneck]), batch, density }];
});

/** By name. Widths of 8 and more, and odd ones, take every path through a row. */
export const networks: ReadonlyMap<string, Network> = new Map([
  ...windows.map(([kernel, stride, padding], index): [string, Network] => {
    const [normed, biased] = [conv(4, kernel, stride, padding), conv(4, kernel, stride, padding, true)];
    const layers: Entry[] = [square(3, 3, 1, 1), relu, normed, norm, [biased, 2], [add, 4, 5], relu, globalPool];
    const { top, bottom, left, right } = padding;
    const sides = [top, bottom, left, right].join(" ");
    return [
      `kernel ${kernel.join("×")}, stride ${stride.join("×")}, padding ${sides}`,
      { graph: network("window", [2, 11, 17], layers), batch: 5, density: index % 2 ? 0.3 : 1 },
    ];
  }),
  ...odd,
  entry(
    "rows of 15 and 31 pixels",
    3,
    0.5,
    [1, 3, 31],
    [...[square(5, 3, 1, 1), norm, relu, square(6, 3, 2, 1), norm, relu, globalPool]],
  ),
  entry(
    "residual blocks with a projection",
    6,
    0.4,
    [3, 8, 8],
    [
      ...block(4, 1),
      ...block(8, 2),
      square(8, 3, 1, 1),
      norm,
      [square(8, 1, 2, 0), 3],
      norm,
      [add, 8, 10],
      relu,
      square(8, 3, 1, 1),
      norm,
      [add, 14, 12],
      relu,
      globalPool,
      dense(4),
    ],
  ),
  entry(
    "sums of three, of a tensor with itself, one tensor with many readers",
    7,
    0.6,
    [2, 5, 6],
    [
      square(3, 3, 1, 1, true),
      norm,
      [square(3, 1, 1, 0), 1],
      [add, 1, 2, 3],
      relu,
      [add, 5, 5],
      [norm, 6],
      [add, 7, 6, 1, 5],
      [square(3, 3, 1, 1), 0],
      [norm, 9],
      [add, 10, 10],
      [add, 11, 8],
      relu,
      globalPool,
    ],
  ),
  entry(
    "a convolution that two batch norms and a convolution read",
    5,
    0.7,
    [2, 6, 6],
    [square(3, 3, 1, 1), norm, [square(3, 3, 1, 1), 1], [norm, 1], [add, 2, 3, 4], relu, globalPool],
  ),
  entry(
    "element-wise layers before the first weight",
    4,
    0.5,
    [3, 5, 4],
    [...[relu, norm, dropout(0.3), flatten("chw"), dense(4, false)]],
  ),
  entry(
    "pooling with padding and overlap",
    5,
    0.6,
    [2, 13, 12],
    [
      { op: "maxPool", ...squareWindow(2, 1, 1) },
      square(4, 3, 1, 1),
      { op: "maxPool", ...squareWindow(3, 2, 1) },
      norm,
      { op: "avgPool", countPadding: true, ...squareWindow(3, 1, 1) },
      relu,
      { op: "avgPool", countPadding: false, kernel: [3, 2], stride: [2, 1], padding: skewed },
      square(4, 2, 1, 1),
      { op: "maxPool", ...squareWindow(1, 2, 0) },
      flatten("hwc"),
      dense(5),
    ],
  ),
  ...(["chw", "hwc"] as const).map((order) =>
    entry(
      `flatten ${order}, then dense layers with batch norm and dropout between them`,
      9,
      0.5,
      [3, 4, 5],
      [
        ...[square(4, 3, 1, 1), relu, flatten(order), dropout(0.25), dense(11, false), norm, relu, dropout(0.5)],
        ...[dense(7), relu, dense(3)],
      ],
    ),
  ),
  entry(
    "dense layers only, a batch of more than eight blocks",
    71,
    0.2,
    [20, 1, 1],
    [...[dense(17), relu, dense(9, false), norm, relu, dense(2)]],
  ),
  entry("one class", 2, 1, [1, 3, 3], [square(2, 2, 1, 0), relu, globalPool, dense(1)]),
  entry("a thousand classes", 3, 0.3, [3, 2, 2], [globalPool, dense(1000)]),
  entry("a single image of a single pixel", 1, 0.8, [3, 1, 1], [square(5, 3, 1, 1), relu, square(4, 3, 2, 1, true)]),
  entry(
    "a branch that leads nowhere",
    5,
    1,
    [2, 4, 4],
    [...[square(3, 3, 1, 1), norm, square(2, 1, 1, 0)], [relu, 1], globalPool, dense(3)],
  ),
  entry(
    "layers without any weight",
    5,
    0,
    [2, 5, 5],
    [...[square(3, 3, 1, 1), norm, relu, square(3, 3, 2, 1, true), relu, globalPool, dense(3)]],
  ),
  // 345 · 340 · 9 weights: partial sums of 16 bytes each in both blocks of four images pass the engine's 32 MiB.
  entry(
    "more weights than partial sums may hold",
    5,
    1,
    [3, 2, 2],
    [...[square(340, 1, 1, 0), norm, relu, square(345, 3, 1, 1), norm, relu, globalPool]],
  ),
]);

function entry(
  name: string,
  batch: number,
  density: number,
  input: Shape,
  layers: readonly Entry[],
): [string, Network] {
  return [name, { graph: network(name, input, layers), batch, density }];
}

function block(out: number, stride: number): Layer[] {
  return [square(out, 3, stride, 1), norm, relu];
}
