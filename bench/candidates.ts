import { maskTable } from "../src/core/model/cost";
import { prunable, type Graph } from "../src/core/model/graph";
import { layerDensities } from "../src/core/sparsity/densities";
import { drawMasks } from "../src/core/sparsity/mask";
import type { Masks } from "../src/core/training/engine";
import type { PeerSetup } from "./peer";

/** Who is to be measured on a network and a number of threads. */
export type Candidate =
  | { readonly by: "sparse"; readonly scheme: "dense" | "uniform" | "erk"; readonly density: number }
  | ({ readonly by: "pytorch" } & PeerSetup);

/** At density 1 all schemes are one. */
export function candidates(densities: readonly number[], peer: boolean): readonly Candidate[] {
  const sparse = densities.flatMap((density): Candidate[] =>
    density === 1
      ? [{ by: "sparse", scheme: "dense", density }]
      : (["uniform", "erk"] as const).map((scheme) => ({ by: "sparse", scheme, density })),
  );
  const dense = (["channels_last", "contiguous"] as const).flatMap((layout) =>
    [false, true].map((masked): Candidate => ({ by: "pytorch", layout, masked })),
  );
  return peer ? [...sparse, ...dense] : sparse;
}

/** Masks as the literature benchmarks them: `uniform` leaves the first convolution dense, `erk` thins it like all. */
export function masksOf(graph: Graph, scheme: "dense" | "uniform" | "erk", density: number): Masks {
  const drawn = drawMasks(graph, layerDensities(scheme, graph, density), "exact", 0);
  const first = prunable(graph)[0]?.name;
  return scheme === "uniform" ? new Map([...drawn].filter(([name]) => name !== first)) : drawn;
}

/** Share of the dense network's multiply-adds that the masks leave. */
export function macShare(graph: Graph, masks: Masks): number {
  const { macs, denseMacs } = maskTable(graph, masks, "dense", 1).total;
  return macs / denseMacs;
}
