import { performance } from "node:perf_hooks";
import * as Type from "typebox";
import type { Static } from "typebox";

export const BlockSchema = Type.Object({
  /** Steps before those that count; the last of them tells how many fit. */
  warmups: Type.Integer({ minimum: 1 }),
  /** Length of a turn: as many steps as fit, at least one. */
  turnMs: Type.Number({ exclusiveMinimum: 0 }),
});

/** Of one step, on average. CPU time is that of all threads of the process. */
export const BlockTimesSchema = Type.Object({
  steps: Type.Integer({ minimum: 1 }),
  wallMs: Type.Number({ minimum: 0 }),
  cpuMs: Type.Number({ minimum: 0 }),
});

export type Block = Readonly<Static<typeof BlockSchema>>;
export type BlockTimes = Readonly<Static<typeof BlockTimesSchema>>;

/**
 * Times steps one after the other, as they are trained: nothing is read in between, and the clocks are read when the
 * device is done.
 *
 * @param step gives work to the device
 * @param settle waits for it
 */
export async function timeBlock(
  { warmups, turnMs }: Block,
  step: () => Promise<void>,
  settle: () => Promise<unknown>,
): Promise<BlockTimes> {
  const several = async (steps: number): Promise<BlockTimes> => {
    const cpu = process.cpuUsage();
    const started = performance.now();
    for (let done = 0; done < steps; done++) await step();
    await settle();
    const wall = performance.now() - started;
    const { user, system } = process.cpuUsage(cpu);
    return { steps, wallMs: wall / steps, cpuMs: (user + system) / 1000 / steps };
  };
  for (let warmup = 1; warmup < warmups; warmup++) await several(1);
  const { wallMs } = await several(1);
  return several(Math.max(1, Math.round(turnMs / wallMs)));
}
