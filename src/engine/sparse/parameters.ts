import { buffers, parameters, sizeOf, type Graph } from "../../core/model/graph";
import type { Masks } from "../../core/training/engine";
import type { Arena } from "./arena";
import { describe } from "./descriptors";
import { geometryOf } from "./geometry";
import { over, type Step } from "./program";
import { forwardOrder, keptPositions, type LayerStreams } from "./streams";
import { usualWays, type MeasuredWays } from "./ways";

/** Where a parameter's numbers stand: value k at `values + k · valueStep`, gradient and momentum 4 bytes apart. */
export interface ParameterPlace {
  readonly name: string;
  readonly shape: readonly number[];
  readonly node: number;
  readonly kind: "weight" | "bias" | "scale" | "shift";
  /** Positions in the tensor of the numbers that are kept, in their order in memory. */
  readonly positions: Uint32Array;
  readonly count: number;
  /** Address of its pairs for a weight (the values stand in them), of its values otherwise. */
  readonly start: number;
  readonly values: number;
  readonly valueStep: number;
  /** Address of the table of the addresses of the values' copies in the transposed streams, or 0. */
  readonly copies: number;
  readonly gradients: number;
  readonly momenta: number;
}

export interface ParameterPlaces {
  readonly parameters: readonly ParameterPlace[];
  /** By node. */
  readonly streams: ReadonlyMap<number, LayerStreams>;
  readonly buffers: readonly { readonly name: string; readonly size: number; readonly address: number }[];
  readonly update: readonly Step[];
  /** Σ gradient² over kept weights, one float64 a task of the update. */
  readonly squares: { readonly address: number; readonly count: number };
}

/** Numbers a task of the update changes. */
const updateTask = 16384;

/** Places every parameter: all kept weights in one run of memory and all other parameters in another. */
export function placeParameters(arena: Arena, graph: Graph, masks: Masks, ways: MeasuredWays): ParameterPlaces {
  const streams = new Map<number, LayerStreams>();
  const kept = parameters(graph).map((parameter): Kept => {
    const size = sizeOf(parameter.shape);
    const positions = keptPositions(size, masks.get(parameter.name));
    const count = positions.length;
    if (parameter.kind !== "weight") return { ...parameter, positions, count };
    const geometry = geometryOf(graph, parameter.node);
    const way = ways.get(graph.nodes[parameter.node]!.name) ?? usualWays(geometry, count / size, count);
    const forward = forwardOrder(geometry, positions, way.forward);
    streams.set(parameter.node, { forward, inputGradient: way.inputGradient });
    return { ...parameter, positions: forward.positions, count };
  });
  const weights = placeRun(
    arena,
    kept.filter((parameter) => parameter.kind === "weight"),
    true,
  );
  const others = placeRun(
    arena,
    kept.filter((parameter) => parameter.kind !== "weight"),
    false,
  );
  return {
    parameters: [...weights.places, ...others.places],
    streams,
    buffers: buffers(graph).map(({ name, shape }) => {
      const size = sizeOf(shape);
      return { name, size, address: arena.reserve(size * 4) };
    }),
    update: [weights.update, others.update],
    squares: weights.squares,
  };
}

type Kept = Pick<ParameterPlace, "name" | "shape" | "node" | "kind" | "positions" | "count">;

function placeRun(arena: Arena, list: readonly Kept[], pairs: boolean) {
  const total = list.reduce((sum, { count }) => sum + count, 0);
  const valueStep = pairs ? 8 : 4;
  const start = arena.reserve(total * valueStep);
  const copies = arena.reserve(pairs ? total * 4 : 0);
  const gradients = arena.reserve(total * 4);
  const momenta = arena.reserve(total * 4);
  const squares = { address: arena.reserve(Math.ceil(total / updateTask) * 8), count: Math.ceil(total / updateTask) };
  let before = 0;
  const places = list.map((parameter): ParameterPlace => {
    const first = before;
    before += parameter.count;
    return {
      ...parameter,
      start: start + first * valueStep,
      values: start + first * valueStep + (pairs ? 4 : 0),
      valueStep,
      copies: pairs ? copies + first * 4 : 0,
      gradients: gradients + first * 4,
      momenta: momenta + first * 4,
    };
  });
  const fields = {
    ...{ values: start + (pairs ? 4 : 0), valueStep, copies: pairs ? copies : 0 },
    ...{ gradients, momenta, squares: squares.address },
  };
  const descriptor = arena.place(describe("Update", fields));
  const update: Step = { kernel: "update", descriptor, split: over(total, updateTask) };
  return { places, update, squares };
}
