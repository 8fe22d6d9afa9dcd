import type { Interval, Sample } from "../evaluation/statistics/sample";
import { defaultMargin } from "../evaluation/statistics/verdict";
import type { CellSummary } from "./compare";
import { verdictRule, verdictWords } from "./verdictWords";
import { percent, significant } from "./words";

/** A table in words, for whoever draws it. */
export interface Comparison {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Heads of what is left out where there is little room. */
  readonly minor: readonly string[];
  /** The rule that gives the verdicts, a sentence each; empty where there are none. */
  readonly rule: readonly string[];
}

/**
 * One row a cell: what its seeds got, and beside their dense twins what the difference allows to say.
 *
 * @param metric id of what is compared; only accuracy has a margin, and so a verdict
 */
export function comparison(cells: readonly CellSummary[], metric: string): Comparison {
  const words = metric === "accuracy" ? shares : numbers;
  const rows = cells.map(({ title, metrics, versus, untested }) => {
    const own = metrics[metric];
    const difference = versus?.differences[metric];
    return [
      title,
      `${own?.n ?? 0}${untested > 0 ? ` of ${(own?.n ?? 0) + untested}` : ""}`,
      own === undefined ? "–" : words.value(own.mean),
      own?.sd === undefined ? "–" : words.difference(own.sd),
      interval(own, words.value),
      versus?.metrics[metric] === undefined ? "" : words.value(versus.metrics[metric].mean),
      difference === undefined ? "" : signed(difference.mean, words.difference),
      difference === undefined ? "" : interval(difference, (value) => signed(value, words.difference)),
      difference === undefined || versus?.verdict === undefined || metric !== "accuracy"
        ? ""
        : verdictWords(versus.verdict, difference, versus.margin),
    ];
  });
  const heads = [
    "network",
    "seeds",
    "mean",
    "sd",
    "95 % interval",
    "dense",
    "difference",
    "its 95 % interval",
    "verdict",
  ];
  const rule = metric === "accuracy" ? ruleOf(cells) : [];
  return { heads, rows, minor: ["sd", "95 % interval", "dense"], rule };
}

/** The rule behind the verdicts; of several margins it names none. */
export function ruleOf(cells: readonly CellSummary[]): readonly string[] {
  const margins = new Set(cells.flatMap(({ versus }) => versus?.margin ?? []));
  const [margin = defaultMargin] = margins;
  return verdictRule(margins.size > 1 ? "margin" : margin);
}

interface Words {
  readonly value: (value: number) => string;
  /** Without its sign. */
  readonly difference: (value: number) => string;
}

const shares: Words = {
  value: (share) => percent(share, 2),
  difference: (share) => (100 * share).toFixed(2),
};

const numbers: Words = { value: significant, difference: significant };

function signed(value: number, word: Words["difference"]): string {
  return `${value < 0 ? "−" : value > 0 ? "+" : "±"}${word(Math.abs(value))}`;
}

function interval(sample: Sample | undefined, word: (value: number) => string): string {
  const ends: Interval | undefined = sample?.interval;
  return ends === undefined ? "–" : `${word(ends[0])} to ${word(ends[1])}`;
}
