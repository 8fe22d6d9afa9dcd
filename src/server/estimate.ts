import { availableParallelism } from "node:os";
import type { Calibration } from "../core/estimate/calibration";
import { estimatesWith, type Estimates, type GridEstimate } from "../core/estimate/estimates";
import type { GridSummary } from "../core/language/summary";
import { calibrationReader } from "../store/calibration";
import { imageCounts } from "../store/dataset";
import type { Editor } from "./editor";

/**
 * Says what running a file takes, as far as this machine has been measured; equal runs are reckoned once until it is
 * measured anew. Of an editor that does not train, it is the terminal that does: on all cores of the Node at hand.
 */
export function estimator({ training }: Editor, kernels: string): (summary: GridSummary) => GridEstimate {
  const { threads, node } = training ?? { threads: availableParallelism(), node: process.versions.node };
  const measured = calibrationReader({ threads, node, kernels });
  let last: { readonly calibration: Calibration | undefined; readonly estimates: Estimates } | undefined;
  return ({ plans }) => {
    const calibration = measured();
    if (last === undefined || last.calibration !== calibration) {
      last = { calibration, estimates: estimatesWith({ calibration, images: imageCounts }) };
    }
    return last.estimates.grid(plans);
  };
}
