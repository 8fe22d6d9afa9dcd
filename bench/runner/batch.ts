import { fillBatch } from "../../src/core/data/augment";
import { builtin, builtinImages } from "../../src/core/data/builtin";
import { sizeOf, type Graph } from "../../src/core/model/graph";
import { stream } from "../../src/core/random";
import type { Batch } from "../../src/core/training/engine";

/** The batch that every step repeats: built-in images where the network takes their size, noise elsewhere. */
export function firstBatch(graph: Graph, count: number): Batch {
  const { shape } = graph.nodes[0]!;
  const labels = Int32Array.from({ length: count }, (_, index) => index % graph.classes);
  const buffer = new Float32Array(count * sizeOf(shape));
  if (shape.join() !== builtin.shape.join()) {
    const random = stream(0, "images");
    return { images: buffer.map(() => random.normal()), labels };
  }
  const set = builtinImages({ split: "train", seed: 0, count });
  const indices = Uint32Array.from({ length: count }, (_, index) => index);
  return { images: fillBatch(set, indices, builtin.normalisation, undefined, buffer), labels };
}
