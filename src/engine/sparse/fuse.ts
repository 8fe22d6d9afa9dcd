import type { Graph } from "../../core/model/graph";

/**
 * What runs as one: a node of the graph, or several. `node` is the last of them, whose output is kept in memory;
 * the outputs of the others never exist.
 */
export type Unit =
  | { readonly kind: "convolve"; readonly node: number; readonly input: number }
  | { readonly kind: "pool"; readonly node: number; readonly input: number }
  | { readonly kind: "flatten"; readonly node: number; readonly input: number }
  | { readonly kind: "dropout"; readonly node: number; readonly input: number }
  | AffineUnit;

/** max(0, norm(input) + residuals), any part of which may be missing. */
export interface AffineUnit {
  readonly kind: "affine";
  readonly node: number;
  readonly input: number;
  /** The batch norm's node. */
  readonly norm: number | undefined;
  readonly residuals: readonly number[];
  readonly relu: boolean;
}

/**
 * Joins batch norm → add → relu, or a part of that chain, where nothing else reads what lies between.
 * @returns units in an order in which each comes after those it reads
 */
export function fuse(graph: Graph): Unit[] {
  const uses = graph.nodes.map(() => 0);
  for (const node of graph.nodes) for (const input of node.inputs) uses[input]!++;
  const opOf = (index: number): string => graph.nodes[index]!.layer.op;
  const joins = (index: number, ...ops: string[]): boolean => uses[index] === 1 && ops.includes(opOf(index));

  const absorbed = new Set<number>();
  const affine = (index: number): Omit<AffineUnit, "kind" | "node"> => {
    const { inputs } = graph.nodes[index]!;
    const [first = 0, ...others] = inputs;
    switch (opOf(index)) {
      case "relu":
        if (!joins(first, "batchNorm", "add")) return { input: first, norm: undefined, residuals: [], relu: true };
        absorbed.add(first);
        return { ...affine(first), relu: true };
      case "add": {
        const norm = [...inputs].reverse().find((input) => joins(input, "batchNorm"));
        if (norm === undefined) return { input: first, norm, residuals: others, relu: false };
        absorbed.add(norm);
        return { ...affine(norm), residuals: inputs.filter((input) => input !== norm) };
      }
      default:
        return { input: first, norm: index, residuals: [], relu: false };
    }
  };

  // From the end, because it is the later node that takes in the earlier one.
  const units: Unit[] = [];
  for (let node = graph.nodes.length - 1; node > 0; node--) {
    if (absorbed.has(node)) continue;
    const { layer, inputs } = graph.nodes[node]!;
    const input = inputs[0]!;
    switch (layer.op) {
      case "input":
        break;
      case "conv2d":
      case "dense":
        units.push({ kind: "convolve", node, input });
        break;
      case "batchNorm":
      case "relu":
      case "add":
        units.push({ kind: "affine", node, ...affine(node) });
        break;
      case "maxPool":
      case "avgPool":
      case "globalAvgPool":
        units.push({ kind: "pool", node, input });
        break;
      case "flatten":
      case "dropout":
        units.push({ kind: layer.op, node, input });
    }
  }
  return units.reverse();
}
