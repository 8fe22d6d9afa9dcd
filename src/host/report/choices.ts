import type { RunView } from "../../store/feed";
import type { Words } from "../words";

/** What a report may be of. */
export interface ReportChoice {
  readonly label: string;
  readonly description: string;
  /** None where a person picks them one by one. */
  readonly runs: readonly RunView[];
}

/** All finished runs, those of each experiment, and whichever a person picks. */
export function reportChoices(finished: readonly RunView[], { say }: Words): readonly ReportChoice[] {
  const byExperiment = new Map<string, RunView[]>();
  for (const run of finished) {
    const { experiment } = run.state;
    if (experiment !== undefined) byExperiment.set(experiment, [...(byExperiment.get(experiment) ?? []), run]);
  }
  const choice = (label: string, runs: readonly RunView[]): ReportChoice => {
    return { label, description: say("{0} finished runs", runs.length), runs };
  };
  return [
    ...[...byExperiment].map(([experiment, runs]) => choice(experiment, runs)),
    choice(say("All finished runs"), finished),
    { label: say("Choose runs…"), description: "", runs: [] },
  ];
}
