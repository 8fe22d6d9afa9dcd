/** What the results page knows, as the fold of what its host has told it. */
import type { Plan } from "../../src/core/experiment/plan";
import type { ResultEntry, ResultsMessage } from "../../src/core/results/panel";
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
    case "events": {
      const track = known.tracks.get(message.of);
      // Of a run that is no longer shown.
      if (track === undefined) return known;
      if (message.from > track.count) return undefined;
      const { all } = message;
      if (all !== undefined) {
        // What the page has already is not fewer.
        if (track.count >= all) return known;
        const whole = { ...track, state: fold(message.events), count: all, thinned: true } as const;
        return { ...known, tracks: new Map(known.tracks).set(track.id, whole) };
      }
      const news = message.events.slice(track.count - message.from);
      const state = fold(news, track.state);
      const next = { ...track, state, count: track.count + news.length };
      return { ...known, tracks: new Map(known.tracks).set(track.id, next) };
    }
  }
}

/** What the charts are of. */
export function runsOf({ tracks }: ResultsState): readonly ResultRun[] {
  return [...tracks.values()];
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
