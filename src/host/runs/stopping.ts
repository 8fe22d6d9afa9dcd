import { existsSync } from "node:fs";
import { join } from "node:path";
import type { RunView } from "../../store/feed";
import { stopFile } from "../../store/root";

/** Whether a run has been asked to stop and has not done so yet; also by another window or a terminal. */
export function isStopping(run: RunView): boolean {
  return run.status === "running" && existsSync(join(run.folder, stopFile));
}
