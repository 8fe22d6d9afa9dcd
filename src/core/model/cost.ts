/**
 * What a network costs: weights and multiply-adds, layer by layer. Only convolution and dense weights count (biases,
 * batch norm and pooling do not), each once per output position; one MAC is two floating-point operations.
 */
import { layerDensities } from "../sparsity/densities";
import { keptCounts, roundingSlack } from "../sparsity/keptCounts";
import { sum } from "../sparsity/layers";
import { deadFilters, keptOf } from "../sparsity/mask";
import { isScored, rules, type RuleId, type SchemeId } from "../sparsity/schemes";
import type { LayerRow, LayerTotal } from "../run/event";
import type { Masks } from "../training/engine";
import { parameters, prunable, sizeOf, type Graph, type Parameter } from "./graph";

export interface LayerTable {
  readonly layers: LayerRow[];
  readonly total: LayerTotal;
}

/** What is known where scoring has yet to decide on the layers: how large they are, and what is kept of the whole. */
export interface UndecidedTable {
  readonly layers: UndecidedLayer[];
  readonly total: UndecidedTotal;
}

export type UndecidedLayer = Pick<LayerRow, "name" | "shape" | "size" | "denseMacs">;
export type UndecidedTotal = Omit<LayerTotal, "macs">;

/** Floating-point operations of one image. */
export interface Flops {
  /** Forward. */
  readonly inference: number;
  /** Forward, and backward to weights and to inputs: three times as much, by the usual count for masks that stay. */
  readonly training: number;
}

/** What so many multiply-adds of one image cost. */
export function flops(macs: number): Flops {
  return { inference: 2 * macs, training: 6 * macs };
}

/** All trainable parameters of the dense network, biases and batch norm included. */
export function parameterCount(graph: Graph): number {
  return sum(parameters(graph).map(({ shape }) => sizeOf(shape)));
}

/** The dense network as a whole: its parameters, its prunable weights in so many layers, and their multiply-adds. */
export function denseCost(graph: Graph): {
  readonly params: number;
  readonly weights: number;
  readonly layers: number;
  readonly macs: number;
} {
  const all = parameters(graph);
  const rows = all.filter(({ kind }) => kind === "weight").map((weight) => row(graph, weight, 1, 0));
  return {
    params: sum(all.map(({ shape }) => sizeOf(shape))),
    weights: sum(rows.map(({ size }) => size)),
    layers: rows.length,
    macs: sum(rows.map(({ denseMacs }) => denseMacs)),
  };
}

/**
 * What a scheme asks for, before a mask is drawn: densities as the rule gives them, counts as an exact mask keeps them.
 *
 * @throws RangeError as `layerDensities` does
 */
export function layerTable(graph: Graph, scheme: RuleId, density: number): LayerTable {
  const weights = prunable(graph);
  const densities = layerDensities(scheme, graph, density);
  const sizes = weights.map(({ shape }) => sizeOf(shape));
  const counts = keptCounts(densities, sizes);
  const layers = weights.map((weight, layer): LayerRow => {
    const forced = densities[layer] === 1 && density < 1 && scheme !== "dense";
    return { ...row(graph, weight, densities[layer]!, counts[layer]!), ...(forced ? { forcedDense: true } : {}) };
  });
  const asked = sum(densities.map((share, layer) => share * sizes[layer]!)) / sum(sizes);
  return { layers, total: total(graph, layers, rules[scheme].exact ? density : asked) };
}

/**
 * What a scheme that scores weights leaves open before its run, and what not.
 *
 * @param density share of all prunable weights to keep, 0 < density ≤ 1; round(density · weights) are, by exact masks
 */
export function undecidedTable(graph: Graph, density: number): UndecidedTable {
  const layers = prunable(graph).map((weight): UndecidedLayer => {
    const { name, shape, size, denseMacs } = row(graph, weight, 1, 0);
    return { name, shape, size, denseMacs };
  });
  const size = sum(layers.map((layer) => layer.size));
  const kept = Math.round(density * size + roundingSlack);
  const denseMacs = sum(layers.map((layer) => layer.denseMacs));
  return { layers, total: { size, kept, density, denseMacs, params: parameterCount(graph) } };
}

/** What the masks of a run hold; `density` is what was asked of the whole. */
export function maskTable(graph: Graph, masks: Masks, scheme: SchemeId, density: number): LayerTable {
  const planned = isScored(scheme) ? [] : layerTable(graph, scheme, density).layers;
  const layers = prunable(graph).map((weight, layer): LayerRow => {
    const mask = masks.get(weight.name);
    const size = sizeOf(weight.shape);
    const kept = mask === undefined ? size : keptOf(mask);
    const forcedDense = planned[layer]?.forcedDense;
    return {
      ...row(graph, weight, kept / size, kept),
      ...(forcedDense === undefined ? {} : { forcedDense }),
      deadFilters: mask === undefined ? 0 : deadFilters(mask, weight.shape),
    };
  });
  return {
    layers,
    total: total(graph, layers, sum(layers.map(({ kept }) => kept)) / sum(layers.map(({ size }) => size))),
  };
}

function row(graph: Graph, { name, shape, node }: Parameter, density: number, kept: number): LayerRow {
  const [, height, width] = graph.nodes[node]!.shape;
  const size = sizeOf(shape);
  const positions = height * width;
  return { name, shape, density, kept, size, macs: kept * positions, denseMacs: size * positions };
}

function total(graph: Graph, layers: readonly LayerRow[], density: number): LayerTotal {
  return {
    size: sum(layers.map(({ size }) => size)),
    kept: sum(layers.map(({ kept }) => kept)),
    density,
    macs: sum(layers.map(({ macs }) => macs)),
    denseMacs: sum(layers.map(({ denseMacs }) => denseMacs)),
    params: parameterCount(graph),
  };
}
