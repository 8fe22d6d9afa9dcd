import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plan } from "../core/experiment/plan";
import { planTitle } from "../core/experiment/plans";
import { readPlan } from "../core/experiment/readPlan";
import { digest } from "../core/run/digest";
import type { RunEvent } from "../core/run/event";
import { fold, newRun, type RunState } from "../core/run/state";
import { type RunStatus, statusOf } from "../core/run/status";
import { denseTwin } from "../core/run/twin";
import { cellOfPlan } from "./cell";
import { disk as theDisk, type Disk, sameStamp, type Stamp } from "./disk";
import { readEvents, readOutline } from "./events";
import { Listing } from "./listing";
import { type Mark, Marks } from "./marks";
import { ownerAlive } from "./owner";
import { eventsFile, ownerFile, planFile, runFolder, runsIn } from "./root";
import { addToIndex, type IndexedRun, type LineCheck, readIndex, writeIndex } from "./runIndex";
import { queueIn, ticketRun } from "./tickets";

/** A run as everybody sees it. */
export interface RunView extends Mark {
  readonly id: string;
  readonly folder: string;
  readonly plan: Plan;
  readonly title: string;
  /** Equal for runs that differ in nothing but their seed. */
  readonly cell: string;
  /** The same of their dense twins. */
  readonly twin: string;
  /** Of a feed that keeps digests, one of them unless the run trains. */
  readonly state: RunState;
  readonly status: RunStatus;
  /** In the queue, from 1; undefined where it does not wait there. */
  readonly place?: number;
}

export interface RunChange {
  readonly run: RunView;
  /** New since the last look; empty when only what is around them changed. */
  readonly events: readonly RunEvent[];
  /** Number of its events before these. */
  readonly from: number;
}

export interface FeedOptions {
  /**
   * Of runs that do not train only digests are kept, and from one window to the next in an index; a feed that does not
   * write it only reads it. Left out: all of every run, read from its events.
   */
  readonly digests?: "read" | "write";
  /** How lines of the index are checked, where it is to go fast. */
  readonly isLine?: LineCheck;
  readonly disk?: Disk;
}

/** Told now and then during the first look, how many runs it has read of all that there are. */
export type OnRuns = (done: number, total: number) => void;

interface Known {
  readonly view: RunView;
  readonly stamp: Stamp | undefined;
  /** Where to go on reading, and the events before. */
  readonly next: number;
  readonly events: number;
  /** Whether `state` can be advanced: a digest cannot. */
  readonly whole: boolean;
}

/** Runs that are not expected to change are looked at in turn: this share of them at every look. */
const share = 1 / 16;
const most = 320;
const least = 32;

/** Files read or asked for at the same time. */
const atOnce = 64;

/**
 * The runs below one `.sparse` folder, followed by looking: no watcher misses what a network file system forgets to
 * announce, and a run started by anybody is found. A look costs a `stat` of the folder of runs, of the queue's and of the
 * marks, one of each run that trains or is about to, and a few of the others in turn; only new bytes are read.
 */
export class RunFeed {
  private readonly known = new Map<string, Known>();
  private readonly disk: Disk;
  private readonly folders: Listing;
  private readonly queue: Listing;
  private readonly marks: Marks;
  private places: ReadonlyMap<string, number> = new Map();
  /** Read from their events since the index was written. */
  private readonly read = new Set<string>();
  private indexed: ReadonlyMap<string, IndexedRun> | undefined;
  private sorted: readonly RunView[] | undefined;
  private turn = 0;
  private looking: Promise<readonly RunChange[]> | undefined;

  constructor(
    private readonly root: string,
    private readonly now: () => number,
    private readonly options: FeedOptions = {},
  ) {
    this.disk = options.disk ?? theDisk;
    this.folders = new Listing(runsIn(root), this.disk);
    this.queue = new Listing(queueIn(root), this.disk);
    this.marks = new Marks(root, this.disk);
  }

  /** Newest first: by the time of queueing, then by id. */
  get runs(): readonly RunView[] {
    const queuedAt = (run: RunView) => run.state.queuedAt ?? run.state.startedAt ?? 0;
    this.sorted ??= [...this.known.values()]
      .map(({ view }) => view)
      .sort((a, b) => queuedAt(b) - queuedAt(a) || a.id.localeCompare(b.id));
    return this.sorted;
  }

