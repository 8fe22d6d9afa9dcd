import type { EventsMessage, HeadsMessage, RunHead, TrackId } from "../../src/core/run/panel";
import { fold, newRun, type RunState } from "../../src/core/run/state";

/** A run as the page knows it: the fold of the events it was sent. */
export interface Track {
  readonly head: RunHead;
  readonly state: RunState;
  /** Number of events folded. */
  readonly count: number;
}

export type Tracks = Readonly<Partial<Record<TrackId, Track>>>;

/** A run that another one replaces starts anew; all else goes on. */
export function withHeads(tracks: Tracks, { run, twin }: HeadsMessage): Tracks {
  return { run: withHead(tracks.run, run), ...(twin !== undefined && { twin: withHead(tracks.twin, twin) }) };
}

/** Undefined when events in between are missing. Events that were folded before are passed over. */
export function withEvents(tracks: Tracks, { of, from, events }: EventsMessage): Tracks | undefined {
  const track = tracks[of];
  if (track === undefined || from > track.count) return undefined;
  const news = events.slice(track.count - from);
  return { ...tracks, [of]: { ...track, state: fold(news, track.state), count: track.count + news.length } };
}

function withHead(track: Track | undefined, head: RunHead): Track {
  return track?.head.id === head.id ? { ...track, head } : { head, state: newRun, count: 0 };
}
