import type { Sample } from "../evaluation/statistics/sample";
import type { Verdict } from "../evaluation/statistics/verdict";
import type { Locale } from "../template";
import type { CellSummary } from "./compare";
import { runPhrase } from "./phrases";
import { count, percent, points } from "./words";

/** A verdict on the accuracy: "equivalent to dense within ±0.5 points". */
export function verdictWords(verdict: Verdict, { n }: Pick<Sample, "n">, margin: number, locale: Locale): string {
  if (verdict.kind !== "undecided") return runPhrase(`verdict.${verdict.kind}`, { margin }, locale);
  const { moreSeeds } = verdict;
  if (n === 1) return runPhrase("verdict.oneSeed", {}, locale);
  if (moreSeeds === undefined) return runPhrase("verdict.never", {}, locale);
  return runPhrase(moreSeeds === 1 ? "verdict.oneMore" : "verdict.more", { seeds: count(moreSeeds) }, locale);
}

/** A cell's accuracy over its seeds: "3 seeds, mean 81.2 % (80.4 % to 82.0 %); −0.3 points to dense (…): undecided: …". */
export function cellWords({ seeds, metrics, versus }: CellSummary, locale: Locale): string | undefined {
  const { accuracy } = metrics;
  if (accuracy === undefined) return undefined;
  const ends = ({ interval }: Sample, word: (value: number) => string) =>
    interval === undefined ? {} : { low: word(interval[0]), high: word(interval[1]) };
  const mean = percent(accuracy.mean);
  const own = runPhrase("cell.seeds", { seeds: seeds.length, mean, ...ends(accuracy, percent) }, locale);
  const difference = versus?.differences.accuracy;
  if (difference === undefined || versus?.verdict === undefined) return own;
  const inPoints = (value: number) => points(value, locale);
  const verdict = verdictWords(versus.verdict, difference, versus.margin, locale);
  const args = { own, difference: inPoints(difference.mean), ...ends(difference, inPoints), verdict };
  return runPhrase("cell.difference", args, locale);
}

/** The rule behind it, a sentence each. */
export function verdictRule(margin: number | undefined, locale: Locale): readonly string[] {
  return [
    runPhrase("verdict.rule.differences", {}, locale),
    runPhrase("verdict.rule.equivalent", { margin: margin ?? runPhrase("verdict.rule.margin", {}, locale) }, locale),
    runPhrase("verdict.rule.better", {}, locale),
    runPhrase("verdict.rule.undecided", {}, locale),
  ];
}
