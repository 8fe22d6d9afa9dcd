/** A run in one or two sentences, for those who cannot see its chart and those who do not want to read it. */
import { type RunState, testOf } from "./state";
import type { RunStatus } from "./status";
import { currentEpoch, percent, points, scoringWords, significant } from "./words";

export interface SummaryInput {
  readonly state: RunState;
  readonly status: RunStatus;
  /** Of the plan. */
  readonly epochs: number;
  /** Its dense twin, where there is one. */
  readonly twin?: RunState;
}

export function summary(run: SummaryInput): string {
  return [progress(run), result(run)].filter((sentence) => sentence !== "").join(" ");
}

function progress({ state, status, epochs }: SummaryInput): string {
  const epoch = `epoch ${currentEpoch(state, epochs)} of ${epochs}`;
  switch (status) {
    case "queued":
      return "This run waits for its turn.";
    case "running":
      if (state.phase === "scoring" && state.scoring !== undefined)
        return `This run is ${scoringWords(state.scoring)}, which decides on its mask.`;
      if (state.phase !== "training") return "This run is reading its images and drawing its mask.";
      return `Training is in ${epoch}${figures(state)}.`;
    case "completed":
      return `All ${epochs} epochs are done${figures(state)}.`;
    case "stopped":
    case "interrupted":
    case "failed":
      return `Training ${status === "failed" ? "failed" : `was ${status}`} in ${epoch}${figures(state)}.`;
  }
}

function figures(state: RunState): string {
  const step = state.progress.at(-1);
  if (step === undefined) return "";
  const validation = state.epochs.at(-1)?.validation;
  const validated = validation === undefined ? "" : `, validation accuracy ${percent(validation.accuracy)}`;
  return `: training loss ${significant(step.loss)}${validated}`;
}

function result({ state, twin }: SummaryInput): string {
  const accuracy = testOf(state, "last")?.metrics.accuracy;
  if (accuracy === undefined) return "";
  const dense = twin === undefined ? undefined : testOf(twin, "last")?.metrics.accuracy;
  const own = `It gets ${percent(accuracy)} of the test images right`;
  return dense === undefined
    ? `${own}.`
    : `${own}, its dense twin ${percent(dense)}: a difference of ${points(accuracy - dense)}.`;
}
