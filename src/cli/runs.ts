import { choiceWords, refusedEngines } from "../core/run/choiceWords";
import { testOf } from "../core/run/state";
import { stepTimeMs, stepTimeWords } from "../core/run/stepTime";
import { scaleNotes } from "../core/run/scaleWords";
import { findTwin } from "../core/run/twin";
import { scoringWords } from "../core/run/words";
import { requestStop, resumeRun } from "../launch/queue";
import type { RunView } from "../store/feed";
import { BadInput } from "./badInput";
import { type ExitCode, exitCodes } from "./exitCodes";
import { detailTables, flowTable, metricsTable } from "./findings";
import { findRun, openRuns } from "./findRun";
import { follow, threadCount } from "./run";
import { layersOf, resultTable } from "./summary";
import { percentOrDash, table } from "./tables";

export interface RunsOptions {
  readonly out?: string;
  readonly json?: boolean;
}

export interface ResumeOptions extends RunsOptions {
  readonly threads?: string;
}

/** Lists the runs of a workspace, newest first. */
export async function listRuns({ out, json }: RunsOptions): Promise<ExitCode> {
  const { root, feed } = await openRuns(out);
  if (json === true) console.log(JSON.stringify(feed.runs.map(entry)));
  else if (feed.runs.length === 0) console.log(`No runs in ${root}. Start one: sparse run FILE.sparse.yaml`);
  else console.log(table(["run", "state", "epochs", "test accuracy"], feed.runs.map(row)));
  return exitCodes.done;
}

/** Everything about one run: its state, layers, epochs and tests. */
export async function showRun(name: string, { out, json }: RunsOptions): Promise<ExitCode> {
  const { run, runs } = await findRun(name, out);
  if (json === true) {
    console.log(JSON.stringify({ ...entry(run), plan: run.plan, state: run.state }));
    return exitCodes.done;
  }
  const { state } = run;
  const epochs = state.epochs.map(({ epoch, rate, trainLoss, trainAccuracy, validation }) => [
    epoch,
    rate.toPrecision(3),
    trainLoss.toFixed(3),
    percentOrDash(trainAccuracy, 1),
    percentOrDash(validation?.accuracy, 1),
  ]);
  const tests = Object.fromEntries(state.tests.map((test) => [`${test.which} epoch (${test.epoch})`, test]));
  const parts = [
    resultTable([run], runs),
    ...scaleNotes([run.plan], "en"),
    state.reason,
    state.device && `Trained on ${state.device.description}`,
    state.choice && [`Engine: ${choiceWords(state.choice, "en")}`, ...refusedEngines(state.choice)].join("\n  not "),
    state.scoring && sentence(scoringWords(state.scoring, "en")),
    stepLine(run, runs),
    layersOf(run),
    epochs.length > 0 ? table(["epoch", "rate", "loss", "training", "validation"], epochs) : undefined,
    flowTable(state.gradientFlow),
    state.tests.length > 0 ? metricsTable(tests) : undefined,
    ...detailTables(testOf(state, "last")?.details ?? {}),
    run.folder,
  ];
  console.log(parts.filter((part) => part !== undefined).join("\n\n"));
  return exitCodes.done;
}

/** Measured in different runs: on a busy machine one may have had more of it than the other. */
function stepLine(run: RunView, runs: readonly RunView[]): string | undefined {
  const twin = findTwin(run, runs);
  const { batch } = run.plan.train;
  const words = stepTimeWords(stepTimeMs(run.state, batch), twin && stepTimeMs(twin.state, batch), "en");
  return words && `Time of a step of ${batch} images: ${words}`;
}

/** Stops a run after its batch, with a checkpoint; takes a waiting one out of the queue. */
export async function stopRun(name: string, { out }: RunsOptions): Promise<ExitCode> {
  const { root, run } = await findRun(name, out);
  if (run.status !== "running" && run.status !== "queued") {
    throw new BadInput(`Run ${run.id} is ${run.status}; only a queued or running one can be stopped.`);
  }
  await requestStop(root, run, Date.now());
  console.log(run.status === "running" ? `${run.id} stops after its batch.` : `${run.id} left the queue.`);
  return exitCodes.done;
}

/** Goes on with a run from its last checkpoint and follows it to its end. */
export async function resume(name: string, { out, json, threads }: ResumeOptions): Promise<ExitCode> {
  const { root, run } = await findRun(name, out);
  if (run.status === "completed" || run.status === "running") {
    throw new BadInput(`Run ${run.id} is ${run.status}; there is nothing to resume.`);
  }
  await resumeRun(root, run.id, { threads: threadCount(threads), now: Date.now });
  return follow(root, [{ id: run.id, answer: "queued" }], json === true);
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function entry({ id, title, status, folder, state }: RunView) {
  return { id, title, status, folder, step: state.step, steps: state.steps, tests: state.tests };
}

function row({ id, status, state, plan }: RunView) {
  return [
    id,
    status,
    `${state.epochs.length}/${plan.train.epochs}`,
    percentOrDash(testOf(state, "last")?.metrics.accuracy),
  ];
}
