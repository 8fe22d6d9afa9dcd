import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { controlAddress } from "./arena";
import type { ProgramName } from "./compile";
import { kernelNames, runTask, taskCount, type Kernels, type Phase } from "./program";

/** What a worker is started with. */
export interface WorkerStart {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly programs: readonly (readonly Phase[])[];
  readonly threads: number;
}

/** The threads of a session; the caller's own is one of them. */
export interface Crew {
  /** Runs a program on all threads, and returns when it is done. */
  run(program: ProgramName, blocks: number): void;
  close(): Promise<void>;
}

/** Control words, from `controlAddress` on. */
const word = { turn: 0, program: 1, blocks: 2, nextTask: 3, arrived: 4, barrier: 5, failed: 6 } as const;
const controlWords = 8;
/** Loads before a waiting thread goes to sleep: longer spinning hurts where threads share a core. */
const spins = 20_000;
const checkIntervalMs = 1000;

/** Starts all threads but the caller's; if one does not start, none is left. */
export async function startCrew(
  workerScript: string,
  start: Omit<WorkerStart, "programs">,
  programs: Readonly<Record<ProgramName, readonly Phase[]>>,
  observed: (kernels: Kernels) => Kernels,
): Promise<Crew> {
  const names = Object.keys(programs);
  const workerData: WorkerStart = { ...start, programs: Object.values(programs) };
  const workers: Worker[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(workers.map((worker) => worker.terminate()));
  };
  try {
    for (let thread = 1; thread < start.threads; thread++) {
      const worker = new Worker(workerScript, { workerData });
      workers.push(worker);
      // A session that nobody closes must not keep the process alive.
      worker.unref();
    }
    await Promise.all(workers.map((worker) => once(worker, "message")));
  } catch (error) {
    await close();
    throw error;
  }
  const control = controlOf(start.memory);
  const kernels = observed(instantiate(start.module, start.memory));
  return {
    close,
    run: (program, blocks) => {
      if (Atomics.load(control, word.failed)) throw stopped();
      Atomics.store(control, word.program, names.indexOf(program));
      Atomics.store(control, word.blocks, blocks);
      Atomics.add(control, word.turn, 1);
      Atomics.notify(control, word.turn);
      runPhases(programs[program], kernels, control, blocks, start.threads);
    },
  };
}

/** For people: "2 CPU threads". */
export function threadCount(threads: number): string {
  return threads === 1 ? "1 CPU thread" : `${threads} CPU threads`;
}

/** A worker's life: one program after the other, until it is terminated. */
export function serve(start: unknown, ready: () => void): never {
  if (!isWorkerStart(start)) throw new TypeError("This script is a compute thread of the sparse engine.");
  const { module, memory, programs, threads } = start;
  const control = controlOf(memory);
  const kernels = instantiate(module, memory);
  let turn = Atomics.load(control, word.turn);
  ready();
  for (;;) {
    waitWhile(control, word.turn, turn);
    turn = Atomics.load(control, word.turn);
    const program = programs[Atomics.load(control, word.program)];
    runPhases(program ?? [], kernels, control, Atomics.load(control, word.blocks), threads);
  }
}

/** Whether this thread was started by a crew: both sides are of one build, so the names decide. */
function isWorkerStart(value: unknown): value is WorkerStart {
  return (
    typeof value === "object" &&
    value !== null &&
    ["module", "memory", "programs", "threads"].every((name) => name in value)
  );
}

function runPhases(
  phases: readonly Phase[],
  kernels: Kernels,
  control: Int32Array,
  blocks: number,
  threads: number,
): void {
  try {
    for (const phase of phases) {
      const tasks = taskCount(phase.split, blocks);
      for (;;) {
        const task = Atomics.add(control, word.nextTask, 1);
        if (task >= tasks) break;
        runTask(phase, kernels, blocks, task);
      }
      meet(control, threads);
    }
  } catch (error) {
    Atomics.store(control, word.failed, 1);
    throw error;
  }
}

/** The barrier: the last thread to arrive opens the next phase. */
function meet(control: Int32Array, threads: number): void {
  const barrier = Atomics.load(control, word.barrier);
  if (Atomics.add(control, word.arrived, 1) === threads - 1) {
    Atomics.store(control, word.arrived, 0);
    Atomics.store(control, word.nextTask, 0);
    Atomics.add(control, word.barrier, 1);
    Atomics.notify(control, word.barrier);
  } else waitWhile(control, word.barrier, barrier);
}

function waitWhile(control: Int32Array, index: number, value: number): void {
  for (let spin = 0; spin < spins; spin++) if (Atomics.load(control, index) !== value) return;
  while (Atomics.load(control, index) === value) {
    Atomics.wait(control, index, value, checkIntervalMs);
    if (Atomics.load(control, word.failed)) throw stopped();
  }
}

function stopped(): Error {
  return new Error("The engine's threads have stopped after an error; the session cannot go on.");
}

function controlOf(memory: WebAssembly.Memory): Int32Array {
  return new Int32Array(memory.buffer, controlAddress, controlWords);
}

/** The kernels over a memory, for one thread. */
export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernels {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return new Map(
    kernelNames.map((name) => {
      const kernel = exports[name];
      if (typeof kernel !== "function") throw new Error(`The engine's WebAssembly module has no function "${name}".`);
      return [name, kernel];
    }),
  );
}
