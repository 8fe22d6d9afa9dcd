import * as Type from "typebox";
import type { Frozen } from "../frozen";

/** How a run ended that another process ended, or found ended. */
export const EndingSchema = Type.Union([
  Type.Object({ kind: Type.Literal("unqueued") }),
  /** At once, by a person who would not wait for the batch. */
  Type.Object({ kind: Type.Literal("killed") }),
  /** By itself. `log`: name of the file in the run's folder that has its last words. */
  Type.Object({
    kind: Type.Literal("died"),
    epoch: Type.Integer({ minimum: 1 }),
    log: Type.String(),
    how: Type.Union([
      Type.Object({ kind: Type.Literal("code"), code: Type.Integer() }),
      Type.Object({ kind: Type.Literal("signal"), signal: Type.String() }),
      Type.Object({ kind: Type.Literal("start"), error: Type.String() }),
    ]),
  }),
]);

export type Ending = Frozen<typeof EndingSchema>;
