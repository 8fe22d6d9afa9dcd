import * as Type from "typebox";
import type { Static } from "typebox";
import { maskTable } from "../src/core/model/cost";
import { prunable, type Graph } from "../src/core/model/graph";
import { layerDensities } from "../src/core/sparsity/densities";
import { drawMasks } from "../src/core/sparsity/mask";
import type { Masks } from "../src/core/training/engine";

const MaskedSchema = Type.Object({
  scheme: Type.Union([Type.Literal("dense"), Type.Literal("uniform"), Type.Literal("erk")]),
  density: Type.Number({ exclusiveMinimum: 0, maximum: 1 }),
});

const WaySchema = Type.Union([Type.Literal("engine"), Type.Literal("sparse"), Type.Literal("sparseprop")]);
const LayoutSchema = Type.Union([Type.Literal("channels_last"), Type.Literal("contiguous")]);

export const OursSchema = Type.Object({
  ...{ by: Type.Literal("ours"), node: Type.String(), way: WaySchema },
  ...MaskedSchema.properties,
});
export const PyTorchSchema = Type.Object({
  by: Type.Literal("pytorch"),
  layout: LayoutSchema,
  masked: Type.Boolean(),
});
export const CandidateSchema = Type.Union([OursSchema, PyTorchSchema]);

/** How weights are thinned, and how many are kept. */
export type Masked = Readonly<Static<typeof MaskedSchema>>;
/**
 * How our engine computes: as it chooses itself, by its sparse kernels whatever the density, or with SparseProp's loops
 * in their place.
 */
export type Way = Static<typeof WaySchema>;
/** A way of ours, on a version of Node. */
export type Ours = Readonly<Static<typeof OursSchema>>;
/** PyTorch, its layout of activations, and whether masks are put on the weights after each step. */
export type PyTorch = Readonly<Static<typeof PyTorchSchema>>;
/** Who is measured on a network and a number of threads. */
export type Candidate = Ours | PyTorch;

/** SparseProp takes a layer's place at 80 % sparsity and more only. */
const sparsePropFrom = 0.2;

export interface Field {
  readonly densities: readonly number[];
  /** Versions of Node; SparseProp's loops and the sparse path at density 1 are measured on the first. */
  readonly nodes: readonly string[];
  /** Densities measured on the other versions. */
  readonly elsewhere: readonly number[];
  readonly pytorch: boolean;
}

export function candidates({ densities, nodes, elsewhere, pytorch }: Field): readonly Candidate[] {
  const [first = "", ...others] = nodes;
  const by = "ours";
  const dense: Ours[] = densities.includes(1) ? [{ by, node: first, way: "sparse", scheme: "dense", density: 1 }] : [];
  const onOthers = others.flatMap((node) =>
    maskings(elsewhere).map((masked): Ours => ({ by, node, way: "engine", ...masked })),
  );
  return [
    ...dense,
    ...maskings(densities).map((masked): Ours => ({ by, node: first, way: "engine", ...masked })),
    ...onOthers,
    ...densities
      .filter((density) => density <= sparsePropFrom)
      .map((density): Ours => ({ by, node: first, way: "sparseprop", scheme: "uniform", density })),
    ...(pytorch ? pytorchSetups : []),
  ];
}

/** PyTorch's ways to train. */
export const pytorchSetups = (["channels_last", "contiguous"] as const).flatMap((layout) =>
  [false, true].map((masked): PyTorch => ({ by: "pytorch", layout, masked })),
);

/** At density 1 all schemes are one. */
function maskings(densities: readonly number[]): readonly Masked[] {
  return densities.flatMap((density): Masked[] =>
    density === 1
      ? [{ scheme: "dense", density }]
      : [
          { scheme: "erk", density },
          { scheme: "uniform", density },
        ],
  );
}

/** Masks as the literature benchmarks them: `uniform` leaves the first convolution dense, `erk` thins it like all. */
export function masksOf(graph: Graph, { scheme, density }: Masked): Masks {
  const drawn = drawMasks(graph, layerDensities(scheme, graph, density), "exact", 0);
  const first = prunable(graph)[0]?.name;
  return scheme === "uniform" ? new Map([...drawn].filter(([name]) => name !== first)) : drawn;
}

/** Share of the dense network's multiply-adds that the masks leave. */
export function macShare(graph: Graph, masks: Masks): number {
  const { macs, denseMacs } = maskTable(graph, masks, "dense", 1).total;
  return macs / denseMacs;
}
