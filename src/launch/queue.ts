/**
 * The local queue: one run trains at a time, the next ones wait their turn. No server keeps it: whoever queues a run
 * also starts a queue process, which leaves again at once if another one is at work, and otherwise trains until
 * nothing waits. It is a process of its own, so a run outlives the window and the terminal that asked for it.
 */
import { spawn } from "node:child_process";
import { existsSync, openSync, closeSync, rmSync, writeFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Plan } from "../core/experiment/plan";
import type { EngineWish } from "../core/training/engines";
import { causeWords } from "../core/run/cause";
import type { Ending } from "../core/run/ending";
import type { Outcome } from "../core/run/event";
import { fold, type RunState } from "../core/run/state";
import { statusOf } from "../core/run/status";
import { appendEvent, readEvents } from "../store/events";
import type { RunView } from "../store/feed";
import { ownerAlive, ownerPid, takeOwnership } from "../store/owner";
import { logFile, makeRoot, ownerFile, runFolder, runsIn, stopFile } from "../store/root";
import { runOf } from "../store/runs";
import { addTickets, removeTicket, tickets, type Ticket } from "../store/tickets";

/** How to start a process of ours: a Node (or VS Code's runtime acting as one) and the bundled trainer. */
export interface TrainerProgram {
  readonly node: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Path of `trainer.js`. */
  readonly trainer: string;
}

export interface QueueOptions {
  readonly threads: number;
  /** `auto` where it is left out. */
  readonly wish?: EngineWish;
  /** Train again even where an equal plan is finished. */
  readonly fresh?: boolean;
  /** The experiment file that asks, for people. */
  readonly experiment?: string;
  /** Points of accuracy that do not matter in it. */
  readonly margin?: number;
  readonly now: () => number;
}

export interface Enqueued {
  readonly id: string;
  /** `reused`: an equal plan is finished; `waiting`: it was queued or running already. */
  readonly answer: "queued" | "reused" | "waiting";
}

const queueLock = "queue.lock";
const queueLog = "queue.log";

/** Queues plans in this order. Nothing trains until `startQueue`. */
export async function enqueue(root: string, plans: readonly Plan[], options: QueueOptions): Promise<Enqueued[]> {
  await makeRoot(root);
  const answers: Enqueued[] = [];
  for (const plan of plans) {
    const id = await runOf(root, plan, options.fresh ?? false);
    const status = await currentStatus(root, id, options.now());
    const waits = status === "running" || (await tickets(root)).some((ticket) => ticket.id === id);
    answers.push({ id, answer: waits ? "waiting" : status === "completed" ? "reused" : "queued" });
  }
  const queued = answers.filter(({ answer }) => answer === "queued").map(({ id }) => id);
  await queueRuns(root, queued, options);
  return answers;
}

/**
 * Queues a stopped, failed or interrupted run again; it goes on from its last checkpoint, on what it was to be trained
 * on before where the options say nothing.
 * @throws Error in one sentence when it is finished or under way
 */
export async function resumeRun(root: string, id: string, options: QueueOptions): Promise<void> {
  const state = fold((await readEvents(runFolder(root, id))).events);
  const status = statusIn(root, id, state, options.now());
  if (status === "completed") throw new Error(`Run ${id} is finished; there is nothing left to resume.`);
  if (status === "running") throw new Error(`Run ${id} is under way; it cannot be resumed now.`);
  if ((await tickets(root)).some((ticket) => ticket.id === id)) return;
  await queueRuns(root, [id], { ...(state.wish && { wish: state.wish }), ...options });
}

async function queueRuns(root: string, ids: readonly string[], options: QueueOptions): Promise<void> {
  const { experiment, margin, threads, wish, now } = options;
  const asked = {
    ...(experiment !== undefined && { experiment }),
    ...(margin !== undefined && { margin }),
    ...(wish && { wish }),
  };
  for (const id of ids) {
    rmSync(join(runFolder(root, id), stopFile), { force: true });
    appendEvent(runFolder(root, id), { kind: "queued", at: now(), ...asked });
  }
  await addTickets(
    root,
    ids.map((id) => ({ id, threads, ...(wish && { wish }) })),
    now(),
  );
}

/** Asks a run to stop after its batch, with a checkpoint; a run that still waits leaves the queue. */
export async function requestStop(root: string, run: RunView, now: number): Promise<void> {
  if (await removeTicket(root, run.id)) appendEvent(run.folder, ended("stopped", { kind: "unqueued" }, now));
  else if (run.status === "running") writeFileSync(join(run.folder, stopFile), "");
}

/** Ends the process of a run at once; what came after its last checkpoint is computed again on resume. */
export function killRun(run: RunView, now: number): void {
  const pid = ownerPid(join(run.folder, ownerFile), now);
  if (pid !== undefined) process.kill(pid, "SIGKILL");
}

