/**
 * The network as the threads run it: phases one after the other, with a barrier between them. A phase cuts its range
 * (blocks of four images, channels or weights) into tasks, which the threads take as they come. How it is cut depends on
 * sizes only, never on the number of threads, and so no result does.
 */
export const kernelNames = [
  ...(["affine", "affineGradient", "affineSums", "averagePool", "averagePoolGradient", "batchStatistics"] as const),
  ...([
    "biasGradient",
    "biasSums",
    "convolve",
    "convolveRuns",
    "dropout",
    "flatten",
    "flattenGradient",
    "maxPool",
  ] as const),
  ...(["maxPoolGradient", "moments", "normGradient", "runningStatistics", "sumWeightGradient", "update"] as const),
  ...(["weightGradient", "weightGradientByChannel"] as const),
];
export type KernelName = (typeof kernelNames)[number];

export type Kernel = (descriptor: number, from: number, to: number, task: number) => void;
export type Kernels = ReadonlyMap<KernelName, Kernel>;

export interface Op {
  readonly kernel: KernelName;
  /** Address of its descriptor. */
  readonly descriptor: number;
  /** The layer it computes; undefined for the update, which is of all layers. */
  readonly node?: number | undefined;
}

/** How a range is cut: `perTask` of it make a task, and the task's ops run in turn over `atOnce` of it at a time. */
export interface Split {
  /** The range's length; `blocks`: as many as the batch at hand has. */
  readonly total: number | "blocks";
  readonly perTask: number;
  readonly atOnce: number;
}

export interface Step extends Op {
  readonly split: Split;
  /** Its result is read after the program only: it may wait until the threads meet anyway. */
  readonly deferred?: boolean;
}

/** A range of fixed length, cut into tasks. */
export function over(total: number, perTask: number): Split {
  return { total, perTask, atOnce: perTask };
}

export interface Phase {
  readonly ops: readonly Op[];
  readonly split: Split;
}

/**
 * Steps to phases. Neighbours that work block by block become one phase: a block goes through all of them while it
 * is in the cache, and no thread waits. That holds because such a step reads nothing of other blocks.
 */
export function chain(steps: readonly Step[]): Phase[] {
  const phases: { ops: Op[]; split: Split }[] = [];
  for (const { kernel, descriptor, node, split } of steps) {
    const last = phases.at(-1);
    const op: Op = { kernel, descriptor, node };
    if (last && split.total === "blocks" && sameSplit(last.split, split)) last.ops.push(op);
    else phases.push({ ops: [op], split });
  }
  return phases;
}

/**
 * Moves deferred steps to where they break no chain: after the next step that ends one, or, because all layers share
 * the memory for partial weight gradients, before the next layer's weight gradient.
 */
export function placeDeferred(steps: readonly Step[]): Step[] {
  const placed: Step[] = [];
  let waiting: Step[] = [];
  const release = (): void => {
    placed.push(...waiting);
    waiting = [];
  };
  for (const step of steps) {
    if (step.deferred) {
      waiting.push(step);
      continue;
    }
    if (step.kernel.startsWith("weightGradient")) release();
    placed.push(step);
    if (step.split.total !== "blocks") release();
  }
  release();
  return placed;
}

/** Number of tasks of a phase for a batch of so many blocks. */
export function taskCount({ total, perTask }: Split, blocks: number): number {
  return Math.ceil((total === "blocks" ? blocks : total) / perTask);
}

export function runTask({ ops, split }: Phase, kernels: Kernels, blocks: number, task: number): void {
  const end = Math.min(split.total === "blocks" ? blocks : split.total, (task + 1) * split.perTask);
  for (let from = task * split.perTask; from < end; from += split.atOnce) {
    const to = Math.min(end, from + split.atOnce);
    for (const { kernel, descriptor } of ops) kernels.get(kernel)!(descriptor, from, to, task);
  }
}

function sameSplit(a: Split, b: Split): boolean {
  return a.total === b.total && a.perTask === b.perTask && a.atOnce === b.atOnce;
}
