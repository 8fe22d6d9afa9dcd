/** Which runs a person wants to see, from a line of text such as `erk density<0.1 state:failed`. */
import type { Locale } from "../template";
import type { OutlineRun } from "./outline";
import { runPhrase } from "./phrases";
import { testOf } from "./state";
import { statusWord } from "./words";

export type RunFilter = (run: OutlineRun) => boolean;

/** All terms must hold; a text without any lets all runs through. */
export function readFilter(text: string, locale: Locale): RunFilter | { readonly problem: string } {
  const terms = [...text.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => readTerm(word, quoted, locale));
  const filters: RunFilter[] = [];
  for (const term of terms) {
    if (typeof term !== "function") return term;
    filters.push(term);
  }
  return (run) => filters.every((filter) => filter(run));
}

function readTerm(word: string, quoted: string | undefined, locale: Locale): RunFilter | { readonly problem: string } {
  const [, key = "", sign = "", value = ""] =
    /^([a-z]+)(<=|>=|[<>=:])(.*)$/i.exec(quoted === undefined ? word : "") ?? [];
  const number = numbers[key.toLowerCase()];
  if (number !== undefined) {
    const wanted = value.trim() === "" ? NaN : Number(value.replace(/%$/, ""));
    if (Number.isNaN(wanted))
      return { problem: runPhrase("filter.number", { term: word, key: key.toLowerCase() }, locale) };
    return (run) => {
      const own = number(run);
      return own !== undefined && compare(own, sign, wanted);
    };
  }
  const texts = words[key.toLowerCase()];
  if (texts !== undefined && sign === ":") {
    const wanted = value.toLowerCase();
    return (run) => texts(run, locale).some((own) => own.toLowerCase().includes(wanted));
  }
  const wanted = (quoted ?? word).toLowerCase();
  return (run) =>
    Object.values(words).some((own) => own(run, locale).some((each) => each.toLowerCase().includes(wanted)));
}

/** Accuracies are in percent, as they are shown. */
const numbers: Readonly<Record<string, (run: OutlineRun) => number | undefined>> = {
  density: ({ plan }) => plan.prune.density,
  seed: ({ plan }) => plan.seed,
  accuracy: ({ state }) => {
    const accuracy = testOf(state, "last")?.metrics.accuracy;
    return accuracy === undefined ? undefined : 100 * accuracy;
  },
};

const words: Readonly<Record<string, (run: OutlineRun, locale: Locale) => readonly string[]>> = {
  title: ({ title, name }) => (name === undefined ? [title] : [title, name]),
  scheme: ({ plan }) => [plan.prune.scheme],
  state: ({ status }, locale) => [status, statusWord(status, "en"), statusWord(status, locale)],
  experiment: ({ state }) => (state.experiment === undefined ? [] : [state.experiment]),
  is: ({ starred }) => (starred === true ? ["starred"] : []),
};

function compare(own: number, sign: string, wanted: number): boolean {
  switch (sign) {
    case "<":
      return own < wanted;
    case "<=":
      return own <= wanted;
    case ">":
      return own > wanted;
    case ">=":
      return own >= wanted;
    default:
      return own === wanted;
  }
}
