import type { RunState } from "./state";

/** `x` in epochs done, from 0; `y` in nats or as a share. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The curves of one quantity of a run. */
export interface Curves {
  /** Means over about a twentieth of an epoch each. */
  readonly training: readonly Point[];
  readonly validation: readonly Point[];
  /** At the epochs whose weights were tested: the best by validation, and the last. */
  readonly test: readonly Point[];
}

export type Quantity = "loss" | "accuracy";

/** What a chart of a run draws; epochs in steps are those of the run's own `steps`. */
export function curves(state: RunState, quantity: Quantity, epochs: number): Curves {
  const stepsPerEpoch = state.steps / epochs;
  const metric = quantity === "loss" ? "nll" : "accuracy";
  return {
    training: stepsPerEpoch > 0 ? state.progress.map((at) => ({ x: at.step / stepsPerEpoch, y: at[quantity] })) : [],
    validation: state.epochs.flatMap(({ epoch, validation }) =>
      validation === undefined ? [] : [{ x: epoch, y: validation[quantity] }],
    ),
    test: state.tests.flatMap(({ epoch, metrics }) => {
      const y = metrics[metric];
      return y === undefined ? [] : [{ x: epoch, y }];
    }),
  };
}
