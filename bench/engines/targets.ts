import { engines } from "../../src/core/training/engines";
import type { Clock } from "../report";
import type { Summary } from "../statistics";
import { againstPyTorch, onGpu, wasBusy, type EngineGroup, type EngineRow, type EnginesReport } from "./report";

/** How fast an engine must be, as a multiple of PyTorch on the same device. */
interface Target {
  readonly title: string;
  readonly least: number;
  readonly masked: boolean;
  readonly concerns: (row: EngineRow, group: EngineGroup) => boolean;
}

const targets: readonly Target[] = [
  {
    title: "An engine on a GPU: at least 0.5 × PyTorch's masked training, if possible 1 × (width 64, batch 128)",
    ...{ least: 0.5, masked: true },
    concerns: (row, { network }) =>
      row.contestant.by === "engine" &&
      onGpu(row) &&
      row.contestant.density < 1 &&
      network.name === "cifar_resnet_20_64" &&
      network.batch === 128,
  },
  {
    title: `${engines.tensorflow.title}: at least 0.5 × PyTorch's dense training`,
    ...{ least: 0.5, masked: false },
    concerns: ({ contestant }) =>
      contestant.by === "engine" && contestant.engine === "tensorflow" && contestant.density === 1,
  },
];

/** What a target came to on one network. */
interface Outcome {
  readonly row: EngineRow;
  readonly group: EngineGroup;
  readonly clock: Clock;
  readonly ratio: Summary;
  readonly met: boolean;
}

/** Each target with what was measured for it: nothing where there was nothing to measure. */
export function outcomes(
  report: EnginesReport,
): readonly { readonly title: string; readonly outcomes: readonly Outcome[] }[] {
  const busy = wasBusy(report);
  return targets.map(({ title, least, masked, concerns }) => ({
    title,
    outcomes: report.groups.flatMap((group) =>
      group.rows.flatMap((row): Outcome[] => {
        if (!concerns(row, group)) return [];
        // On a busy machine wall time tells who had the core, but CPU time on one thread is what the work took.
        const clock = busy && !onGpu(row) && group.threads === 1 ? "cpuMs" : "wallMs";
        const ratio = againstPyTorch(group, row, { masked, clock });
        return ratio ? [{ row, group, clock, ratio, met: ratio.median >= least }] : [];
      }),
    ),
  }));
}
