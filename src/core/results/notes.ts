/** Notes that many charts have. */
import { scaleNotes } from "../run/scaleWords";
import { testOf } from "../run/state";
import type { Locale } from "../template";
import type { Cell } from "./cells";
import { metricAxis } from "./metricAxis";
import type { ResultOptions } from "./options";
import { saying, type PhraseId, type Say } from "./phrases";
import type { ResultRun } from "./run";

/** What to do where nothing is chosen, and what the runs are scaled to. */
export function runNotes(runs: readonly ResultRun[], locale: Locale): readonly string[] {
  return [
    ...(runs.length === 0 ? [saying(locale)("note.empty")] : []),
    ...scaleNotes(
      runs.map(({ plan }) => plan),
      locale,
    ),
  ];
}

/** A note on how many of how many; none where it is none of them. */
export function countNote(say: Say, id: PhraseId, count: number, total: number): readonly string[] {
  return count === 0 ? [] : [say(id, { count, total })];
}

/** What of the tests is missing, and which weights they are of. */
export function testNotes(
  runs: readonly ResultRun[],
  cells: readonly Cell[],
  metric: string,
  { which }: Pick<ResultOptions, "which">,
  locale: Locale,
): readonly string[] {
  const say = saying(locale);
  const tested = cells.filter(({ seeds }) => seeds.length > 0);
  const found = tested.filter(({ metrics }) => metrics[metric] !== undefined).length;
  const single = tested.filter(({ metrics }) => metrics[metric]?.n === 1).length;
  const name = metricAxis(metric, locale).name;
  return [
    ...untestedNote(say, runs, which),
    ...missingNote(say, cells, found, { what: `"${name}"`, id: metric.split("/")[0]! }),
    ...countNote(say, "metric.oneSeed", single, tested.length),
    ...(which === "best" && tested.length > 0 ? [say("note.best")] : []),
  ];
}

export function untestedNote(say: Say, runs: readonly ResultRun[], which: ResultOptions["which"]): readonly string[] {
  const untested = runs.filter(({ state }) => testOf(state, which) === undefined).length;
  return countNote(say, "note.untested", untested, runs.length);
}

/** How many tested networks have nothing of a kind, and what to measure for it. */
export function missingNote(
  say: Say,
  cells: readonly Cell[],
  found: number,
  { what, id }: { readonly what: string; readonly id: string },
): readonly string[] {
  const tested = cells.filter(({ seeds }) => seeds.length > 0).length;
  return tested <= found ? [] : [say("note.missing", { count: tested - found, total: tested, what, id })];
}

/** The same of what is measured while networks train. */
export function measuredNote(
  say: Say,
  total: number,
  found: number,
  { what, id }: { readonly what: string; readonly id: string },
): readonly string[] {
  return total === found ? [] : [say("note.measured", { count: total - found, total, what, id })];
}
