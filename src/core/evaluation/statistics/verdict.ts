/** Whether a sparse network is as good as its dense twin, judged by equivalence and not by the absence of evidence. */
import type { Sample } from "./sample";
import { studentProbability, studentQuantile } from "./student";

export type Verdict =
  | { readonly kind: "equivalent" | "better" | "worse" }
  /** `moreSeeds`: about how many would decide; undefined where one seed tells nothing of the spread, or none would do. */
  | { readonly kind: "undecided"; readonly moreSeeds: number | undefined };

/** Points of accuracy that a difference must exceed to matter, unless an experiment says otherwise. */
export const defaultMargin = 0.5;

/** More seeds than anybody trains. */
const mostSeeds = 10_000;

/** Share of repetitions that shall end in a decision. */
const power = 0.8;

/**
 * What the differences of a network to its dense twins, seed by seed, allow to say. In this order:
 *
 * 1. `equivalent` where their 95 % interval lies within ±margin: even its ends are differences that do not matter. This
 *    comes first, so a difference that is there but too small to matter counts as equivalent.
 * 2. `better` where the whole interval is above 0, `worse` where it is below.
 * 3. `undecided` otherwise, or with a single seed.
 *
 * @param differences sparse less dense of the same seed, in any unit; higher is better
 * @param margin      in the same unit, at least 0
 * @see Schuirmann 1987, the two one-sided tests, here each at 2.5 %
 */
export function verdictOn(differences: Sample, margin: number): Verdict {
  const { interval } = differences;
  if (interval === undefined) return { kind: "undecided", moreSeeds: undefined };
  const [low, high] = interval;
  if (-margin <= low && high <= margin) return { kind: "equivalent" };
  if (low > 0) return { kind: "better" };
  if (high < 0) return { kind: "worse" };
  return { kind: "undecided", moreSeeds: moreSeeds(differences, margin) };
}

/**
 * About how many more seeds would decide: the least number with which at least four of five repetitions would end as
 * equivalent, or as better (worse), were the mean and standard deviation so far the true ones.
 *
 * The mean of n differences then lies t-distributed around the true one with standard error s = sd / √n, and its interval
 * reaches h = t₀.₉₇₅ · s to each side. It ends within ±margin with probability P(t ≤ (margin − |mean| − h) / s) +
 * P(t ≤ (margin + |mean| − h) / s) − 1, and on its side of 0 with P(t ≤ (|mean| − h) / s).
 */
function moreSeeds({ n, mean, sd = 0 }: Sample, margin: number): number | undefined {
  const distance = Math.abs(mean);
  const decides = (seeds: number): boolean => {
    const error = sd / Math.sqrt(seeds);
    const freedom = seeds - 1;
    const half = studentQuantile(0.975, freedom) * error;
    const chance = (room: number) => studentProbability((room - half) / error, freedom);
    return Math.max(chance(margin - distance) + chance(margin + distance) - 1, chance(distance)) >= power;
  };
  if (!decides(mostSeeds)) return undefined;
  let [few, enough] = [n, mostSeeds];
  while (enough - few > 1) {
    const middle = Math.floor((few + enough) / 2);
    if (decides(middle)) enough = middle;
    else few = middle;
  }
  return enough - n;
}
