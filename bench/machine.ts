import os from "node:os";
import * as Type from "typebox";
import type { Static } from "typebox";

export const MachineSchema = Type.Object({
  cpu: Type.String(),
  cores: Type.Integer(),
  memoryGiB: Type.Integer(),
  system: Type.String(),
  /** Programs that wanted a core in the minute before the run; 0 where the system does not say. */
  load: Type.Number(),
});

/** What the times were taken on. */
export type Machine = Readonly<Static<typeof MachineSchema>>;

export function thisMachine(): Machine {
  return {
    cpu: os.cpus()[0]?.model.trim() ?? "unknown CPU",
    cores: os.availableParallelism(),
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.arch()}`,
    load: os.loadavg()[0] ?? 0,
  };
}
