import { availableParallelism } from "node:os";
import { basename, dirname, resolve } from "node:path";
import { wishOf } from "../core/experiment/experiment";
import { expand } from "../core/experiment/expand";
import { isEngineId } from "../core/training/engines";
import { type Enqueued, enqueue, startQueue } from "../launch/queue";
import { RunFeed } from "../store/feed";
import { nearestRoot } from "../store/root";
import { ioReason, isIoFault } from "../core/ioFault";
import { noEngine, program } from "./engines";
import { BadInput } from "./badInput";
import { estimateLine } from "./estimateLine";
import { type ExitCode, exitCodes } from "./exitCodes";
import { marginOf, readExperimentFile } from "./experimentFile";
import { type Follower, isOver, jsonFollower, terminalFollower } from "./follow";
import { stopOnInterrupt } from "./interrupt";
import { summary } from "./summary";

export interface RunOptions {
  readonly out?: string;
  readonly engine?: string;
  readonly requireGpu?: boolean;
  readonly threads?: string;
  readonly json?: boolean;
  readonly fresh?: boolean;
}

/** Between two looks at the run folders. */
const lookEveryMs = 200;

/** Trains every plan of an experiment file and follows the runs to their end. */
export async function run(file: string, options: RunOptions): Promise<ExitCode> {
  const { engine } = options;
  if (engine !== undefined && engine !== "auto" && !isEngineId(engine)) throw noEngine(engine);
  const threads = threadCount(options.threads);
  const read = readExperimentFile(file);
  const root = options.out === undefined ? nearestRoot(dirname(resolve(file))) : resolve(options.out);
  const experiment = basename(file);
  const inFile = wishOf(read);
  const wish = { engine: engine ?? inFile.engine, requireGpu: options.requireGpu ?? inFile.requireGpu };
  const asked = { threads, wish, fresh: options.fresh ?? false, experiment, margin: marginOf(read), now: Date.now };
  const plans = expand(read);
  const queued = await enqueue(root, plans, asked).catch((error: unknown) => {
    throw isIoFault(error) ? new BadInput(`Runs cannot be written to ${root}: ${ioReason(error)}.`) : error;
  });
  const json = options.json === true;
  const ahead = plans.filter((_, index) => queued[index]?.answer !== "reused");
  if (!json && ahead.length > 0) console.log(estimateLine(ahead, threads));
  return follow(root, queued, json);
}

/** Starts the queue and shows the given runs until none is waiting or under way. */
export async function follow(root: string, queued: readonly Enqueued[], json: boolean): Promise<ExitCode> {
  const queue = startQueue(root, program);
  const feed = new RunFeed(root, Date.now);
  const ids = new Set(queued.map(({ id }) => id));
  const ours = () => feed.runs.filter(({ id }) => ids.has(id));
  const follower: Follower = json ? jsonFollower() : terminalFollower(queued);
  const interrupts = stopOnInterrupt(root, ours);
  try {
    for (;;) {
      const failure = queue.failure();
      for (const change of await feed.refresh()) if (ids.has(change.run.id)) follower.show(change);
      if (ours().every(isOver)) break;
      const training = feed.runs.find(({ status }) => status === "running");
      if (training !== undefined && !ids.has(training.id)) follower.wait(training);
      if (failure !== undefined) throw new Error(failure);
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    }
  } finally {
    follower.close();
    interrupts.dispose();
  }
  if (!json) console.log(summary(queued.flatMap(({ id }) => feed.get(id) ?? [])));
  const statuses = ours().map(({ status }) => status);
  if (statuses.some((status) => status === "failed" || status === "interrupted")) return exitCodes.failed;
  return statuses.includes("stopped") ? exitCodes.stopped : exitCodes.done;
}

export function threadCount(text: string | undefined): number {
  if (text === undefined) return availableParallelism();
  const threads = Number(text);
  if (Number.isInteger(threads) && threads >= 1 && threads <= 256) return threads;
  throw new BadInput(`--threads is ${text}, but must be a whole number from 1 to 256.`);
}
