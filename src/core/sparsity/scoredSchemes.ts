/**
 * The schemes that score every weight of the dense network before training and keep the best of the whole. The ratio
 * schemes take only the layer densities from that and draw the positions at random.
 */
import type { SchemeWords } from "./schemes";

export type ScoredSchemeId = "snip_ratio" | "grasp_ratio" | "snip" | "grasp" | "magnitude";

/** How weights are scored; `scoring/` has the formulas. */
export type ScoreId = "snip" | "grasp" | "magnitude";

export interface ScoredScheme extends SchemeWords<ScoredSchemeId> {
  readonly score: ScoreId;
  /** Whether the scores decide on the kept weights themselves, or only on how many of each layer there are. */
  readonly positions: "scored" | "random";
}

const snipSource = "Lee et al. 2019, arXiv 1810.02340";
const graspSource = "Wang et al. 2020, arXiv 2002.07376";

export const scoredSchemes: Readonly<Record<ScoredSchemeId, ScoredScheme>> = {
  snip_ratio: {
    id: "snip_ratio",
    title: "SNIP ratio",
    summary: "Layer densities of the SNIP mask, positions at random; scored on one batch.",
    source: `Liu et al. 2022, arXiv 2202.02643, after ${snipSource}`,
    score: "snip",
    positions: "random",
  },
  grasp_ratio: {
    id: "grasp_ratio",
    title: "GraSP ratio",
    summary: "Layer densities of the GraSP mask, positions at random; takes a while to score.",
    source: `Liu et al. 2022, arXiv 2202.02643, after ${graspSource}`,
    score: "grasp",
    positions: "random",
  },
  snip: {
    id: "snip",
    title: "SNIP",
    summary: "Keeps the weights that the loss of one batch depends on most, |w · gradient|.",
    source: snipSource,
    score: "snip",
    positions: "scored",
  },
  grasp: {
    id: "grasp",
    title: "GraSP",
    summary: "Keeps the weights that gradient flow depends on most; takes a while to score.",
    source: graspSource,
    score: "grasp",
    positions: "scored",
  },
  magnitude: {
    id: "magnitude",
    title: "Magnitude",
    summary: "Keeps the weights that are largest when training starts, over the whole network.",
    source: "Code of Liu et al. 2022, arXiv 2202.02643",
    score: "magnitude",
    positions: "scored",
  },
};
