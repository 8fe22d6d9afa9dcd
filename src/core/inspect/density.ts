/** How dense a layer of a checkpoint file is, counted piece by piece. */
import { type Histogram, histogram } from "./histogram";
import { indexOn, layoutOf } from "./layout";
import type { Flags, TensorInfo } from "./tensor";

export interface LayerDensity {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  /** kept / size, in [0, 1]. */
  readonly density: number;
  readonly kept: number;
  readonly size: number;
  /** Output units without one kept weight. */
  readonly deadFilters: number;
  /** Kept weights that enter an output unit (of all kernel positions): how many units have how many. */
  readonly fanIn: Histogram;
  /** Kept weights that leave an input unit, likewise. */
  readonly fanOut: Histogram;
}

/**
 * Counts what is kept of a weight.
 *
 * @param kept of the weight, or of its mask; as many as the shape says
 * @throws RangeError as `layoutOf` does
 */
export async function layerDensity(name: string, weight: TensorInfo, kept: Flags): Promise<LayerDensity> {
  const layout = layoutOf(weight);
  const { size, output, input } = layout;
  const perOutput = new Float64Array(size === 0 ? 0 : output.extent);
  const perInput = new Float64Array(size === 0 ? 0 : input.extent);
  let total = 0;
  let entry = 0;
  for await (const flags of kept) {
    for (const flag of flags) {
      if (flag !== 0) {
        total++;
        perOutput[indexOn(output, entry)]! += 1;
        perInput[indexOn(input, entry)]! += 1;
      }
      entry++;
    }
  }
  const { shape, dtype } = weight;
  return {
    ...{ name, shape, dtype, size, kept: total },
    density: size === 0 ? 0 : total / size,
    deadFilters: perOutput.filter((count) => count === 0).length,
    fanIn: histogram(perOutput, size / Math.max(1, output.extent)),
    fanOut: histogram(perInput, size / Math.max(1, input.extent)),
  };
}
