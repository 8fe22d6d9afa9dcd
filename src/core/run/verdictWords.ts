import type { Sample } from "../evaluation/statistics/sample";
import type { Verdict } from "../evaluation/statistics/verdict";
import { count } from "./words";

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

/** The rule behind it, a sentence each. */
export function verdictRule(margin: number): readonly string[] {
  return [
    "Differences to the dense twins are in points of accuracy and paired by seed.",
    `Equivalent: their 95 % interval (Student's t) lies within ±${margin} points.`,
    "Otherwise better or worse: the interval lies wholly above or below 0.",
    "Otherwise undecided, with about how many more seeds would decide in four of five repetitions.",
  ];
}
