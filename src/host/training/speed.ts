import * as vscode from "vscode";
import { Commands } from "../contributions";
import { measureSpeed, type CalibrationProgress } from "../../launch/calibration";
import type { Runs } from "../runs/follower";
import { mayTrain } from "./mayTrain";
import { programHere, type TrainingPlace } from "./program";
import { trainingThreads } from "./threads";

export interface SpeedParts {
  readonly place: TrainingPlace;
  readonly runs: Runs;
  readonly log: vscode.LogOutputChannel;
}

/** Measures how fast training is on this machine, so that experiment files can say how long their runs will take. */
export function speedCommand(parts: SpeedParts): vscode.Disposable {
  return vscode.commands.registerCommand(Commands.measureSpeed, () => measure(parts));
}

async function measure({ place, runs, log }: SpeedParts): Promise<void> {
  const { window, workspace, l10n } = vscode;
  // It needs no folder: what it finds is kept for the machine.
  if (!(await mayTrain({ trusted: workspace.isTrusted, folder: true }))) return;
  await runs.look();
  if (runs.runs.some(({ status }) => status === "running")) {
    await window.showWarningMessage(
      l10n.t("A run is training, which would disturb the measurement; measure when it has ended."),
    );
    return;
  }
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: l10n.t("Measuring training speed"),
    cancellable: true,
  };
  try {
    const { description, ...program } = await programHere(place);
    const threads = trainingThreads();
    log.info(`Measuring training speed on ${threads} threads with ${description}`);
    const done = await window.withProgress(options, async (progress, cancelled) => {
      const asked = new AbortController();
      cancelled.onCancellationRequested(() => {
        asked.abort();
      });
      await show(measureSpeed(program, threads, asked.signal), progress);
      return !asked.signal.aborted;
    });
    log.info(done ? "Training speed is measured" : "Measuring training speed was cancelled");
  } catch (error) {
    await window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}

async function show(
  measuring: AsyncIterable<CalibrationProgress>,
  progress: vscode.Progress<{ readonly increment: number }>,
): Promise<void> {
  let shown = 0;
  for await (const { done, total } of measuring) {
    progress.report({ increment: (100 * (done - shown)) / total });
    shown = done;
  }
}
