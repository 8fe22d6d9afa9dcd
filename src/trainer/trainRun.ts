import { existsSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { imageDecoder } from "../codec/decoder";
import { DataError } from "../core/data/dataError";
import { evaluationSettings, readsPictures, uses } from "../core/experiment/evaluation";
import { type Plan, planGraph } from "../core/experiment/plan";
import { maskTable } from "../core/model/cost";
import type { Graph } from "../core/model/graph";
import type { EventOf, RunEvent } from "../core/run/event";
import { fold } from "../core/run/state";
import { refuseEmptyLayers } from "../core/sparsity/emptyLayers";
import { isScored } from "../core/sparsity/schemes";
import { type Checkpoint, emptyTally } from "../core/training/checkpoint";
import { DeviceFailure } from "../core/training/deviceFailure";
import type { Engine, NetworkState, Session } from "../core/training/engine";
import { initialState } from "../core/training/initialise";
import { TrainingDiverged, totalSteps, train } from "../core/training/loop";
import { checkpointFile, finalFile, readCheckpoint, writeCheckpoint } from "../store/checkpoint";
import { loadDataset } from "../store/dataset";
import { type EventLog, openEventLog, readEvents } from "../store/events";
import { readPlanFile } from "../store/feed";
import { loadOutliers } from "../store/outliers";
import { type Ownership, takeOwnership } from "../store/owner";
import { cacheIn, ownerFile, rootOf, stopFile } from "../store/root";
import { EngineRefused, type Decision } from "./decide";
import { startLoader, withSharedPixels } from "./loader";
import { startMasks } from "./startMasks";

export type DeviceRecord = EventOf<"started">["device"];

export interface DecidedEngine {
  readonly engine: Engine;
  readonly decision: Decision;
}

export interface TrainerOptions {
  readonly folder: string;
  readonly threads: number;
  /**
   * The engine to train with and why, given what the run was trained on before, if it was.
   * @throws EngineRefused
   */
  readonly engine: (before: DeviceRecord | undefined) => Promise<DecidedEngine>;
  /** Script of the thread that makes the batches. */
  readonly loader: string;
  /** Folder of the picture decoders. */
  readonly codecs: string;
  readonly now: () => number;
}

/**
 * Trains the run in a folder from its plan or its last checkpoint, and writes what happens as events.
 * @returns whether another process has the run, it ended (however), or failed
 */
export async function trainRun(options: TrainerOptions): Promise<"owned elsewhere" | "ended" | "failed"> {
  const { folder, now } = options;
  const owner = takeOwnership(join(folder, ownerFile), now());
  if (owner === undefined) return "owned elsewhere";
  const log = openEventLog(folder);
  try {
    const outcome = await work(options, log, owner).catch(stoppedEarly);
    rmSync(join(folder, stopFile), { force: true });
    log.append({ kind: "finished", at: now(), outcome });
    return "ended";
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // People read the reason; a stack is for faults of the program's own, in the log file.
    console.error(isExpected(error) ? reason : error);
    log.append({ kind: "finished", at: now(), outcome: "failed", reason });
    return "failed";
  } finally {
    log.close();
    owner.release();
  }
}

/** Asked to stop before there was anything to save. */
class StoppedEarly extends Error {}

async function work(options: TrainerOptions, log: EventLog, owner: Ownership): Promise<"completed" | "stopped"> {
  const { folder, threads, now } = options;
  const plan = await readPlanFile(folder);
  if (plan === undefined) throw new Error(`There is no plan in ${folder} that this version can read.`);
  const graph = planGraph(plan);
  const before = fold((await readEvents(folder)).events);
  const { engine, decision } = await options.engine(before.device);
  log.append({ kind: "engine", at: now(), ...decision, candidates: [...decision.candidates] });
  const checkpoint = await readCheckpoint(folder, graph);
  const from = checkpoint ?? beginning(plan, graph);
  const stopRequested = (): boolean => {
    owner.beat(now());
    return existsSync(join(folder, stopFile));
  };

  const check = (): void => {
    if (stopRequested()) throw new StoppedEarly();
  };
  const append = (event: RunEvent): void => {
    log.append(event);
  };

  const settings = evaluationSettings(plan);
  const pictures = readsPictures(plan.data, plan.evaluate, settings);
  const decode = pictures ? await imageDecoder(options.codecs) : undefined;
  const cache = cacheIn(rootOf(folder));
  const loaded = await loadDataset(plan.data, cache, check, decode);
  const data = { ...loaded, train: withSharedPixels(loaded.train) };
  const outliers = uses(plan.evaluate, "outliers")
    ? await loadOutliers(settings.outliers, data.test, cache, decode, check)
    : [];
  const masks = checkpoint?.masks ?? (await startMasks({ plan, graph, data, engine, threads, now, append, check }));
  const save = (at: Checkpoint): Promise<void> => writeCheckpoint(folder, checkpointFile, graph, at, masks);
  const { scheme, density } = plan.prune;
  const steps = totalSteps(plan, data.train.labels.length);
  const planned: RunEvent = { kind: "planned", at: now(), ...maskTable(graph, masks, scheme, density), steps };
  append(planned);
  refuseEmptyLayers(planned.layers, plan.prune);
  // What scoring has decided outlives this process from here on: a resumed run does not score again.
  if (checkpoint === undefined && isScored(scheme)) {
    await save(from);
    append({ kind: "checkpoint", at: now(), step: 0 });
  }
  const request = { graph, masks, batch: plan.train.batch, threads, seed: plan.seed };
  const known = before.device?.engine === engine.id ? before.device.ways : undefined;
  const ways = known ?? (await engine.measureWays?.({ ...request, state: from.state }));
  const open = (state: NetworkState): Promise<Session> => engine.open({ ...request, state, ...(ways && { ways }) });
  const session = await open(from.state);
  log.append({ kind: "started", at: now(), pid: process.pid, host: hostname(), device: session.device });
  if (before.step > 0 || checkpoint !== undefined) log.append({ kind: "resumed", at: now(), fromStep: from.step });

  const { load, close } = startLoader(options.loader, data, options.codecs);
  try {
    const run = { plan, data, load, outliers, masks, session, open, from, now, stopRequested, save };
    const last = await appendAll(train(run), log);
    if (last !== undefined) await writeCheckpoint(folder, finalFile, graph, last, masks);
    return last === undefined ? "stopped" : "completed";
  } finally {
    await close();
  }
}

function stoppedEarly(error: unknown): "stopped" {
  if (error instanceof StoppedEarly) return "stopped";
  throw error;
}

/** The world's faults, not the program's: bad data, a network too large, a loss that is no number, a device that failed. */
function isExpected(error: unknown): boolean {
  const expected = [DataError, DeviceFailure, EngineRefused, RangeError, TrainingDiverged];
  return expected.some((kind) => error instanceof kind);
}

async function appendAll<Result>(events: AsyncGenerator<RunEvent, Result>, log: EventLog): Promise<Result> {
  for (;;) {
    const { done, value } = await events.next();
    if (done === true) return value;
    log.append(value);
  }
}

/** Step 0: fresh weights, held at zero where the mask prunes by the engine itself. */
function beginning(plan: Plan, graph: Graph): Checkpoint {
  const { parameters, buffers } = initialState(graph, plan.seed);
  const momentum = new Map([...parameters].map(([name, { length }]) => [name, new Float32Array(length)]));
  return { step: 0, state: { parameters, buffers, momentum }, epoch: emptyTally, recent: emptyTally, best: undefined };
}
