import type { Outcome } from "./event";
import type { RunState } from "./state";

/** What a person is told about a run. `interrupted`: its process is gone without a word; it can be resumed. */
export type RunStatus = "queued" | "running" | "interrupted" | Outcome;

/** @param alive whether the process that owns the run is there and answering */
export function statusOf(state: RunState, alive: boolean): RunStatus {
  switch (state.phase) {
    case "completed":
    case "stopped":
    case "failed":
      return state.phase;
    case "scoring":
    case "preparing":
    case "training":
      return alive ? "running" : "interrupted";
    case "created":
    case "queued":
      return alive ? "running" : "queued";
  }
}
