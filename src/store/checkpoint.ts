import { access } from "node:fs/promises";
import { join } from "node:path";
import * as Type from "typebox";
import * as Value from "typebox/value";
import { prefixes } from "../core/inspect/names";
import { type Graph, type Parameter, buffers, parameters, prunable } from "../core/model/graph";
import { type Checkpoint, emptyTally } from "../core/training/checkpoint";
import type { Masks, Tensors } from "../core/training/engine";
import { type StoredTensor, type TensorFile, readSafetensors, writeSafetensors } from "./safetensors";

const TallySchema = Type.Object({
  images: Type.Number(),
  loss: Type.Number(),
  correct: Type.Number(),
  keptGradientNorm: Type.Number(),
  seconds: Type.Number(),
  /** Checkpoints of earlier versions do not have it. */
  kernelSeconds: Type.Optional(Type.Number()),
});

const ProgressSchema = Type.Object({
  step: Type.Integer({ minimum: 0 }),
  epoch: TallySchema,
  recent: TallySchema,
  best: Type.Optional(Type.Object({ epoch: Type.Integer(), accuracy: Type.Number() })),
});

export const checkpointFile = "checkpoint.safetensors";
export const finalFile = "final.safetensors";

/** Writes the whole state of training, with the masks, beside the old file and renames it. */
export async function writeCheckpoint(
  folder: string,
  file: typeof checkpointFile | typeof finalFile,
  graph: Graph,
  checkpoint: Checkpoint,
  masks: Masks,
): Promise<void> {
  const { step, epoch, recent, best, state } = checkpoint;
  const shapes = shapesOf(graph);
  const tensors = new Map<string, StoredTensor>();
  const add = (prefix: string, values: Tensors | Masks) => {
    for (const [name, data] of values) tensors.set(prefix + name, { shape: shapes.get(name) ?? [data.length], data });
  };
  add("", state.parameters);
  add("", state.buffers);
  add(prefixes.momentum, state.momentum);
  if (best !== undefined) {
    add(prefixes.best, best.parameters);
    add(prefixes.best, best.buffers);
  }
  add(prefixes.mask, masks);
  const progress = { step, epoch, recent, ...(best && { best: { epoch: best.epoch, accuracy: best.accuracy } }) };
  const metadata = { format: "pt", training: JSON.stringify(progress) };
  await writeSafetensors(join(folder, file), { tensors, metadata });
}

/** A checkpoint and the masks of its run. */
export interface StoredCheckpoint extends Checkpoint {
  readonly masks: Masks;
}

/**
 * The last checkpoint of a run, or undefined when none was written yet.
 * @throws Error in one sentence when the file is damaged or belongs to another network.
 */
export async function readCheckpoint(folder: string, graph: Graph): Promise<StoredCheckpoint | undefined> {
  const path = join(folder, checkpointFile);
  if (!(await exists(path))) return undefined;
  const { tensors, metadata } = await readSafetensors(path);
  const progress: unknown = JSON.parse(metadata.training ?? "null");
  if (!Value.Check(ProgressSchema, progress)) throw new Error(`${path} holds no training state; start the run afresh.`);

  const shapes = shapesOf(graph);
  const select = (prefix: string, names: readonly string[]): Map<string, Float32Array> => {
    const found = new Map<string, Float32Array>();
    for (const name of names) {
      const tensor = tensors.get(prefix + name);
      if (tensor?.data instanceof Float32Array && String(tensor.shape) === String(shapes.get(name))) {
        found.set(name, tensor.data);
      } else
        throw new Error(`${path} does not fit this network: tensor ${prefix}${name} is missing or of another shape.`);
    }
    return found;
  };
  const parameterNames = parameters(graph).map(({ name }) => name);
  const bufferNames = buffers(graph).map(({ name }) => name);
  const network = (prefix: string) => ({
    parameters: select(prefix, parameterNames),
    buffers: select(prefix, bufferNames),
  });
  return {
    step: progress.step,
    epoch: { ...emptyTally, ...progress.epoch },
    recent: { ...emptyTally, ...progress.recent },
    masks: masksIn(tensors, prunable(graph)),
    best: progress.best && { ...progress.best, ...network(prefixes.best) },
    state: { ...network(""), momentum: select(prefixes.momentum, parameterNames) },
  };
}

/** A weight without a mask is dense. */
function masksIn(tensors: TensorFile["tensors"], weights: readonly Parameter[]): Masks {
  const masks = weights.flatMap(({ name, shape }): [string, Uint8Array][] => {
    const mask = tensors.get(prefixes.mask + name);
    return mask?.data instanceof Uint8Array && String(mask.shape) === String(shape) ? [[name, mask.data]] : [];
  });
  return new Map(masks);
}

function shapesOf(graph: Graph): Map<string, readonly number[]> {
  return new Map([...parameters(graph), ...buffers(graph)].map(({ name, shape }) => [name, shape]));
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
