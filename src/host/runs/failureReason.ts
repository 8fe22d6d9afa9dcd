import { reasonWords } from "../../core/run/cause";
import type { Words } from "../words";
import type { RunUpdate } from "./follower";

/** Undefined unless the run has just failed or fallen silent: what was so when the window opened is no news. */
export function failureReason({ run, before }: RunUpdate, { say, locale }: Words): string | undefined {
  if (before === undefined || before === run.status) return undefined;
  if (run.status === "failed") return reasonWords(run.state, locale) ?? say("The run failed without a reason.");
  if (run.status === "interrupted")
    return say("The training process is gone without a word; the run is kept up to its last checkpoint.");
  return undefined;
}
