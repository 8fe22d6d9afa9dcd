import type { Masks, Tensors } from "../training/engine";

/** L2 norms of a loss gradient over the weights that are kept, and over all as if none had been pruned. */
export interface GradientNorms {
  readonly kept: number;
  readonly all: number;
}

export interface LayerGradientNorms extends GradientNorms {
  readonly name: string;
}

/**
 * Gradient flow, whole and layer by layer. A norm's square is the sum of its layers' squares; `kept` is at most `all`, and
 * equal to it where nothing is pruned.
 *
 * @param gradients dense: with what every weight would get, pruned or not (a session's `positions: "all"`)
 * @param weights   names of the prunable weights
 * @see Wang et al. 2020 (arXiv 2002.07376) and Evci et al. 2022 (arXiv 2010.03533), who look at its square
 */
export function gradientFlow(
  gradients: Tensors,
  masks: Masks,
  weights: readonly string[],
): GradientNorms & { readonly layers: readonly LayerGradientNorms[] } {
  const layers = weights.map((name) => {
    const mask = masks.get(name);
    let [kept, all] = [0, 0];
    gradients.get(name)!.forEach((value, index) => {
      all += value * value;
      kept += mask === undefined || mask[index] === 1 ? value * value : 0;
    });
    return { name, kept: Math.sqrt(kept), all: Math.sqrt(all) };
  });
  return {
    kept: Math.hypot(...layers.map(({ kept }) => kept)),
    all: Math.hypot(...layers.map(({ all }) => all)),
    layers,
  };
}