  get(id: string): RunView | undefined {
    return this.known.get(id)?.view;
  }

  /** All events of a run from its beginning. */
  async events(id: string): Promise<readonly RunEvent[]> {
    return (await readEvents(runFolder(this.root, id))).events;
  }

  /** One look at the disk: what changed since the last one. A look asked for during another is that other one. */
  refresh(onRuns?: OnRuns): Promise<readonly RunChange[]> {
    this.looking ??= this.lookAtAll(onRuns).finally(() => {
      this.looking = undefined;
    });
    return this.looking;
  }

  /** Runs whose folder is gone are forgotten. */
  private async lookAtAll(onRuns: OnRuns = () => undefined): Promise<readonly RunChange[]> {
    const first = this.indexed === undefined;
    const index =
      first && this.options.digests !== undefined ? await readIndex(this.root, this.options.isLine) : undefined;
    this.indexed ??= index?.runs ?? new Map<string, IndexedRun>();
    const now = this.now();
    await this.folders.look(now);
    const queueChanged = await this.queue.look(now);
    const marksChanged = await this.marks.look();
    const before = this.places;
    if (queueChanged) this.places = placesIn(this.queue.names);

    const here = new Set(this.folders.names);
    for (const id of [...this.known.keys()]) if (!here.has(id)) this.forget(id);
    const queued = queueChanged ? [...before.keys(), ...this.places.keys()].filter((id) => here.has(id)) : [];
    const changes = await this.lookAt([...new Set([...this.due(), ...queued])], first ? onRuns : undefined);
    if (queueChanged || marksChanged) this.surroundAll(changes);
    await this.keep(index?.lines);
    // What it said of runs that were not there is of no use.
    if (first) this.indexed = new Map();
    return [...changes.values()];
  }

  private forget(id: string): void {
    this.known.delete(id);
    this.sorted = undefined;
  }

  private async lookAt(ids: readonly string[], onRuns: OnRuns | undefined): Promise<Map<string, RunChange>> {
    const changes = new Map<string, RunChange>();
    for (let start = 0; start < ids.length; start += atOnce) {
      const some = await Promise.all(ids.slice(start, start + atOnce).map((id) => this.look(id)));
      for (const change of some) if (change !== undefined) changes.set(change.run.id, change);
      onRuns?.(Math.min(start + atOnce, ids.length), ids.length);
    }
    return changes;
  }

  /** What to look at: what is new, what trains or is about to, and some of the others. */
  private due(): readonly string[] {
    const soon: string[] = [];
    const rest: string[] = [];
    for (const id of this.folders.names) {
      const status = this.known.get(id)?.view.status;
      // One that has left the queue will train in a moment.
      const active = status === undefined || status === "running" || (status === "queued" && !this.places.has(id));
      (active ? soon : rest).push(id);
    }
    const few = Math.min(rest.length, most, Math.max(least, Math.ceil(share * rest.length)));
    const inTurn = Array.from({ length: few }, (_, index) => rest[(this.turn + index) % rest.length]!);
    this.turn = rest.length === 0 ? 0 : (this.turn + few) % rest.length;
    return [...soon, ...inTurn];
  }

