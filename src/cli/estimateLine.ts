import { join } from "node:path";
import { estimatesWith } from "../core/estimate/estimates";
import type { Plan } from "../core/experiment/plan";
import { bytes, count, roughDuration } from "../core/run/words";
import { calibrationReader } from "../store/calibration";
import { imageCounts } from "../store/dataset";
import { programFolder } from "./engines";

/** What training these plans will take on this machine: "3 runs, about 4.5 min and 230 MB of memory". */
export function estimateLine(plans: readonly Plan[], threads: number): string {
  const calibration = calibrationReader(trainedHere(threads))();
  const estimate = estimatesWith({ calibration, images: imageCounts }).grid(plans);
  const { runs, seconds, scoringLeftOut } = estimate;
  const work = runs === 1 ? "1 run" : `${count(runs)} runs`;
  const memory = `${bytes(estimate.bytes)} of memory`;
  if (seconds === undefined) return `${work}, about ${memory}; time not measured yet (sparse calibrate).`;
  const left = scoringLeftOut ? "; scoring the weights comes on top" : "";
  return `${work}, about ${roughDuration(1000 * seconds)} and ${memory}${left}.`;
}

/** The engine that the bundled trainer uses, on the Node that runs this command. */
export function trainedHere(threads: number) {
  return { threads, node: process.versions.node, kernels: join(programFolder, "engine") };
}
