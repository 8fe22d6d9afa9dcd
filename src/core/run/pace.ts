import type { RunState } from "./state";

/**
 * Time a run still needs, in ms, at the pace of its last progress events; undefined until there are two of them since
 * it was (re)started.
 */
export function timeLeftMs({ progress, startedAt, step, steps }: RunState): number | undefined {
  const recent = progress.slice(-10).filter(({ at }) => at >= (startedAt ?? 0));
  const [first, last] = [recent[0], recent.at(-1)];
  if (first === undefined || last === undefined || last.step === first.step) return undefined;
  return ((last.at - first.at) / (last.step - first.step)) * (steps - step);
}
