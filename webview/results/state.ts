/** What the results page knows, as the fold of what its host has told it. */
import type { Plan } from "../../src/core/experiment/plan";
import type { ResultEntry, ResultEvents, ResultsMessage } from "../../src/core/results/panel";
import type { ResultRun } from "../../src/core/results/run";
import { fold, newRun, type RunState } from "../../src/core/run/state";

/** A run that is shown: the fold of the events it was sent. */
interface Track {
  readonly id: string;
  readonly title: string;
  readonly plan: Plan;
  readonly state: RunState;
  /** Number of events folded. */
  readonly count: number;
  /** Whether its events have come, as far as they go. */
  readonly told?: true;
  /** Whether points of its curves were left out. */
  readonly thinned?: true;
}

export interface ResultsState {
  /** All runs there are, by id. */
  readonly catalogue: ReadonlyMap<string, ResultEntry>;
  /** Those a person chose. */
  readonly chosen: readonly string[];
  /** Those, and their dense twins. */
  readonly tracks: ReadonlyMap<string, Track>;
}

export const nothingKnown: ResultsState = { catalogue: new Map(), chosen: [], tracks: new Map() };

/** Undefined when events in between are missing. Events that were folded before are passed over. */
export function withMessage(known: ResultsState, message: ResultsMessage): ResultsState | undefined {
  switch (message.kind) {
    case "catalogue": {
      const entries = message.runs.map((entry) => [entry.id, entry] as const);
      return { ...known, catalogue: new Map(message.whole ? entries : [...known.catalogue, ...entries]) };
    }
    case "chosen": {
      const tracks = message.runs.map((run) => {
        return [run.id, { state: newRun, count: 0, ...known.tracks.get(run.id), ...run }] as const;
      });
      return { ...known, chosen: message.ids, tracks: new Map(tracks) };
    }
    case "events":
      return withEvents(known, [message]);
    case "many":
      return withEvents(known, message.runs);
  }
}

function withEvents(known: ResultsState, all: readonly ResultEvents[]): ResultsState | undefined {
  const changed = new Map<string, Track>();
  for (const message of all) {
    const track = changed.get(message.of) ?? known.tracks.get(message.of);
    // Of a run that is no longer shown.
    if (track === undefined) continue;
    if (message.from > track.count) return undefined;
    changed.set(track.id, advanced(track, message));
  }
  // Thousands of runs may be shown: one copy for all that changed.
  return changed.size === 0 ? known : { ...known, tracks: new Map([...known.tracks, ...changed]) };
}

function advanced(track: Track, { from, events, all }: ResultEvents): Track {
  const count = all ?? from + events.length;
  const whole = all !== undefined || (from === 0 && track.thinned === true);
  if (!whole) {
    const news = events.slice(track.count - from);
    return { ...track, told: true, state: fold(news, track.state), count: track.count + news.length };
  }
  // What the page has already is not fewer.
  if (count < track.count) return track;
  const { id, title, plan } = track;
  return { id, title, plan, told: true, state: fold(events), count, ...(all !== undefined && { thinned: true }) };
}

/** How many of the runs that are shown have their events by now. */
export function toldOf({ tracks }: ResultsState): number {
  return [...tracks.values()].filter(({ told }) => told === true).length;
}

/** What the charts are of: of the others nothing is known yet. */
export function runsOf({ tracks }: ResultsState): readonly ResultRun[] {
  return [...tracks.values()].filter(({ told }) => told === true);
}

/** Runs that differ in nothing but their seed. */
export interface CellEntry {
  readonly cell: number;
  readonly title: string;
  /** By seed. */
  readonly runs: readonly ResultEntry[];
}

/** The cells of which the words of a filter stand in the title or in a run's state; in the order of the runs. */
export function cellsOf({ catalogue }: ResultsState, filter: string): readonly CellEntry[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const cells = new Map<number, ResultEntry[]>();
  for (const entry of catalogue.values()) {
    const said = `${entry.title} ${entry.status}`.toLowerCase();
    if (!words.every((word) => said.includes(word))) continue;
    const runs = cells.get(entry.cell) ?? [];
    runs.push(entry);
    cells.set(entry.cell, runs);
  }
  return [...cells].map(([cell, runs]) => {
    return { cell, title: runs[0]!.title, runs: runs.sort((left, right) => left.seed - right.seed) };
  });
}
