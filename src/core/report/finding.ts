/** What several comparisons say of a claim together. */
import type { Cell } from "../results/cells";

/** For the claim, against it, or neither, each by a 95 % interval (or a test at 5 %). */
export type Stance = "for" | "against" | "open";

/** One comparison that bears on a claim. */
export interface Finding {
  readonly stance: Stance;
  /** Higher is better for the claim: what the best and the worst of several are found by. */
  readonly rank: number;
  /** What was found, as a part of a sentence. */
  readonly words: string;
  /** The networks it is about. */
  readonly cells: readonly Cell[];
}

export type ClaimVerdict = "supported" | "contradicted" | "undecided" | "untested";

/**
 * `supported` where more than half of the comparisons are for the claim and none is against it, `contradicted` the other
 * way round. That more than half must agree keeps a single chance finding among many from deciding.
 */
export function verdictOf(findings: readonly Finding[]): ClaimVerdict {
  if (findings.length === 0) return "untested";
  const [support, objection] = [countOf(findings, "for"), countOf(findings, "against")];
  if (2 * support > findings.length && objection === 0) return "supported";
  if (2 * objection > findings.length && support === 0) return "contradicted";
  return "undecided";
}

export function countOf(findings: readonly Finding[], stance: Stance): number {
  return findings.filter((finding) => finding.stance === stance).length;
}
