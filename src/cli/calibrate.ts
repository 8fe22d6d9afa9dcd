import { SingleBar } from "cli-progress";
import { join } from "node:path";
import type { Calibration, CalibrationPoint } from "../core/estimate/calibration";
import { estimatedTimes } from "../core/estimate/speed";
import { percent, significant } from "../core/run/words";
import { measureSpeed } from "../launch/calibration";
import { calibrationFile, calibrationReader } from "../store/calibration";
import { programFolder } from "./engines";
import { trainedHere } from "./estimateLine";
import { type ExitCode, exitCodes } from "./exitCodes";
import { threadCount } from "./run";
import { table } from "./tables";

export interface CalibrateOptions {
  readonly threads?: string;
  readonly json?: boolean;
}

/** Measures how fast training is on this machine, keeps that for estimates, and prints it. */
export async function calibrate(options: CalibrateOptions): Promise<ExitCode> {
  const threads = threadCount(options.threads);
  const program = { node: process.execPath, trainer: join(programFolder, "trainer.js") };
  const bar = process.stdout.isTTY && options.json !== true ? progressBar() : undefined;
  const stop = new AbortController();
  const onInterrupt = () => {
    stop.abort();
  };
  process.once("SIGINT", onInterrupt).once("SIGTERM", onInterrupt);
  if (bar === undefined) console.error("Measuring training speed; a quiet machine takes ten seconds.");
  try {
    for await (const { done, total } of measureSpeed(program, threads, stop.signal)) {
      bar?.setTotal(total);
      bar?.update(done);
    }
  } finally {
    bar?.stop();
    process.off("SIGINT", onInterrupt).off("SIGTERM", onInterrupt);
  }
  if (stop.signal.aborted) {
    console.error("Stopped; nothing was measured.");
    return exitCodes.stopped;
  }
  const trained = trainedHere(threads);
  const found = calibrationReader(trained)();
  if (found === undefined) throw new Error(`What was measured cannot be read from ${calibrationFile(trained)}.`);
  console.log(options.json === true ? JSON.stringify(found) : inWords(found, calibrationFile(trained)));
  return exitCodes.done;
}

function progressBar(): SingleBar {
  const bar = new SingleBar({
    format: "{bar} {percentage} %  measuring",
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: 10,
    hideCursor: true,
    gracefulExit: false,
    clearOnComplete: true,
  });
  bar.start(1, 0);
  return bar;
}

function inWords(calibration: Calibration, file: string): string {
  const { engine, machine, threads, points } = calibration;
  const estimated = estimatedTimes(calibration);
  const rows = points.map((point, index) => [
    point.model,
    point.shape.join("×"),
    String(point.density),
    String(point.batch),
    ms(point.stepMs),
    ms(estimated[index]!.stepMs),
    ms(point.forwardMs),
    ms(point.attackMs),
  ]);
  const head = ["network", "images", "density", "batch", "step ms", "estimated", "logits ms", "attack ms"];
  return [
    `${machine.cpu}, ${threads} of ${machine.cores} cores, Node ${engine.node}`,
    table(head, rows, ["images"]),
    `Estimates miss these steps by ${percent(worst(points, estimated), 0)} at most. Kept in ${file}.`,
    ...busy(calibration),
  ].join("\n");
}

function ms(value: number): string {
  return significant(value);
}

function worst(points: readonly CalibrationPoint[], estimated: readonly { readonly stepMs: number }[]): number {
  return Math.max(...points.map(({ stepMs }, index) => Math.abs(estimated[index]!.stepMs / stepMs - 1)));
}

/** Half of the cores at work before is more than an editor that waits. */
function busy({ load, machine: { cores } }: Calibration): string[] {
  if (load <= cores / 2) return [];
  return [
    `Other work kept the machine busy (load ${load.toFixed(1)} on ${cores} cores): on a quiet one all is faster. Measure again then.`,
  ];
}
