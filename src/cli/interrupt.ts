import { killRun, requestStop } from "../launch/queue";
import type { RunView } from "../store/feed";
import { isOver } from "./follow";

/**
 * Ctrl-C stops what this command asked for: the run under way after its batch, with a checkpoint, and those that wait
 * leave the queue. A second Ctrl-C ends the process of the run at once.
 */
export function stopOnInterrupt(root: string, runs: () => readonly RunView[]): { readonly dispose: () => void } {
  let interrupts = 0;
  const onInterrupt = () => {
    interrupts += 1;
    const open = runs().filter((run) => !isOver(run));
    if (interrupts > 1) {
      for (const run of open) killRun(run, Date.now());
      return;
    }
    const training = open.some(({ status }) => status === "running");
    const stopping = "Stopping after this batch, with a checkpoint. Press Ctrl-C again to end it at once.";
    console.error(`\n${training ? stopping : "Leaving the queue."}`);
    // The waiting ones first, or the queue would start the next when this one ends.
    const waitingFirst = [...open].sort((a, b) => Number(a.status === "running") - Number(b.status === "running"));
    void (async () => {
      for (const run of waitingFirst) await requestStop(root, run, Date.now());
    })();
  };
  process.on("SIGINT", onInterrupt);
  process.on("SIGTERM", onInterrupt);
  return {
    dispose() {
      process.off("SIGINT", onInterrupt);
      process.off("SIGTERM", onInterrupt);
    },
  };
}
