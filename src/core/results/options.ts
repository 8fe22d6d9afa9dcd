/** What a person can choose on the results page. */
import * as Type from "typebox";
import type { Frozen } from "../frozen";

export const ResultOptionsSchema = Type.Object({
  /** Of training curves. */
  axis: Type.Enum(["epoch", "step", "time"]),
  /** Weight of what came before, as in TensorBoard. */
  smoothing: Type.Number({ minimum: 0, exclusiveMaximum: 1 }),
  /** Whether losses, gradient norms and densities have a logarithmic axis. */
  log: Type.Boolean(),
  /** What accuracy is drawn against. */
  against: Type.Enum(["density", "width", "depth"]),
  /** Weights of which epoch were tested. */
  which: Type.Enum(["last", "best"]),
  /** Id of what is compared: "accuracy", "auc_msp/noise". */
  metric: Type.String({ minLength: 1 }),
  /** Key of the cell that others are set beside; each one's dense twin where it is empty. */
  baseline: Type.String(),
  /** Whether the paper's published points are shown where a network is one of the paper's. */
  paper: Type.Boolean(),
});

export type ResultOptions = Frozen<typeof ResultOptionsSchema>;

export const defaultOptions: ResultOptions = {
  axis: "epoch",
  smoothing: 0.6,
  log: false,
  against: "density",
  which: "last",
  metric: "accuracy",
  baseline: "",
  paper: true,
};
