import path from "node:path";
import * as Type from "typebox";
import type { Static } from "typebox";
import type { Engine, SessionRequest, Update, Ways } from "../../src/core/training/engine";
import { initialState } from "../../src/core/training/initialise";
import type { EngineFolders } from "../../src/engine/engines";
import { backendFolders, backendsVariable } from "../../src/launch/backends";
import { masksOf } from "../candidates";
import { graphOf, NetworkSchema } from "../network";
import { firstBatch } from "../runner/batch";
import { BlockSchema, timeBlock, type BlockTimes } from "./block";

export const TurnRequestSchema = Type.Object({
  network: NetworkSchema,
  density: Type.Number({ exclusiveMinimum: 0, maximum: 1 }),
  threads: Type.Integer({ minimum: 1 }),
  ...BlockSchema.properties,
});

export type TurnRequest = Readonly<Static<typeof TurnRequestSchema>>;

const root = path.resolve(import.meta.dirname, "../..");

/** Of the build, and where the trainer looks for TensorFlow. */
export const folders: EngineFolders = {
  assets: path.join(root, "dist", "engine"),
  webgpu: path.join(root, "dist", "webgpu"),
  backends: backendFolders(process.env[backendsVariable], root),
};

const update: Omit<Update, "step"> = {
  ...{ rate: 0.1, momentum: 0.9, nesterov: false },
  ...{ weightDecay: 5e-4, labelSmoothing: 0 },
};

/** @param known how layers are computed, by network and density: measured once, as a run does */
export async function timeTurn(engine: Engine, known: Map<string, Ways>, request: TurnRequest): Promise<BlockTimes> {
  const subject = sessionOf(request);
  const key = JSON.stringify([request.network, request.density]);
  const ways = known.get(key) ?? (await engine.measureWays?.(subject));
  if (ways) known.set(key, ways);
  const images = firstBatch(subject.graph, request.network.batch);
  const session = await engine.open({ ...subject, ...(ways && { ways }) });
  let step = 0;
  try {
    const next = () => session.step(images, { ...update, step: step++ });
    return await timeBlock(request, next, () => session.results());
  } finally {
    await session.close();
    // A closed session's memory lingers until it is collected, and wide networks fill gigabytes each.
    globalThis.gc?.();
  }
}

function sessionOf({ network, density, threads }: TurnRequest): SessionRequest {
  const graph = graphOf(network);
  const masks = masksOf(graph, { scheme: density === 1 ? "dense" : "erk", density });
  return { graph, masks, batch: network.batch, threads, state: initialState(graph, 0), seed: 0 };
}
