import type * as vscode from "vscode";
import type { Plan } from "../../core/experiment/plan";
import type { EngineWish } from "../../core/training/engines";
import {
  enqueue,
  resumeRun,
  startQueue,
  type Enqueued,
  type QueueProcess,
  type TrainerProgram,
} from "../../launch/queue";
import { programHere, type TrainingPlace } from "./program";
import { trainingThreads } from "./threads";
import { wishHere } from "./wish";

export interface LauncherOptions {
  /** The `.sparse` folder. */
  readonly root: string;
  readonly place: TrainingPlace;
  readonly log: vscode.LogOutputChannel;
  /** Told why the process that trains what waits ended badly. */
  readonly onFailure: (reason: string) => void;
}

export interface StartOptions {
  /** Train again even where an equal plan is finished. */
  readonly fresh?: boolean;
  /** The experiment file that asks, for people. */
  readonly experiment?: string;
  /** Points of accuracy that do not matter in it. */
  readonly margin?: number;
  /** What that file asks to train on. */
  readonly wish?: EngineWish;
}

/** Between looks at the queue process that this window has started. */
const lookMs = 1_000;

/** Puts runs into the queue and starts a process that trains them; it outlives this window. */
export class Launcher implements vscode.Disposable {
  private watch: NodeJS.Timeout | undefined;

  constructor(private readonly options: LauncherOptions) {}

  async start(plans: readonly Plan[], options: StartOptions = {}): Promise<Enqueued[]> {
    const { root, log } = this.options;
    // First of all: without a program that trains, nothing should wait in the queue.
    const program = await this.program();
    const asked = { threads: trainingThreads(), wish: wishHere(options.wish), now: Date.now };
    const queued = await enqueue(root, plans, { ...options, ...asked });
    for (const { id, answer } of queued) log.info(`${id}: ${answer}`);
    if (queued.some(({ answer }) => answer !== "reused")) this.follow(startQueue(root, program));
    return queued;
  }

  /** @throws Error in one sentence when the run is finished or under way */
  async resume(id: string): Promise<void> {
    const { root, log } = this.options;
    const program = await this.program();
    await resumeRun(root, id, { threads: trainingThreads(), now: Date.now });
    log.info(`${id}: resumed`);
    this.follow(startQueue(root, program));
  }

  dispose(): void {
    clearInterval(this.watch);
  }

  private async program(): Promise<TrainerProgram> {
    const { place, log } = this.options;
    const { description, ...program } = await programHere(place);
    log.info(`Training with ${description}: ${program.node}`);
    return program;
  }

  private follow(queue: QueueProcess): void {
    clearInterval(this.watch);
    this.watch = setInterval(() => {
      const reason = queue.failure();
      if (reason === undefined) return;
      clearInterval(this.watch);
      this.options.onFailure(reason);
    }, lookMs);
  }
}
