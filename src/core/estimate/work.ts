/**
 * What computing costs, counted in what the sparse engine does with a block of four images. Each term stands for a time of
 * its own: arithmetic, fetching weights, and passing over numbers in memory.
 */
import { prunable, sizeOf, type Graph } from "../model/graph";

export interface Work {
  /** Multiply-adds of kept weights. */
  readonly macs: number;
  /** How often a kept weight is taken up: once for every strip of output pixels. */
  readonly fetches: number;
  /** Numbers that layers put out. */
  readonly elements: number;
  /** Numbers of the images themselves. */
  readonly pixels: number;
}

/** Images of a block, and output pixels of a strip; a dense layer takes up a weight for eight blocks together. */
const blockImages = 4;
const stripPixels = 32;
const flatBlocks = 8;

/** @param kept weights that are kept, by layer in the order of `prunable` */
export function blockWork(graph: Graph, kept: readonly number[]): Work {
  let [macs, fetches] = [0, 0];
  prunable(graph).forEach(({ node }, layer) => {
    const { shape, layer: kind } = graph.nodes[node]!;
    const pixels = shape[1] * shape[2];
    macs += blockImages * kept[layer]! * pixels;
    fetches += kept[layer]! * (kind.op === "dense" ? 1 / flatBlocks : Math.ceil(pixels / stripPixels));
  });
  const [input, ...others] = graph.nodes.map(({ shape }) => blockImages * sizeOf(shape));
  return { macs, fetches, elements: others.reduce((sum, count) => sum + count, 0), pixels: input! };
}

/** Blocks that so many images come to in batches: the last of a batch may be part empty. */
export function blocksOf(images: number, batch: number): number {
  const [whole, rest] = [Math.floor(images / batch), images % batch];
  return whole * Math.ceil(batch / blockImages) + Math.ceil(rest / blockImages);
}
