import { subjectGraph, subjects, type Calibration } from "../../../src/core/estimate/calibration";
import { expectedKept } from "../../../src/core/estimate/kept";
import { blocksOf, blockWork, type Work } from "../../../src/core/estimate/work";
import { sum } from "../../../src/core/sparsity/layers";

/** Seconds on a machine of our making, for a block of four images. */
export const machineTimes = {
  step: ({ macs, fetches, elements }: Work) => 1e-9 * macs + 2e-8 * fetches + 3e-9 * elements,
  forward: ({ macs, fetches, elements }: Work) => 3e-10 * macs + 5e-9 * fetches + 1e-9 * elements,
  attack: ({ macs, elements, pixels }: Work) => 7e-10 * macs + 2e-9 * elements + 5e-8 * pixels,
  choose: (kept: readonly number[]) => 0.05 + 1e-6 * sum(kept),
  open: (kept: readonly number[]) => 0.01 + 2e-7 * sum(kept),
};

/** What measuring that machine finds. */
export function measured(): Calibration {
  const points = subjects.map((subject) => {
    const graph = subjectGraph(subject);
    const kept = expectedKept(graph, subject);
    const work = blockWork(graph, kept);
    const blocks = blocksOf(subject.batch, subject.batch);
    return {
      ...subject,
      shape: [...subject.shape] as const,
      chooseMs: 1000 * machineTimes.choose(kept),
      openMs: 1000 * machineTimes.open(kept),
      stepMs: 1000 * blocks * machineTimes.step(work),
      forwardMs: 1000 * blocks * machineTimes.forward(work),
      attackMs: 1000 * blocks * machineTimes.attack(work),
    };
  });
  return {
    ...{ version: 1, at: 0, machine: { cpu: "thought of", cores: 4 }, engine: { node: "24.0.0", kernels: "abc" } },
    ...{ threads: 2, load: 0, points },
  };
}
