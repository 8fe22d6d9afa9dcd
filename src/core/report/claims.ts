/** What the paper claims, one entry each, and what runs say of it. */
import { cellsOf, type Cell } from "../results/cells";
import type { ResultRun } from "../results/run";
import type { Locale } from "../template";
import { besideDense, besideSchemes, gapTrends } from "./comparisons";
import { countOf, verdictOf, type ClaimVerdict, type Finding } from "./finding";
import { gradientTrends } from "./gradients";
import { saying } from "./phrases";
import { orderOfSchemes } from "./ranking";
import { extentWords } from "./extent";

/** One line of the table of claims. */
export interface JudgedClaim {
  readonly id: ClaimId;
  /** Of the paper's questions: "RQ1". */
  readonly question: string;
  readonly claim: string;
  readonly verdict: ClaimVerdict;
  /** What was found, or where nothing was, what to measure for it; sentences. */
  readonly numbers: readonly string[];
  /** Of the runs that it rests on; empty where nothing was found. */
  readonly scale: string;
}

export type ClaimId =
  | "match"
  | "beat"
  | "width"
  | "depth"
  | "ratios"
  | "outliers"
  | "ece"
  | "nll"
  | "robustness"
  | "erk"
  | "snip"
  | "gradients";

interface Claim {
  readonly id: ClaimId;
  readonly question: "RQ1" | "RQ2" | "RQ3" | "RQ4" | "RQ5";
  readonly findings: (cells: readonly Cell[], locale: Locale) => readonly Finding[];
  /** Sentences besides what was found. */
  readonly also?: (cells: readonly Cell[], locale: Locale) => readonly string[];
}

/** In its figures the paper's schemes differ at these densities; above them all are close to dense. */
const sparsest = 0.2;

const plain = ["uniform", "uniform_plus"] as const;

const claims: readonly Claim[] = [
  { id: "match", question: "RQ1", findings: (cells, locale) => besideDense(cells, "accuracy", "match", locale) },
  { id: "beat", question: "RQ1", findings: (cells, locale) => besideDense(cells, "accuracy", "better", locale) },
  { id: "width", question: "RQ2", findings: (cells, locale) => gapTrends(cells, "width", locale) },
  { id: "depth", question: "RQ2", findings: (cells, locale) => gapTrends(cells, "depth", locale) },
  {
    id: "ratios",
    question: "RQ2",
    findings: (cells, locale) => besideSchemes(cells, "erk", { others: ["uniform"], most: sparsest }, locale),
  },
  { id: "outliers", question: "RQ3", findings: (cells, locale) => besideDense(cells, "auc_msp", "better", locale) },
  {
    id: "ece",
    question: "RQ3",
    findings: (cells, locale) => besideDense(cells, "ece", "better", locale),
    also: lowerIsBetter,
  },
  {
    id: "nll",
    question: "RQ3",
    findings: (cells, locale) => besideDense(cells, "nll", "better", locale),
    also: lowerIsBetter,
  },
  { id: "robustness", question: "RQ3", findings: (cells, locale) => besideDense(cells, "fgsm", "better", locale) },
  {
    id: "erk",
    question: "RQ4",
    findings: (cells, locale) => besideSchemes(cells, "erk", { others: plain, most: sparsest }, locale),
    also: orderOfSchemes,
  },
  {
    id: "snip",
    question: "RQ4",
    findings: (cells, locale) => besideSchemes(cells, "snip_ratio", { others: plain, most: sparsest }, locale),
  },
  { id: "gradients", question: "RQ5", findings: gradientTrends },
];

/** Every claim in the paper's order, those that these runs say nothing of too; tests are of the last epoch. */
export function judgedClaims(runs: readonly ResultRun[], locale: Locale): readonly JudgedClaim[] {
  const cells = cellsOf(runs, { which: "last" });
  const say = saying(locale);
  return claims.map(({ id, question, findings, also }) => {
    const found = findings(cells, locale);
    const used = new Set(found.flatMap((finding) => finding.cells));
    const plans = [...used].flatMap((cell) => cell.runs.map(({ plan }) => plan));
    const own = found.length === 0 ? [say(`needs.${id}`)] : numbersOf(found, locale);
    return {
      ...{ id, question, claim: say(`claim.${id}`), verdict: verdictOf(found) },
      numbers: [...own, ...(found.length === 0 ? [] : (also?.(cells, locale) ?? []))],
      scale: plans.length === 0 ? "" : extentWords(plans, locale),
    };
  });
}

/** Of differences, so that their signs are understood. */
function lowerIsBetter(_: readonly Cell[], locale: Locale): readonly string[] {
  return [saying(locale)("numbers.lower")];
}

/** How many comparisons say what, and the two that are furthest apart. */
function numbersOf(findings: readonly Finding[], locale: Locale): readonly string[] {
  const say = saying(locale);
  const [best, ...others] = [...findings].sort((one, other) => other.rank - one.rank);
  const worst = others.at(-1);
  if (worst === undefined) return [say("numbers.only", { words: best!.words })];
  const [support, objection, open] = (["for", "against", "open"] as const).map((stance) => countOf(findings, stance));
  return [
    say("numbers.counts", { count: findings.length, support: support!, objection: objection!, open: open! }),
    say("numbers.best", { words: best!.words }),
    say("numbers.worst", { words: worst.words }),
  ];
}
