/** Which layers of two files are laid over each other, and how, whatever order of axes each file has. */
import { CheckpointError } from "../checkpoint/checkpointError";
import type { CheckpointTensor } from "../checkpoint/format";
import type { Layer } from "../core/inspect/layers";
import { layoutOf } from "../core/inspect/layout";
import { bitsSize, flagsOfBits, isInOrder, maskBits } from "../core/inspect/maskBits";
import type { Flags, TensorInfo } from "../core/inspect/tensor";

export type FileLayer = Layer<CheckpointTensor>;

/**
 * The layers of the second file that are compared with those of the first: of the same name and the same extents, by
 * what they are extents of. Where the files have no name in common, the only one of its extents.
 */
export function pairsOf(ours: readonly FileLayer[], theirs: readonly FileLayer[]): ReadonlyMap<FileLayer, FileLayer> {
  const haveNames = ours.some(({ name }) => theirs.some((other) => other.name === name));
  const pairs = ours.flatMap((layer): readonly [FileLayer, FileLayer][] => {
    const [extents, same] = [extentsOf(layer), (other: FileLayer) => extentsOf(other) === extentsOf(layer)];
    const twins = theirs.filter(
      (other) => (haveNames ? other.name === layer.name : true) && extentsOf(other) === extents,
    );
    const isOnly = haveNames || ours.filter(same).length === 1;
    return twins.length === 1 && isOnly ? [[layer, twins[0]!]] : [];
  });
  return new Map(pairs);
}

/** Whether what two files say of their axes decides on how, or if, their layers are compared. */
export function orderMatters(ours: readonly FileLayer[], theirs: readonly FileLayer[]): boolean {
  const pairs = pairsOf(ours, theirs);
  const sorted = ({ weight }: FileLayer) => [...weight.shape].sort((one, other) => one - other).join();
  return ours.some((layer) => {
    const twin = pairs.get(layer) ?? theirs.find(({ name }) => name === layer.name);
    return twin !== undefined && sorted(twin) === sorted(layer) && orderOf(twin) !== orderOf(layer);
  });
}

export interface LaidOver {
  /** What both are entries of. */
  readonly weight: TensorInfo;
  readonly first: Flags;
  readonly second: Flags;
}

/** Two masks entry by entry: as they come where the files have one order, else both in that of the bits. */
export function laidOver(layer: FileLayer, twin: FileLayer): LaidOver {
  if (orderOf(layer) === orderOf(twin)) {
    return { weight: layer.weight, first: flagsOf(layer), second: flagsOf(twin) };
  }
  const { output, input, kernelSize } = layoutOf(layer.weight);
  return {
    weight: { ...{ name: layer.name, dtype: layer.weight.dtype }, shape: [output.extent, input.extent * kernelSize] },
    first: inOrder(layer),
    second: inOrder(twin),
  };
}

export function flagsOf({ weight, mask }: FileLayer): Flags {
  return (mask ?? weight).flags();
}

/** Bytes of bits that are put in another order. */
const mostReordered = 2 ** 29;

function inOrder(layer: FileLayer): Flags {
  if (isInOrder(layer.weight)) return flagsOf(layer);
  if (bitsSize(layer.weight) > mostReordered) {
    throw new CheckpointError("layer.large", { name: layer.name });
  }
  return reordered(layer);
}

async function* reordered(layer: FileLayer): AsyncGenerator<Uint8Array> {
  yield* flagsOfBits(await maskBits(layer.weight, flagsOf(layer)));
}

/** Outputs, inputs and kernel positions, as a key. */
function extentsOf({ weight }: FileLayer): string {
  const { output, input, kernel } = layoutOf(weight);
  return [output, input, ...kernel].map(({ extent }) => extent).join();
}

/** Where every entry stands, as a key. */
function orderOf({ weight: { shape, order = "row", axes = { output: 0, input: 1 } } }: FileLayer): string {
  return JSON.stringify([shape, order, axes.output, axes.input]);
}
