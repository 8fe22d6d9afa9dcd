/** A run in one or two sentences, for those who cannot see its chart and those who do not want to read it. */
import { type RunState, testOf } from "./state";
import type { RunStatus } from "./status";
import type { Arguments, Locale } from "../template";
import { runPhrase } from "./phrases";
import { currentEpoch, percent, points, scoringWords, significant } from "./words";

export interface SummaryInput {
  readonly state: RunState;
  readonly status: RunStatus;
  /** Of the plan. */
  readonly epochs: number;
  /** Its dense twin, where there is one. */
  readonly twin?: RunState;
}

export function summary(run: SummaryInput, locale: Locale): string {
  return [progress(run, locale), result(run, locale)]
    .filter((sentence) => sentence !== "")
    .join(locale === "ja" ? "" : " ");
}

function progress({ state, status, epochs }: SummaryInput, locale: Locale): string {
  if (status === "queued") return runPhrase("summary.queued", {}, locale);
  if (status === "running" && state.phase === "scoring" && state.scoring !== undefined)
    return runPhrase("summary.scoring", { scoring: scoringWords(state.scoring, locale) }, locale);
  if (status === "running" && state.phase !== "training") return runPhrase("summary.preparing", {}, locale);
  return runPhrase(
    `summary.${status}`,
    { epoch: currentEpoch(state, epochs), epochs, ...figures(state, locale) },
    locale,
  );
}

function figures(state: RunState, locale: Locale): Arguments {
  const step = state.progress.at(-1);
  if (step === undefined) return {};
  const validation = state.epochs.at(-1)?.validation;
  const loss = significant(step.loss, locale);
  return validation === undefined ? { loss } : { loss, validation: percent(validation.accuracy, 1, locale) };
}

function result({ state, twin }: SummaryInput, locale: Locale): string {
  const accuracy = testOf(state, "last")?.metrics.accuracy;
  if (accuracy === undefined) return "";
  const dense = twin === undefined ? undefined : testOf(twin, "last")?.metrics.accuracy;
  const share = (value: number) => percent(value, 1, locale);
  const beside = dense === undefined ? {} : { dense: share(dense), difference: points(accuracy - dense, locale) };
  return runPhrase("summary.result", { accuracy: share(accuracy), ...beside }, locale);
}
