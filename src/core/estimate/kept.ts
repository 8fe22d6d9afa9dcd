import type { Plan } from "../experiment/plan";
import type { Graph } from "../model/graph";
import { prunableLayers } from "../sparsity/layers";
import { isScored, rules } from "../sparsity/schemes";

/**
 * About how many weights of each layer a plan keeps. A scheme that scores weights decides when the run starts; until then
 * all layers count with the density of the whole.
 *
 * @returns in [0, size] for every layer, in the order of `prunable`; not whole numbers
 */
export function expectedKept(graph: Graph, { scheme, density }: Pick<Plan["prune"], "scheme" | "density">): number[] {
  const layers = prunableLayers(graph);
  const shares =
    isScored(scheme) || density === 1 ? layers.sizes.map(() => density) : rules[scheme].densities(layers, density);
  // Outside [0, 1] where the scheme cannot give that density: the problem is told elsewhere.
  return shares.map((share, layer) => Math.min(1, Math.max(0, share)) * layers.sizes[layer]!);
}
