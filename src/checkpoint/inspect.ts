/** What is kept of every layer of a checkpoint file. */
import { type LayerDensity, layerDensity } from "../core/inspect/density";
import { layersIn } from "../core/inspect/layers";
import { CheckpointError } from "./checkpointError";
import type { CheckpointFormatId } from "./formats";
import { withCheckpoint } from "./open";

export interface Inspection {
  readonly format: CheckpointFormatId;
  readonly layers: readonly LayerDensity[];
  readonly total: { readonly density: number; readonly kept: number; readonly size: number };
}

/** @throws as `withCheckpoint` does, and where no tensor of the file is a layer */
export function inspectCheckpoint(path: string): Promise<Inspection> {
  return withCheckpoint(path, async ({ format, tensors }) => {
    const layers: LayerDensity[] = [];
    for (const { name, weight, mask } of layersIn(tensors)) {
      layers.push(await layerDensity(name, weight, (mask ?? weight).flags()));
    }
    const size = layers.reduce((total, layer) => total + layer.size, 0);
    const kept = layers.reduce((total, layer) => total + layer.kept, 0);
    if (size === 0) throw new CheckpointError("it holds no weights of two or more dimensions");
    return { format, layers, total: { density: kept / size, kept, size } };
  });
}
