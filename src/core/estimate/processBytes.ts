/**
 * Memory of the training process when it holds most. Beside its sessions it holds the program, the data set as it was
 * read and as the threads share it, batches under way, a dense copy of the weights or two, and what the sessions were
 * compiled from. The factors were measured on runs from 90 to 900 MB, which they meet within a quarter.
 */
import type { SplitCounts } from "../data/format";
import { dataShape, type Plan } from "../experiment/plan";
import { parameterCount } from "../model/cost";
import { prunable, sizeOf, type Graph } from "../model/graph";
import { sum } from "../sparsity/layers";
import { scoreOf } from "../sparsity/schemes";
import { graspBytes, graspImagesPerClass } from "../sparsity/scoring/graspMemory";
import type { Calls } from "./calls";
import { sessionBytesOf } from "./sessionBytes";

const program = 85e6;
/** Read, put together, shared. */
const copiesOfData = 3;
/** Being made, waiting, at work, packed. */
const copiesOfBatch = 4;
/** Weights, momentum and mask: those the run starts from, those that are saved, and the bytes of the file. */
const perParameter = 36;
/** Offsets, values and places, as the engine was told them. */
const perKeptWeight = 28;
/** An evaluation writes to half of a session's memory, and the rest of it is never given. */
const shareOfTest = 0.5;

/** @param images of the data set; undefined where nobody knows, and then they do not count */
export function processBytes(
  plan: Pick<Plan, "data" | "prune" | "train">,
  graph: Graph,
  kept: readonly number[],
  images: SplitCounts | undefined,
  calls: Calls | undefined,
): number {
  const { batch } = plan.train;
  const { shape, classes } = dataShape(plan.data);
  const pixels = sizeOf(shape);
  // Pictures in files are decoded when they are needed.
  const stored = images === undefined || plan.data.format === "imagenet" ? 0 : (images.train + images.test) * pixels;
  const bytes = sessionBytesOf(graph);
  const session = (of: readonly number[]) => bytes(of, batch) + perKeptWeight * sum(of);
  // While the session that trained is open, another one tests the best epoch, or finds the dense gradient.
  const tests = (calls?.sessions ?? 1) > 1 ? shareOfTest * session(kept) : 0;
  const dense = (calls?.denseSessions ?? 0) > 0 ? session(prunable(graph).map(({ shape }) => sizeOf(shape))) : 0;
  // Before there is a session.
  const scoring = scoreOf(plan.prune.scheme) === "grasp" ? graspBytes(graph, graspImagesPerClass * classes) : 0;
  return (
    program +
    Math.max(session(kept) + Math.max(tests, dense), scoring) +
    perParameter * parameterCount(graph) +
    copiesOfData * stored +
    copiesOfBatch * Float32Array.BYTES_PER_ELEMENT * batch * pixels
  );
}