/** A started queue process, as far as its starter can see it. */
export interface QueueProcess {
  /** Why it ended badly, in a sentence for a person; undefined while it works or when it ended well. */
  failure(): string | undefined;
}

/** Starts a queue process that outlives this one. It leaves at once where another is at work. */
export function startQueue(root: string, program: TrainerProgram): QueueProcess {
  const path = join(root, queueLog);
  const log = openSync(path, "a");
  const child = spawn(program.node, [program.trainer, "queue", root], {
    detached: true,
    env: { ...process.env, ...program.env },
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  let failure: string | undefined;
  child.on("error", (error) => {
    failure = `The training process could not be started with ${program.node}: ${error.message}.`;
  });
  child.on("exit", (code) => {
    if (code !== 0) failure = `The queue process ended with code ${String(code)}; its last output is in ${path}.`;
  });
  child.unref();
  return { failure: () => failure };
}

/** Whether a queue process is at work. */
export function queueAlive(root: string, now: number): boolean {
  return ownerAlive(join(root, queueLock), now);
}

/** Trains what waits, one run after another, until nothing does. Returns at once where another queue is at work. */
export async function drain(root: string, program: TrainerProgram, now: () => number): Promise<void> {
  // Something may be queued between the last look and the release of the lock: look again afterwards.
  while ((await tickets(root)).length > 0) {
    const lock = takeOwnership(join(root, queueLock), now());
    if (lock === undefined) return;
    const beat = setInterval(() => {
      lock.beat(now());
    }, 5_000);
    try {
      await drainLocked(root, program, now);
    } finally {
      clearInterval(beat);
      lock.release();
    }
  }
}

async function drainLocked(root: string, program: TrainerProgram, now: () => number): Promise<void> {
  for (;;) {
    const [ticket] = await tickets(root);
    if (ticket === undefined) return;
    await othersEnd(root, now);
    if (!(await removeTicket(root, ticket.id))) continue;
    const folder = runFolder(root, ticket.id);
    if (!existsSync(folder)) continue;
    const exit = await runTrainer(folder, ticket, program);
    await settle(root, ticket.id, exit, now);
  }
}

/** Waits while a run trains that a former queue process left behind. */
async function othersEnd(root: string, now: () => number): Promise<void> {
  const owned = async () => {
    const ids = await readdir(runsIn(root));
    return ids.some((id) => ownerAlive(join(runFolder(root, id), ownerFile), now()));
  };
  while (await owned()) await new Promise((resolve) => setTimeout(resolve, 1_000));
}

type Exit = Extract<Ending, { kind: "died" }>["how"];

function runTrainer(folder: string, { threads, wish }: Ticket, program: TrainerProgram): Promise<Exit> {
  const log = openSync(join(folder, logFile), "a");
  const asked = wish ? ["--engine", wish.engine, ...(wish.requireGpu ? ["--require-gpu"] : [])] : [];
  const child = spawn(program.node, [program.trainer, "run", folder, "--threads", String(threads), ...asked], {
    env: { ...process.env, ...program.env },
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  return new Promise((resolve) => {
    child.on("error", (error) => {
      resolve({ kind: "start", error: error.message });
    });
    child.on("exit", (code, signal) => {
      resolve(signal === null ? { kind: "code", code: code ?? 0 } : { kind: "signal", signal });
    });
  });
}

/** A trainer that died without a word leaves a run that looks alive: the queue says what it knows. */
async function settle(root: string, id: string, how: Exit, now: () => number): Promise<void> {
  const state = fold((await readEvents(runFolder(root, id))).events);
  if (!["queued", "preparing", "training"].includes(state.phase)) return;
  rmSync(join(runFolder(root, id), ownerFile), { force: true });
  const stop = join(runFolder(root, id), stopFile);
  if (existsSync(stop)) {
    // Asked to stop after its batch, and then ended at once by somebody who would not wait.
    rmSync(stop);
    appendEvent(runFolder(root, id), ended("stopped", { kind: "killed" }, now()));
    return;
  }
  const epoch = state.epochs.length + 1;
  appendEvent(runFolder(root, id), ended("failed", { kind: "died", epoch, log: logFile, how }, now()));
}

async function currentStatus(root: string, id: string, now: number) {
  return statusIn(root, id, fold((await readEvents(runFolder(root, id))).events), now);
}

function statusIn(root: string, id: string, state: RunState, now: number) {
  return statusOf(state, ownerAlive(join(runFolder(root, id), ownerFile), now));
}

function ended(outcome: Outcome, cause: Ending, at: number) {
  return { kind: "finished", at, outcome, reason: causeWords(cause, "en"), cause } as const;
}
