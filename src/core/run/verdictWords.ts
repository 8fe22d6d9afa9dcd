import type { Sample } from "../evaluation/statistics/sample";
import type { Verdict } from "../evaluation/statistics/verdict";
import type { CellSummary } from "./compare";
import { count, percent, points } from "./words";

/** A verdict on the accuracy: "equivalent to dense within ±0.5 points". */
export function verdictWords(verdict: Verdict, { n }: Pick<Sample, "n">, margin: number): string {
  switch (verdict.kind) {
    case "equivalent":
      return `equivalent to dense within ±${margin} points`;
    case "better":
      return "better than dense";
    case "worse":
      return "worse than dense";
    case "undecided": {
      const { moreSeeds } = verdict;
      if (n === 1) return "undecided: one seed tells nothing of the spread";
      if (moreSeeds === undefined) return "undecided: more seeds than anybody trains";
      return `undecided: about ${count(moreSeeds)} more ${moreSeeds === 1 ? "seed" : "seeds"}`;
    }
  }
}

/** A cell's accuracy over its seeds: "3 seeds, mean 81.2 % (80.4 % to 82.0 %); −0.3 points to dense (…): undecided: …". */
export function cellWords({ seeds, metrics, versus }: CellSummary): string | undefined {
  const { accuracy } = metrics;
  if (accuracy === undefined) return undefined;
  const range =
    accuracy.interval === undefined ? "" : ` (95 %: ${accuracy.interval.map((end) => percent(end)).join(" to ")})`;
  const own = `${seeds.length} seeds, mean ${percent(accuracy.mean)}${range}`;
  const difference = versus?.differences.accuracy;
  if (difference === undefined || versus?.verdict === undefined) return own;
  const around = difference.interval === undefined ? "" : ` (95 %: ${difference.interval.map(points).join(" to ")})`;
  return `${own}; ${points(difference.mean)}${around}, ${verdictWords(versus.verdict, difference, versus.margin)}`;
}

/** The rule behind it, a sentence each. */
export function verdictRule(margin: number | "margin"): readonly string[] {
  return [
    "Differences to the dense twins are in points of accuracy and paired by seed.",
    `Equivalent: their 95 % interval (Student's t) lies within ±${margin} points.`,
    "Otherwise better or worse: the interval lies wholly above or below 0.",
    "Otherwise undecided, with about how many more seeds would decide in four of five repetitions.",
  ];
}
