import type { Locale } from "../template";
import { runPhrase } from "./phrases";
import type { RunState } from "./state";
import { significant } from "./words";

/**
 * Time of one training step in ms, reading and augmenting its images included: the median over the run's progress events,
 * so that what else the machine did for a while does not count. Undefined before the first of them.
 *
 * @param batch images a step
 */
export function stepTimeMs({ progress }: RunState, batch: number): number | undefined {
  const times = progress
    .filter(({ imagesPerSecond }) => imagesPerSecond > 0)
    .map(({ imagesPerSecond }) => (1000 * batch) / imagesPerSecond)
    .sort((short, long) => short - long);
  const middle = (times.length - 1) / 2;
  return times.length === 0 ? undefined : (times[Math.floor(middle)]! + times[Math.ceil(middle)]!) / 2;
}

/** "12.3 ms, of its dense twin 44.1 ms (3.59 times as long)"; undefined where nothing was measured. */
export function stepTimeWords(own: number | undefined, dense: number | undefined, locale: Locale): string | undefined {
  if (own === undefined) return undefined;
  const beside = dense === undefined ? {} : { dense: significant(dense), times: significant(dense / own) };
  return runPhrase("step", { own: significant(own), ...beside }, locale);
}