  private async look(id: string): Promise<RunChange | undefined> {
    const folder = runFolder(this.root, id);
    const stamp = await this.disk.stamp(join(folder, eventsFile));
    const known = this.known.get(id);
    const before = known ?? this.fromIndex(id, folder, stamp);
    const untouched = before !== undefined && sameStamp(before.stamp, stamp);
    if (known !== undefined && untouched && isOver(known.view.status)) return undefined;
    const plan = before?.view.plan ?? (await readPlanFile(folder));
    if (plan === undefined) return undefined;

    const replaced = stamp?.ino !== before?.stamp?.ino || (stamp?.size ?? 0) < (before?.next ?? 0);
    // A digest cannot be advanced: all is read again.
    const goesOn = before !== undefined && (untouched || (before.whole && !replaced));
    const alive = () => ownerAlive(join(folder, ownerFile), this.now());
    const outlined = known === undefined && !untouched && this.options.digests !== undefined && !alive();
    const { events, next, count } = outlined
      ? await readOutline(folder)
      : untouched
        ? { events: [], next: before.next, count: before.events }
        : await readMore(folder, goesOn ? before : undefined);
    const state = fold(events, goesOn ? before.view.state : newRun);
    const status = statusOf(state, alive());
    if (outlined && status === "running") return this.look(id);
    // A process has its last word before it lets go of the run, which may be between the two looks above.
    if (status === "interrupted" && (await readEvents(folder, next)).events.length > 0) return this.look(id);

    // Thousands of runs may be seen for the first time: who wants their events asks for them.
    const from = known === undefined ? (this.options.digests === undefined ? 0 : count) : replaced ? 0 : known.events;
    const news = known !== undefined && goesOn ? events : events.slice(from);
    if (known !== undefined && news.length === 0 && known.view.status === status) {
      this.known.set(id, { ...known, stamp, next });
      return undefined;
    }
    const whole = (goesOn ? before.whole : !outlined) && (this.options.digests === undefined || status === "running");
    const view = this.surrounded({
      ...{ id, folder, plan, title: planTitle(plan) },
      ...{ cell: before?.view.cell ?? cellOfPlan(plan), twin: before?.view.twin ?? cellOfPlan(denseTwin(plan)) },
      ...{ state: whole ? state : digest(state), status },
    });
    this.known.set(id, { view, stamp, next, events: count, whole });
    this.sorted = undefined;
    if (!untouched) this.read.add(id);
    return { run: view, events: news, from };
  }

  /** What the index says of a run, where it was made of this very file. */
  private fromIndex(id: string, folder: string, stamp: Stamp | undefined): Known | undefined {
    const found = this.indexed?.get(id);
    if (found === undefined || stamp?.size !== found.size || stamp.mtimeMs !== found.mtimeMs) return undefined;
    const { plan, cell, twin, state, events, size } = found;
    const view = { id, folder, plan, title: planTitle(plan), cell, twin, state, status: statusOf(state, false) };
    return { view, stamp, next: size, events, whole: false };
  }

  /** A run with its mark and its place in the queue. */
  private surrounded({ id, folder, plan, title, cell, twin, state, status }: RunView): RunView {
    const place = this.places.get(id);
    const view = { id, folder, plan, title, cell, twin, state, status };
    return { ...view, ...this.marks.get(id), ...(place !== undefined && { place }) };
  }

  /** Marks and places of all, after one of them has changed. */
  private surroundAll(changes: Map<string, RunChange>): void {
    for (const [id, known] of this.known) {
      const run = this.surrounded(known.view);
      const { starred, name, place } = known.view;
      if (run.starred === starred && run.name === name && run.place === place) continue;
      this.known.set(id, { ...known, view: run });
      this.sorted = undefined;
      const { events = [], from = known.events } = changes.get(id) ?? {};
      changes.set(id, { run, events, from });
    }
  }

  /** Adds to the index what was read and does not train; writes it anew where a third of it would be of no use. */
  private async keep(lines: number | undefined): Promise<void> {
    const fresh = [...this.read].flatMap((id) => this.toIndex(id));
    this.read.clear();
    if (this.options.digests !== "write") return;
    if (lines !== undefined && lines + fresh.length > 1.5 * this.known.size) {
      await writeIndex(
        this.root,
        [...this.known.keys()].flatMap((id) => this.toIndex(id)),
      );
    } else await addToIndex(this.root, fresh);
  }

  private toIndex(id: string): IndexedRun[] {
    const known = this.known.get(id);
    if (known?.stamp === undefined || known.whole) return [];
    const { stamp, events, view } = known;
    const { plan, cell, twin, state } = view;
    return [{ id, size: stamp.size, mtimeMs: stamp.mtimeMs, events, cell, twin, plan, state }];
  }
}

/** The place in the queue of each run that waits, by the tickets' names. */
function placesIn(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(names.flatMap((name) => ticketRun(name) ?? []).map((id, index) => [id, index + 1]));
}

/** The events after those that are known. */
async function readMore(folder: string, known: Pick<Known, "next" | "events"> = { next: 0, events: 0 }) {
  const { events, next } = await readEvents(folder, known.next);
  return { events, next, count: known.events + events.length };
}

/** Whether its status depends on nothing but its events. */
function isOver(status: RunStatus): boolean {
  return status === "completed" || status === "stopped" || status === "failed";
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
