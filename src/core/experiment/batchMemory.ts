/** Whether the batches of a grid fit into memory. */
import { expectedKept } from "../estimate/kept";
import { sessionBytesOf } from "../estimate/sessionBytes";
import type { Graph } from "../model/graph";
import type { Problem, Span } from "../problem";
import { bytes } from "../run/words";
import type { Lookup } from "./lookup";
import type { Pruning } from "./plan";
import type { GridCell } from "./readCells";
import { placeOf, type Tree } from "./tree";

/** How much more than there is an estimate must come to before it is sure that training cannot start. */
const sure = 1.1;

const dense: Pruning = { scheme: "dense", density: 1, sampling: "exact" };

/** @returns one problem a network and batch; none where nobody knows how much memory there is */
export function batchProblems(cells: readonly GridCell[], { memoryBytes }: Pick<Lookup, "memoryBytes">): Problem[] {
  const given = memoryBytes();
  if (given === undefined) return [];
  const needs = needsWith();
  const worst = new Map<string, { readonly span: Span; readonly needed: number; readonly cell: GridCell }>();
  for (const cell of cells) {
    const { batch } = cell.cell.train;
    // Fewer weights need less: most grids are through here, whatever their densities.
    if (needs(cell.graph, dense, batch) <= given) continue;
    const needed = needs(cell.graph, largestOf(cell), batch);
    if (needed <= sure * given) continue;
    const span = placeOf(cell.point, writtenAt(cell.point));
    const key = JSON.stringify([span, cell.graph.name, batch]);
    if (needed > (worst.get(key)?.needed ?? 0)) worst.set(key, { span, needed, cell });
  }
  return [...worst.values()].map(({ span, needed, cell }) => {
    const { graph } = cell;
    const found = cell.cell.train.batch;
    const largest = largestBelow(found, (batch) => needs(graph, largestOf(cell), batch) <= given);
    const args = { found, model: graph.name, needed: bytes(needed), given: bytes(given) };
    return { span, severity: "error", code: "batch-too-large", args: { ...args, ...(largest > 0 && { largest }) } };
  });
}

/** The pruning of a cell's largest run: its dense twin, where that is to be trained too. */
function largestOf({ cell }: GridCell): Pruning {
  return cell.dense ? dense : cell.prune;
}

/** Bytes that training takes, each computed once. */
function needsWith(): (graph: Graph, prune: Pruning, batch: number) => number {
  const known = new Map<Graph, { readonly session: ReturnType<typeof sessionBytesOf>; needs: Map<string, number> }>();
  return (graph, prune, batch) => {
    const { session, needs } = known.get(graph) ?? { session: sessionBytesOf(graph), needs: new Map<string, number>() };
    known.set(graph, { session, needs });
    const key = `${batch} ${prune.scheme} ${prune.density}`;
    const needed = needs.get(key) ?? session(expectedKept(graph, prune), batch);
    needs.set(key, needed);
    return needed;
  };
}

/** Of the numbers below `end` that are all right up to some point, the last; 0 where none is. */
function largestBelow(end: number, right: (value: number) => boolean): number {
  let [low, high] = [0, end];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (right(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** Where the file gives no batch, it is the network that asks for the memory. */
function writtenAt(point: Tree): readonly string[] {
  return point.kind === "mapping" && point.entries.has("train") ? ["train", "batch"] : ["model"];
}
