import { SingleBar } from "cli-progress";
import type { EventOf } from "../core/run/event";
import { timeLeftMs } from "../core/run/pace";
import { testOf } from "../core/run/state";
import { currentEpoch, duration, percent, progressWords, scoringWords } from "../core/run/words";
import type { Enqueued } from "../launch/queue";
import type { RunChange, RunView } from "../store/feed";

/** Shows runs while they train. */
export interface Follower {
  show(change: RunChange): void;
  /** Told while only this run of somebody else's trains. */
  wait(other: RunView): void;
  close(): void;
}

/** Every event as one line of JSON, with the run it belongs to. */
export function jsonFollower(): Follower {
  return {
    show({ run, events }) {
      for (const event of events) console.log(JSON.stringify({ run: run.id, folder: run.folder, ...event }));
    },
    wait: () => undefined,
    close: () => undefined,
  };
}

/** A progress bar where someone watches, a line an epoch where the output goes to a file. */
export function terminalFollower(runs: readonly Enqueued[]): Follower {
  const place = new Map(runs.map(({ id }, index) => [id, `${index + 1}/${runs.length}`]));
  const heading = (run: RunView) => `${place.get(run.id)!}  ${run.title}`;
  const reused = new Set(runs.filter(({ answer }) => answer === "reused").map(({ id }) => id));
  const follower = process.stdout.isTTY ? barFollower(heading) : lineFollower(heading);
  const told = new Set<string>();
  return {
    ...follower,
    show(change) {
      if (!reused.has(change.run.id)) follower.show(change);
      else console.log(`${heading(change.run)}  trained before: ${outcomeLine(change.run)}`);
    },
    wait(other) {
      if (!told.has(other.id)) console.log(`Waiting for ${other.title} to end; one run trains at a time.`);
      told.add(other.id);
    },
  };
}

type Watcher = Omit<Follower, "wait">;

function barFollower(heading: (run: RunView) => string): Watcher {
  const bar = new SingleBar({
    format: "{bar} {percentage} %  {note}",
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: 10,
    hideCursor: true,
    gracefulExit: false,
  });
  const seen = new Set<string>();
  let shown: string | undefined;
  const end = () => {
    if (shown !== undefined) bar.stop();
    shown = undefined;
  };
  return {
    show({ run }) {
      if (run.status === "running" && shown !== run.id) {
        end();
        console.log(heading(run));
        bar.start(1, 0, { note: "reading data" });
        shown = run.id;
      }
      if (shown === run.id) {
        bar.setTotal(Math.max(run.state.steps, 1));
        bar.update(run.state.step, { note: barNote(run) });
      }
      if (isOver(run) && !seen.has(run.id)) {
        seen.add(run.id);
        if (shown === run.id) end();
        else console.log(heading(run));
        console.log(`     ${outcomeLine(run)}`);
      }
    },
    close: end,
  };
}

function lineFollower(heading: (run: RunView) => string): Watcher {
  const headed = new Set<string>();
  const startedAt = Date.now();
  return {
    show({ run, events }) {
      // What a resumed run did before this command is not told again.
      for (const event of events.filter(({ at }) => at >= startedAt)) {
        if (event.kind === "started") {
          const on = `on ${event.device.description}`;
          console.log(headed.has(run.id) ? `     training ${on}` : `${heading(run)}  ${on}`);
          headed.add(run.id);
        }
        if ((event.kind === "scoring" || event.kind === "finished") && !headed.has(run.id)) {
          console.log(heading(run));
          headed.add(run.id);
        }
        if (event.kind === "scoring")
          console.log(`     ${scoringWords({ scheme: event.scheme, images: event.images }, "en")}`);
        if (event.kind === "scored") console.log(`     scored in ${duration(1000 * event.seconds)}`);
        if (event.kind === "epoch") console.log(`     ${epochLine(event, run)}`);
        if (event.kind === "finished") console.log(`     ${outcomeLine(run)}`);
      }
    },
    close: () => undefined,
  };
}

/** Whether nothing more will happen to a run by itself. */
export function isOver({ status }: RunView): boolean {
  return status !== "queued" && status !== "running";
}

function barNote({ state, plan }: RunView): string {
  const last = state.progress.at(-1);
  if (state.phase === "scoring" && state.scoring !== undefined) return scoringWords(state.scoring, "en");
  if (last === undefined) return "reading data";
  if (state.testing !== undefined) return progressWords(state, plan.train.epochs, "en");
  const left = timeLeftMs(state);
  return [
    // Eighty columns are enough for it.
    `${currentEpoch(state, plan.train.epochs)}/${plan.train.epochs}`,
    `loss ${last.loss.toFixed(3)}`,
    percent(last.accuracy),
    `${Math.round(last.imagesPerSecond)} images/s`,
    left === undefined || left < 1000 ? "" : `${duration(left)} left`,
  ]
    .filter((part) => part !== "")
    .join("  ");
}

function epochLine(epoch: EventOf<"epoch">, { plan }: RunView): string {
  const validation = epoch.validation === undefined ? "" : `, validation ${percent(epoch.validation.accuracy)}`;
  return (
    `epoch ${epoch.epoch}/${plan.train.epochs}: loss ${epoch.trainLoss.toFixed(3)}, ` +
    `training accuracy ${percent(epoch.trainAccuracy)}${validation} (${duration(epoch.seconds * 1000)})`
  );
}

function outcomeLine({ id, status, state }: RunView): string {
  const accuracy = testOf(state, "last")?.metrics.accuracy;
  if (status === "completed") return accuracy === undefined ? status : `test accuracy ${percent(accuracy, 2)}`;
  const what = state.reason === undefined ? status : `${status}: ${state.reason}`;
  return status === "stopped" ? `${what} (go on with: sparse resume ${id})` : what;
}
