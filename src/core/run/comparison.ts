import type { Interval, Sample } from "../evaluation/statistics/sample";
import { defaultMargin } from "../evaluation/statistics/verdict";
import type { CellSummary } from "./compare";
import type { Arguments, Locale } from "../template";
import { runPhrase } from "./phrases";
import { scaleNotes } from "./scaleWords";
import { verdictRule, verdictWords } from "./verdictWords";
import { percent, significant } from "./words";

/** A table in words, for whoever draws it. */
export interface Comparison {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Heads of what is left out where there is little room. */
  readonly minor: readonly string[];
  /** The rule that gives the verdicts, and what scales mean, a sentence each; empty where there is nothing to say. */
  readonly rule: readonly string[];
}

/**
 * One row a cell: what its seeds got, and beside their dense twins what the difference allows to say.
 *
 * @param metric id of what is compared; only accuracy has a margin, and so a verdict
 */
export function comparison(cells: readonly CellSummary[], metric: string, locale: Locale): Comparison {
  const say = (id: Head | "count", args: Arguments = {}) => runPhrase(`comparison.${id}`, args, locale);
  const words = metric === "accuracy" ? shares : numbers;
  const rows = cells.map(({ title, metrics, versus, untested }) => {
    const own = metrics[metric];
    const difference = versus?.differences[metric];
    return [
      title,
      untested > 0 ? say("count", { tested: own?.n ?? 0, all: (own?.n ?? 0) + untested }) : String(own?.n ?? 0),
      own === undefined ? "–" : words.value(own.mean),
      own?.sd === undefined ? "–" : words.difference(own.sd),
      interval(own, words.value, locale),
      versus?.metrics[metric] === undefined ? "" : words.value(versus.metrics[metric].mean),
      difference === undefined ? "" : signed(difference.mean, words.difference),
      difference === undefined ? "" : interval(difference, (value) => signed(value, words.difference), locale),
      difference === undefined || versus?.verdict === undefined || metric !== "accuracy"
        ? ""
        : verdictWords(versus.verdict, difference, versus.margin, locale),
    ];
  });
  const heads = columns.map((id) => say(id));
  const rule = metric === "accuracy" ? ruleOf(cells, locale) : scaleNotes(plansOf(cells), locale);
  return { heads, rows, minor: minor.map((id) => say(id)), rule };
}

/** The rule behind the verdicts, of several margins it names none; and what the cells are scaled to. */
export function ruleOf(cells: readonly CellSummary[], locale: Locale): readonly string[] {
  const margins = new Set(cells.flatMap(({ versus }) => versus?.margin ?? []));
  const [margin = defaultMargin] = margins;
  const scales = scaleNotes(plansOf(cells), locale);
  return [...verdictRule(margins.size > 1 ? undefined : margin, locale), ...scales];
}

function plansOf(cells: readonly CellSummary[]) {
  return cells.map(({ plan }) => plan);
}

const columns = [
  "network",
  "seeds",
  "mean",
  "sd",
  "interval",
  "dense",
  "difference",
  "differenceInterval",
  "verdict",
] as const;
type Head = (typeof columns)[number];
const minor: readonly Head[] = ["sd", "interval", "dense"];

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

function interval(sample: Sample | undefined, word: (value: number) => string, locale: Locale): string {
  const ends: Interval | undefined = sample?.interval;
  return ends === undefined ? "–" : runPhrase("comparison.range", { low: word(ends[0]), high: word(ends[1]) }, locale);
}
