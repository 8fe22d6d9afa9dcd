import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Plan } from "../core/experiment/plan";
import { planTitle } from "../core/experiment/plans";
import { readPlan } from "../core/experiment/readPlan";
import type { RunEvent } from "../core/run/event";
import { type RunState, advance, newRun } from "../core/run/state";
import { type RunStatus, statusOf } from "../core/run/status";
import { readEvents } from "./events";
import { ownerAlive } from "./owner";
import { ownerFile, planFile, runFolder, runsIn } from "./root";

/** A run as everybody sees it. */
export interface RunView {
  readonly id: string;
  readonly folder: string;
  readonly plan: Plan;
  readonly title: string;
  readonly state: RunState;
  readonly status: RunStatus;
}

export interface RunChange {
  readonly run: RunView;
  /** New since the last look; empty when only the status changed. */
  readonly events: readonly RunEvent[];
}

/**
 * The runs below one `.sparse` folder, followed by looking: no watcher misses what a network file system forgets to
 * announce, and a run started by anybody is found. A look costs one directory listing and one `stat` a run; only new
 * bytes are read.
 */
export class RunFeed {
  private readonly known = new Map<string, { view: RunView; next: number }>();
  private looking: Promise<readonly RunChange[]> | undefined;

  constructor(
    private readonly root: string,
    private readonly now: () => number,
  ) {}

  /** Newest first: by the time of queueing, then by id. */
  get runs(): readonly RunView[] {
    const queuedAt = (run: RunView) => run.state.queuedAt ?? run.state.startedAt ?? 0;
    return [...this.known.values()]
      .map(({ view }) => view)
      .sort((a, b) => queuedAt(b) - queuedAt(a) || a.id.localeCompare(b.id));
  }

  get(id: string): RunView | undefined {
    return this.known.get(id)?.view;
  }

  /** All events of a run from its beginning. */
  async events(id: string): Promise<readonly RunEvent[]> {
    return (await readEvents(runFolder(this.root, id))).events;
  }

  /** One look at the disk: what changed since the last one. A look asked for during another is that other one. */
  refresh(): Promise<readonly RunChange[]> {
    this.looking ??= this.lookAtAll().finally(() => {
      this.looking = undefined;
    });
    return this.looking;
  }

  /** Runs whose folder is gone are forgotten. */
  private async lookAtAll(): Promise<readonly RunChange[]> {
    const ids = await readdir(runsIn(this.root)).catch((): string[] => []);
    for (const id of [...this.known.keys()]) if (!ids.includes(id)) this.known.delete(id);
    const changes: RunChange[] = [];
    for (const id of ids) {
      const change = await this.look(id);
      if (change !== undefined) changes.push(change);
    }
    return changes;
  }

  private async look(id: string): Promise<RunChange | undefined> {
    const folder = runFolder(this.root, id);
    const before = this.known.get(id);
    let { events, next } = await readEvents(folder, before?.next);
    const plan = before?.view.plan ?? (await readPlanFile(folder));
    if (plan === undefined) return undefined;
    const status = (): RunStatus => statusOf(state, ownerAlive(join(folder, ownerFile), this.now()));
    let state = events.reduce(advance, before?.view.state ?? newRun);
    let found = status();
    // A process has its last word before it lets go of the run, which may be between the two looks above.
    while (found === "interrupted") {
      const more = await readEvents(folder, next);
      if (more.events.length === 0) break;
      events = [...events, ...more.events];
      next = more.next;
      state = more.events.reduce(advance, state);
      found = status();
    }
    if (before !== undefined && events.length === 0 && before.view.status === found) return undefined;
    const run: RunView = { id, folder, plan, title: planTitle(plan), state, status: found };
    this.known.set(id, { view: run, next });
    return { run, events };
  }
}

/** The plan of a run folder; undefined where there is none or none that this version can read. */
export async function readPlanFile(folder: string): Promise<Plan | undefined> {
  const text = await readFile(join(folder, planFile), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const json: unknown = JSON.parse(text);
    return readPlan(json);
  } catch {
    return undefined;
  }
}
