/** Which unit and which input every entry of a weight belongs to, by its place in the file. */
import { FaultError } from "../fault/fault";
import { sizeOf } from "../model/graph";
import type { TensorInfo } from "./tensor";

/** Entry i has index ⌊i / stride⌋ mod extent on an axis. */
export interface Axis {
  readonly extent: number;
  readonly stride: number;
}

export interface Layout {
  readonly size: number;
  readonly output: Axis;
  readonly input: Axis;
  /** Kernel positions: the other axes, the last one fastest. */
  readonly kernel: readonly Axis[];
  readonly kernelSize: number;
}

/** More units than any layer has; counters for them must fit in memory. */
const mostUnits = 2 ** 24;

/**
 * The layout of a weight.
 *
 * @throws RangeError when it has fewer than two dimensions, or more units than can be counted
 */
export function layoutOf({ name, shape, axes = { output: 0, input: 1 }, order = "row" }: TensorInfo): Layout {
  if (shape.length < 2) throw new FaultError("shape.dimensions", { name, count: shape.length });
  const [output, input] = [shape[axes.output]!, shape[axes.input]!];
  const count = Math.max(output, input);
  if (count > mostUnits) throw new FaultError("shape.units", { name, count, most: mostUnits });
  const all = shape.map((extent, axis): Axis => {
    const faster = order === "row" ? shape.slice(axis + 1) : shape.slice(0, axis);
    return { extent, stride: sizeOf(faster) };
  });
  const kernel = all.filter((_, axis) => axis !== axes.output && axis !== axes.input);
  return {
    size: sizeOf(shape),
    output: all[axes.output]!,
    input: all[axes.input]!,
    kernel,
    kernelSize: sizeOf(kernel.map(({ extent }) => extent)),
  };
}

/** The index of an entry on an axis. */
export function indexOn({ extent, stride }: Axis, entry: number): number {
  return Math.floor(entry / stride) % extent;
}

/** Row of an entry in a picture of the weight: its output unit. */
export function rowOf({ output }: Layout, entry: number): number {
  return indexOn(output, entry);
}

/** Column of an entry in a picture of the weight: its input, then its position in the kernel. */
export function columnOf({ input, kernel }: Layout, entry: number): number {
  return kernel.reduce((column, axis) => column * axis.extent + indexOn(axis, entry), indexOn(input, entry));
}
