import type { RunEvent } from "../run/event";

/** Points of training curves that a page holds, of all its runs together. */
const mostPoints = 100_000;

/**
 * The events of one of `runs` runs that are shown together, with so few points of its training curve that all of them
 * stay within bounds: evenly spaced, the first and the last among them. All other events are kept.
 */
export function thinned(events: readonly RunEvent[], runs: number, most = mostPoints): readonly RunEvent[] {
  const points = events.filter(({ kind }) => kind === "progress").length;
  const room = Math.max(2, Math.floor(most / Math.max(1, runs)));
  if (points <= room) return events;
  let seen = 0;
  return events.filter(({ kind }) => {
    if (kind !== "progress") return true;
    const place = (index: number) => Math.floor((index * (room - 1)) / (points - 1));
    const index = seen++;
    return index === 0 || place(index) > place(index - 1);
  });
}
