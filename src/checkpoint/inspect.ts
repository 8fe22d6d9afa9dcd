/** What is kept of every layer of a checkpoint file. */
import { type LayerDensity, layerDensity } from "../core/inspect/density";
import { layersIn } from "../core/inspect/layers";
import type { Flags } from "../core/inspect/tensor";
import { sizeOf } from "../core/model/graph";
import { CheckpointError } from "./checkpointError";
import type { CheckpointFormatId } from "./formats";
import { withCheckpoint } from "./open";

export interface Inspection {
  readonly format: CheckpointFormatId;
  readonly layers: readonly LayerDensity[];
  readonly total: { readonly density: number; readonly kept: number; readonly size: number };
}

/**
 * @param onRead told again and again how many numbers have been read, of all
 * @throws as `withCheckpoint` does, and where no tensor of the file is a layer
 */
export function inspectCheckpoint(path: string, onRead?: (done: number, total: number) => void): Promise<Inspection> {
  return withCheckpoint(path, async ({ format, tensors }) => {
    const layers: LayerDensity[] = [];
    const found = layersIn(tensors);
    const numbers = found.reduce((sum, { weight }) => sum + sizeOf(weight.shape), 0);
    let read = 0;
    for (const { name, weight, mask } of found) {
      const flags = told((mask ?? weight).flags(), (count) => onRead?.((read += count), numbers));
      layers.push(await layerDensity(name, weight, flags));
    }
    const size = layers.reduce((total, layer) => total + layer.size, 0);
    const kept = layers.reduce((total, layer) => total + layer.kept, 0);
    if (size === 0) throw new CheckpointError("weights.none");
    return { format, layers, total: { density: kept / size, kept, size } };
  });
}

async function* told(flags: Flags, onPiece: (count: number) => void): AsyncGenerator<Uint8Array> {
  for await (const piece of flags) {
    onPiece(piece.length);
    yield piece;
  }
}
